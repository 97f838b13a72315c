"""Who visits the web chat: the address that they come from, and the cookie by which a browser is known again.

Alone in its window the chat has a cookie that no other site can have sent. In the frame of another site's page a
browser sends no such cookie; there it gets one that is kept apart for each site that holds the frame, over https alone.
"""

from ipaddress import ip_address, ip_network

from starlette.requests import Request
from starlette.responses import Response

COOKIE = "duizhang_chat"
FRAMED_COOKIE = "duizhang_chat_framed"
COOKIE_SECONDS = 7 * 24 * 3600
# Browsers take these for as safe as https.
THIS_MACHINE = ("localhost", "127.0.0.1", "::1")
IPV6_NETWORK = 64
ALONE = "; SameSite=strict"
FRAMED = "; SameSite=None; Secure; Partitioned"


def address_of(request: Request, proxies: int) -> str:
    """The address of whoever asks, as the outermost of our own proxies saw it; what stands before that is hearsay."""
    hops = [each.strip() for value in request.headers.getlist("x-forwarded-for") for each in value.split(",")]
    direct = request.client.host if request.client else ""
    return _network(hops[-proxies] if 0 < proxies <= len(hops) else direct) or direct


def _network(address: str) -> str:
    """An address as one that counts: of IPv6 somebody has a whole network; empty where it is none."""
    host = address.removeprefix("[").partition("]")[0] if address.startswith("[") else address
    try:
        found = ip_address(host.partition(":")[0] if host.count(":") == 1 else host)
    except ValueError:
        return ""
    if found.version == 4:
        return str(found)
    if found.ipv4_mapped:
        return str(found.ipv4_mapped)
    return str(ip_network((int(found), IPV6_NETWORK), strict=False).network_address)


def is_safe(request: Request, proxies: int) -> bool:
    """Whether the browser speaks https, to us or to our own proxy."""
    said = ",".join(request.headers.getlist("x-forwarded-proto")) if proxies else ""
    return request.url.scheme == "https" or "https" in (each.strip() for each in said.split(","))


def secret_of(request: Request) -> str | None:
    """What this browser was given when its conversation began."""
    return request.cookies.get(FRAMED_COOKIE) or request.cookies.get(COOKIE)


def remember(answer: Response, request: Request, secret: str, is_framed: bool, proxies: int) -> None:
    """Give the browser the one cookie that it will send from where it is, and take the other away."""
    safe = is_safe(request, proxies)
    if is_framed and (safe or request.url.hostname in THIS_MACHINE):
        _set(answer, FRAMED_COOKIE, secret, COOKIE_SECONDS, FRAMED)
        _set(answer, COOKIE, "", 0, ALONE)
    else:
        _set(answer, COOKIE, secret, COOKIE_SECONDS, ALONE + "; Secure" * safe)
        _set(answer, FRAMED_COOKIE, "", 0, FRAMED)


def forget(answer: Response) -> None:
    """Take both cookies away."""
    _set(answer, COOKIE, "", 0, ALONE)
    _set(answer, FRAMED_COOKIE, "", 0, FRAMED)


def _set(answer: Response, name: str, value: str, seconds: int, where: str) -> None:
    """Written here: the standard library knows `Partitioned` only from Python 3.14 on."""
    answer.headers.append("set-cookie", f"{name}={value}; Max-Age={seconds}; Path=/; HttpOnly{where}")
