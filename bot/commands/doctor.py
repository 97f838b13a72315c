"""Says what is wrong with this set-up and what to do about it."""

import argparse
import os
from collections.abc import Iterable

from bot.doctor.examination import examine
from bot.doctor.findings import Bench, Finding, Level
from bot.setup.places import Places


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """None: it looks at everything."""


def run(arguments: argparse.Namespace) -> int:
    """Prints every finding; 2 when one of them is a fault, else 0."""
    findings = []
    for finding in examine(Bench(Places.here(), os.environ)):
        print(finding, flush=True)
        findings.append(finding)
    return exit_code_of(findings)


def exit_code_of(findings: Iterable[Finding]) -> int:
    """2 when one of them is a fault, else 0."""
    return 2 if any(finding.level is Level.FAULT for finding in findings) else 0
