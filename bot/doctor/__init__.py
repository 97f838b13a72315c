"""Says what is wrong with a set-up: one file a check, found by being there.

A check is a module with `check(bench)`, which yields findings. It runs on whatever Python there is: a check whose
libraries are not installed yet is reported as not looked at.
"""
