"""Checks are found by being there, and none of them can break the examination."""

from pathlib import Path

from bot.commands.doctor import exit_code_of
from bot.doctor.examination import check_names, examine, examine_one
from bot.doctor.findings import Level, fault, ok, warning
from tests.bot.doctor.stand_ins import bench


def test_every_file_is_a_check() -> None:
    """One more check is one more file."""
    assert check_names() == [
        "calendars", "databases", "environments", "model", "ports", "python310", "telegram_token", "yaml_files",
    ]  # fmt: skip


def test_a_fresh_clone_gets_findings_from_every_check(tmp_path: Path) -> None:
    """Before set-up most is missing, and saying so is the doctor's whole use."""
    findings = list(examine(bench(tmp_path)))
    assert {Level.OK, Level.WARNING, Level.FAULT} == {each.level for each in findings}
    assert all(each.remedy for each in findings if each.level is not Level.OK)


def test_a_setting_that_is_refused_is_a_fault_and_not_the_end(tmp_path: Path) -> None:
    """The other checks still have something to say."""
    (found,) = examine_one("ports", bench(tmp_path, DUIZHANG_WEB_PORT="web"))
    assert (found.level, "DUIZHANG_WEB_PORT" in found.what) == (Level.FAULT, True)


def test_only_a_fault_makes_the_command_fail() -> None:
    """A script can go by the exit code."""
    assert exit_code_of([ok("fine"), warning("hm", "look")]) == 0
    assert exit_code_of([ok("fine"), fault("bad", "mend it")]) == 2
