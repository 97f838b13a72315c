"""Every check is shown both ways: what it faults, and what it leaves alone."""

import socket
from pathlib import Path

import httpx

from bot.doctor import calendars, databases, environments, model, ports, python310, telegram_token, yaml_files
from bot.doctor.findings import Finding, Level
from bot.setup.environments import wanted_stamp, write_whole
from bot.setup.model import current_model
from bot.sole import alone
from tests.bot.doctor.stand_ins import bench
from tests.bot.setup.stand_ins import PYTHON310, program
from tests.bot.telegram.fake import FakeTelegram, fake_telegram

TOKEN = "123456:a-secret"


def test_a_free_port_is_fine_and_a_taken_one_names_its_variable(tmp_path: Path) -> None:
    """The remedy is the variable."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        taken = str(server.getsockname()[1])
        web, *_ = ports.check(bench(tmp_path, DUIZHANG_WEB_PORT=taken))
    assert (web.level, "DUIZHANG_WEB_PORT" in web.remedy) == (Level.FAULT, True)
    web, *_ = ports.check(bench(tmp_path, DUIZHANG_WEB_PORT=taken))
    assert web.level is Level.OK


def test_ports_held_by_our_own_are_fine(tmp_path: Path) -> None:
    """A doctor that is asked while Duizhang runs must not call it an intruder."""
    with socket.create_server(("127.0.0.1", 0)) as server, alone(tmp_path / "var"):
        web, *_ = ports.check(bench(tmp_path, DUIZHANG_WEB_PORT=str(server.getsockname()[1])))
    assert web.level is Level.OK


def test_no_python310_is_a_warning_since_uv_may_fetch_one(tmp_path: Path) -> None:
    """Only set-up itself can know whether the download works."""
    assert [each.level for each in python310.check(bench(tmp_path))] == [Level.WARNING]
    program(tmp_path / "python3.10", PYTHON310)
    assert [each.level for each in python310.check(bench(tmp_path))] == [Level.OK]


def test_environments_missing_half_made_current_and_old(tmp_path: Path) -> None:
    """All four look alike from outside."""
    on = bench(tmp_path)

    def said() -> str:
        return next(iter(environments.check(on))).what

    assert said() == "the app environment is missing"
    program(on.places.app_python, PYTHON310)
    assert said() == "the app environment is half made"
    write_whole(on.places.environments / "app.stamp", wanted_stamp("app", on.places))
    assert said() == "the app environment is current"
    on.places.lock_of("app").write_text("a==2", encoding="utf-8")
    assert said().startswith("the app environment is older than its lock file")


def test_a_model_missing_current_and_old(tmp_path: Path) -> None:
    """A model that is older than its data is as good as none."""
    on = bench(tmp_path)

    def said() -> str:
        return next(iter(model.check(on))).what

    assert said() == "there is no model yet"
    program(current_model(on.places), "model")
    assert said().startswith("the model is current")
    (tmp_path / "domain.yml").write_text("intents: []\n", encoding="utf-8")
    assert said() == "every model is older than its data"


def test_yaml_sound_and_broken(tmp_path: Path) -> None:
    """The place is named from the root of the clone."""
    on = bench(tmp_path)
    assert [each.what for each in yaml_files.check(on)] == ["all 5 YAML files are sound"]
    (tmp_path / "data/lang/en/replies.yml").write_text("a: 1\na: 2\n", encoding="utf-8")
    (broken,) = yaml_files.check(on)
    assert broken.level is Level.FAULT
    assert broken.what.startswith("data/lang/en/replies.yml, line 2, column 1: the key 'a'")


def levels_of_databases(root: Path, **environ: str) -> list[Level]:
    """Ledger, cases, chat."""
    return [each.level for each in databases.check(bench(root, **environ))]


def test_databases_that_are_not_made_yet_are_fine_and_stay_unmade(tmp_path: Path) -> None:
    """Looking must not create an empty database that passes for a real one."""
    assert levels_of_databases(tmp_path) == [Level.OK] * 3
    assert not (tmp_path / "var").exists()


def test_a_file_that_is_no_database_is_a_fault(tmp_path: Path) -> None:
    """A file of that name is no proof."""
    (tmp_path / "junk").write_text("no database" * 100, encoding="utf-8")
    assert levels_of_databases(tmp_path, DUIZHANG_LEDGER=f"sqlite:///{tmp_path}/junk")[0] is Level.FAULT


def test_an_unreachable_server_is_a_fault_and_its_password_stays_secret(tmp_path: Path) -> None:
    """What the doctor prints ends up in tickets."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    address = f"postgresql+psycopg://me:a-secret@127.0.0.1:{port}/books"
    ledger, *_ = databases.check(bench(tmp_path, DUIZHANG_LEDGER=address))
    assert ledger.level is Level.FAULT
    assert "a-secret" not in str(ledger)


def test_addresses_nobody_can_read_are_faults(tmp_path: Path) -> None:
    """Neither a slip nor a driver that is not installed may show a stack trace."""
    for address in ("books", "nosuch://x/y", "mysql+pymysql://me@127.0.0.1/x"):
        assert levels_of_databases(tmp_path, DUIZHANG_CASES=address)[1] is Level.FAULT


