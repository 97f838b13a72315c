"""What tests of our databases and of the ledger share: a PostgreSQL of their own, where there is one."""

import os
from collections.abc import Iterator
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import make_url

DEFAULT = "postgresql://postgres@127.0.0.1:5432/test"


@pytest.fixture
def postgres() -> Iterator[str]:
    """The address of an empty schema that is dropped afterwards; DUIZHANG_TEST_POSTGRES names another server.

    Without a server the test is skipped, except where CI=true: there it fails.
    """
    address = os.environ.get("DUIZHANG_TEST_POSTGRES") or DEFAULT
    try:
        connection = psycopg.connect(address, autocommit=True, connect_timeout=5)
    except psycopg.OperationalError as error:
        unreachable = f"no PostgreSQL answers (set DUIZHANG_TEST_POSTGRES): {str(error).partition(chr(10))[0]}"
        if os.environ.get("CI") == "true":
            pytest.fail(unreachable)
        pytest.skip(unreachable)
    schema = f"duizhang_{uuid4().hex[:12]}"
    with connection:
        connection.execute(f"CREATE SCHEMA {schema}")
        try:
            url = make_url(address).update_query_dict({"options": f"-csearch_path={schema}"})
            yield url.render_as_string(hide_password=False)
        finally:
            connection.execute(f"DROP SCHEMA {schema} CASCADE")
