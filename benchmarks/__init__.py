"""What is measured, each by `python -m benchmarks.<name>`; figures in the docs come from here."""