def test_without_a_token_telegram_is_not_asked(tmp_path: Path) -> None:
    """No token is needed to try it; how to add one is said in the same line."""
    (found,) = telegram_token.check(bench(tmp_path))
    assert (found.level, "DUIZHANG_TELEGRAM_TOKEN" in found.what) == (Level.OK, True)


def telegram_told(root: Path, fake: FakeTelegram, token: str) -> Finding:
    """What the doctor says of a token."""
    environ = {"DUIZHANG_TELEGRAM_TOKEN": token, "DUIZHANG_TELEGRAM_API": fake.url}
    (found,) = telegram_token.check(bench(root, **environ))
    return found


def test_a_token_accepted(tmp_path: Path) -> None:
    """The bot's name shows whether it is the one that was meant."""
    with fake_telegram() as fake:
        found = telegram_told(tmp_path, fake, fake.token)
    assert (found.level, f"@{fake.world.bot.username}" in found.what) == (Level.OK, True)


def test_a_token_refused_is_a_fault_and_is_not_printed(tmp_path: Path) -> None:
    """The library's own message quotes the token."""
    with fake_telegram() as fake:
        found = telegram_told(tmp_path, fake, TOKEN)
    assert (found.level, "DUIZHANG_TELEGRAM_TOKEN" in found.remedy) == (Level.FAULT, True)
    assert TOKEN not in str(found)


def test_what_is_no_token_is_a_fault_before_anybody_is_asked(tmp_path: Path) -> None:
    """And is not printed either: most of a secret is one."""
    (found,) = telegram_token.check(bench(tmp_path, DUIZHANG_TELEGRAM_TOKEN=f"{TOKEN} x"))
    assert (found.level, "is no token" in found.what) == (Level.FAULT, True)
    assert TOKEN not in str(found)


def test_a_webhook_elsewhere_is_a_fault(tmp_path: Path) -> None:
    """Telegram would give us nothing, and the bot would look as if nobody wrote."""
    with fake_telegram() as fake:
        hook = {"url": "https://elsewhere.example/hook"}
        httpx.post(f"{fake.base_url}{fake.token}/setWebhook", data=hook, trust_env=False).raise_for_status()
        found = telegram_told(tmp_path, fake, fake.token)
    assert (found.level, "webhook" in found.what, "deleteWebhook" in found.remedy) == (Level.FAULT, True, True)


def test_a_webhook_of_our_own_is_fine(tmp_path: Path) -> None:
    """Where the setting names it; one elsewhere is replaced at the next start."""
    address = "http://127.0.0.1:9/telegram"
    with fake_telegram() as fake:
        httpx.post(f"{fake.base_url}{fake.token}/setWebhook", data={"url": address}, trust_env=False).raise_for_status()
        environ = {"DUIZHANG_TELEGRAM_TOKEN": fake.token, "DUIZHANG_TELEGRAM_API": fake.url}
        (found,) = telegram_token.check(bench(tmp_path, **environ, DUIZHANG_TELEGRAM_WEBHOOK=address))
    assert (found.level, "DUIZHANG_TELEGRAM_WEBHOOK" in found.what) == (Level.OK, True)


def test_a_network_that_does_not_reach_telegram_is_said_plainly(tmp_path: Path) -> None:
    """The token may be fine; the finding must not blame it."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        api = f"http://127.0.0.1:{server.getsockname()[1]}"
    (found,) = telegram_token.check(bench(tmp_path, DUIZHANG_TELEGRAM_TOKEN=TOKEN, DUIZHANG_TELEGRAM_API=api))
    assert found.level is Level.WARNING
    assert "could not be asked" in found.what


def test_calendars_that_know_this_year_and_the_next_are_fine(tmp_path: Path) -> None:
    """In the summer nobody asks for the next year yet."""
    assert [each.level for each in calendars.check(bench(tmp_path, DUIZHANG_NOW="2026-06-01T00:00:00Z"))] == [Level.OK]


def test_a_year_that_a_calendar_lacks_is_told_in_time(tmp_path: Path) -> None:
    """Sixty days before it begins, by currency and file; and still when it has begun."""
    for now in ("2026-11-22T00:00:00Z", "2027-01-10T00:00:00Z"):
        (found,) = calendars.check(bench(tmp_path, DUIZHANG_NOW=now))
        assert (found.level, "CNY lists no day of 2027" in found.what) == (Level.WARNING, True)
        assert "calendars/CNY.yml" in found.remedy
        assert "EUR" not in found.what


def test_a_lenders_own_calendar_supplies_the_year(tmp_path: Path) -> None:
    """One that keeps weekends only has nothing to add from year to year."""
    folder = tmp_path / "own" / "calendars"
    folder.mkdir(parents=True)
    own = {"CNY": "[{source: a test, holidays: [2027-02-08]}]", "GBP": "[]"}
    for name, years in own.items():
        (folder / f"{name}.yml").write_text(f"zone: UTC\nweekend: [sunday]\nyears: {years}\n", encoding="utf-8")
    where = bench(tmp_path, DUIZHANG_NOW="2027-03-01T00:00:00Z", DUIZHANG_THRESHOLDS=str(folder.parent))
    assert [each.level for each in calendars.check(where)] == [Level.OK]
