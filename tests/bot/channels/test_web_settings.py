"""The web chat's settings, and what is said of one that cannot be meant."""

import pytest

from bot.channels.web_settings import PARENTS, PROXIES, BadParent, BadProxies, WebSettings


def test_without_settings_nobody_holds_the_chat_and_no_proxy_is_believed() -> None:
    """The careful way round; an empty value is none."""
    assert WebSettings.from_environment({}) == WebSettings((), 0)
    assert WebSettings.from_environment({PARENTS: " , ", PROXIES: ""}) == WebSettings((), 0)


def test_origins_stand_one_after_another() -> None:
    """With space or a final slash, as people write them."""
    told = {PARENTS: "https://www.lender.example, http://localhost:8080/,https://[::1]:9", PROXIES: "2"}
    settings = WebSettings.from_environment(told)
    assert settings.parents == ("https://www.lender.example", "http://localhost:8080", "https://[::1]:9")
    assert settings.proxies == 2


@pytest.mark.parametrize(
    "wrong",
    [
        "*",
        "https://*.lender.example",
        "lender.example",
        "https://lender.example/chat",
        "ftp://lender.example",
        "https://lender.example; script-src *",
        "https://lender.example\r\nX: y",
        "https://LENDER.example",
        "https://",
        "null",
    ],
)
def test_what_is_no_origin_is_refused(wrong: str) -> None:
    """It would be written into a header, where it would allow everybody, nobody, or something else."""
    with pytest.raises(BadParent, match=PARENTS) as refused:
        WebSettings.from_environment({PARENTS: f"https://www.lender.example,{wrong}"})
    assert repr(wrong) in str(refused.value)


@pytest.mark.parametrize("wrong", ["-1", "x", "1.5", "10", "²", "true"])
def test_a_number_of_proxies_that_is_none_is_refused(wrong: str) -> None:
    """A wrong one would let visitors choose the address that they are counted by."""
    with pytest.raises(BadProxies, match="0 to 9"):
        WebSettings.from_environment({PROXIES: wrong})
