"""Who visits: from which address, by which cookie, and what somebody says who would rather be another."""

import pytest
from starlette.requests import Request
from starlette.responses import Response

from bot.channels.visitor import COOKIE, FRAMED_COOKIE, address_of, forget, remember, secret_of


def request(client: str = "10.0.0.1", scheme: str = "http", host: str = "chat.example", **headers: str) -> Request:
    """A request as the server hands it over; several values of a header are divided by a bar."""
    named = [
        (name.replace("_", "-").encode(), each.encode()) for name, all in headers.items() for each in all.split("|")
    ]
    return Request(
        {
            "type": "http",
            "method": "GET",
            "scheme": scheme,
            "path": "/",
            "query_string": b"",
            "client": (client, 5000) if client else None,
            "headers": [(b"host", host.encode()), *named],
        }
    )


def cookies(answer: Response) -> list[str]:
    """Every cookie that is set or taken away."""
    return answer.headers.getlist("set-cookie")


@pytest.mark.parametrize(
    ("proxies", "said", "found"),
    [
        (0, None, "10.0.0.1"),
        (0, "6.6.6.6", "10.0.0.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "6.6.6.6, 203.0.113.9", "203.0.113.9"),
        (1, "6.6.6.6|203.0.113.9", "203.0.113.9"),
        (2, "6.6.6.6, 203.0.113.9, 10.0.0.7", "203.0.113.9"),
        (2, "203.0.113.9", "10.0.0.1"),
        (1, None, "10.0.0.1"),
        (1, "unknown", "10.0.0.1"),
        (1, "", "10.0.0.1"),
        (1, "203.0.113.9:4711", "203.0.113.9"),
        (1, "[2001:db8:1:2:3::4]:4711", "2001:db8:1:2::"),
        (1, "2001:db8:1:2:ffff::9", "2001:db8:1:2::"),
        (1, "::ffff:203.0.113.9", "203.0.113.9"),
    ],
)
def test_the_address_is_what_our_own_proxy_saw(proxies: int, said: str | None, found: str) -> None:
    """What stands before that anybody can write; of IPv6 a whole network counts as one."""
    headers = {} if said is None else {"x_forwarded_for": said}
    assert address_of(request(**headers), proxies) == found


def test_a_server_without_addresses_knows_one_visitor() -> None:
    """As behind a socket file."""
    assert address_of(request(client=""), 0) == ""


@pytest.mark.parametrize(
    ("asked", "proxies", "is_framed", "kept"),
    [
        (request(), 0, False, f"{COOKIE}=s; Max-Age=604800; Path=/; HttpOnly; SameSite=strict"),
        (request(), 0, True, f"{COOKIE}=s; Max-Age=604800; Path=/; HttpOnly; SameSite=strict"),
        (
            request(scheme="https"),
            0,
            False,
            f"{COOKIE}=s; Max-Age=604800; Path=/; HttpOnly; SameSite=strict; Secure",
        ),
        (
            request(scheme="https"),
            0,
            True,
            f"{FRAMED_COOKIE}=s; Max-Age=604800; Path=/; HttpOnly; SameSite=None; Secure; Partitioned",
        ),
        (
            request(x_forwarded_proto="https"),
            1,
            True,
            f"{FRAMED_COOKIE}=s; Max-Age=604800; Path=/; HttpOnly; SameSite=None; Secure; Partitioned",
        ),
        (
            request(x_forwarded_proto="https"),
            0,
            False,
            f"{COOKIE}=s; Max-Age=604800; Path=/; HttpOnly; SameSite=strict",
        ),
        (
            request(host="127.0.0.1:8800"),
            0,
            True,
            f"{FRAMED_COOKIE}=s; Max-Age=604800; Path=/; HttpOnly; SameSite=None; Secure; Partitioned",
        ),
    ],
    ids=["alone", "framed without https", "https", "framed", "framed behind a proxy", "forged", "framed, tried out"],
)
def test_a_browser_gets_the_cookie_that_it_will_send(asked: Request, proxies: int, is_framed: bool, kept: str) -> None:
    """And the other one is taken away, so that there are never two conversations."""
    answer = Response()
    remember(answer, asked, "s", is_framed, proxies)
    first, gone = cookies(answer)
    assert first == kept
    assert gone.startswith(
        f"{FRAMED_COOKIE if kept.startswith(f'{COOKIE}=') else COOKIE}=; Max-Age=0; Path=/; HttpOnly"
    )


def test_leaving_takes_both_away() -> None:
    """Wherever the conversation was begun."""
    answer = Response()
    forget(answer)
    assert [each.partition(";")[0] for each in cookies(answer)] == [f"{COOKIE}=", f"{FRAMED_COOKIE}="]


@pytest.mark.parametrize(
    ("sent", "secret"), [("a=b", None), (f"{COOKIE}=x", "x"), (f"{FRAMED_COOKIE}=y", "y"), (f"{COOKIE}=", None)]
)
def test_either_cookie_is_known_again(sent: str, secret: str | None) -> None:
    """A browser sends the one that it may."""
    assert (secret_of(request(cookie=sent)) or None) == secret
