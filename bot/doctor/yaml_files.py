"""Does every YAML file of the dialogue parse, and say each key once?"""

from collections.abc import Iterator

from bot.doctor.findings import Bench, Finding, fault, ok
from bot.setup.yaml_check import faults_in
from bot.setup.yamls import yaml_files


def check(bench: Bench) -> Iterator[Finding]:
    """A finding a fault, or one for all."""
    files = yaml_files(bench.places)
    faults = [each for path in files for each in faults_in(path)]
    for each in faults:
        yield fault(each.replace(f"{bench.places.root}/", ""), "mend the file")
    if not faults:
        yield ok(f"all {len(files)} YAML files are sound")
