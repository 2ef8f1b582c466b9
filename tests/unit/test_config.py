"""Settings that reach the network."""

from __future__ import annotations

import pytest

from bot.config import load_settings
from bot.errors import ConfigError


def test_private_hosts_are_named_with_their_ports(monkeypatch: pytest.MonkeyPatch) -> None:
    """One or several, with blanks or commas between them."""
    assert load_settings().allow_hosts == frozenset()
    monkeypatch.setenv("DATELINE_ALLOW_HOSTS", "Wiki.example:443, 10.0.0.8:8080 [fd00::1]:80")
    places = {"wiki.example:443", "10.0.0.8:8080", "[fd00::1]:80"}
    assert load_settings().allow_hosts == places


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATELINE_ALLOW_HOSTS", "wiki.example"),
        ("DATELINE_ALLOW_HOSTS", "https://wiki.example:443"),
        ("DATELINE_PROXY", "proxy.example:3128"),
        ("DATELINE_PROXY", "socks5://proxy.example:1080"),
        ("DATELINE_CONTACT", "desk\r\nX-Evil: 1"),
        ("DATELINE_CONTACT", "desk (of news)"),
        ("DATELINE_PUBLIC_URL", "http://dateline.example"),
        ("DATELINE_PUBLIC_URL", "ftp://127.0.0.1"),
        ("DATELINE_PUBLIC_URL", "https://dateline.example/pages"),
        ("DATELINE_PUBLIC_URL", "https://user:word@dateline.example"),
        ("DATELINE_PUBLIC_URL", "https://"),
        ("DATELINE_PUBLIC_URL", "https://["),
        ("DATELINE_PUBLIC_URL", "dateline.example"),
        ("DATELINE_LINK_SECRET", "too short"),
        ("DATELINE_LINK_DAYS", "0"),
    ],
)
def test_a_wrong_setting_is_named(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    """The message says which one, so that it can be mended."""
    monkeypatch.setenv(name, value)
    with pytest.raises(ConfigError, match=name.removeprefix("DATELINE_").lower()):
        load_settings()


def test_a_proxy_is_taken_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """With a name and password where it needs them."""
    monkeypatch.setenv("DATELINE_PROXY", "http://user:word@proxy.example:3128/")
    assert load_settings().proxy == "http://user:word@proxy.example:3128/"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("", ""),
        ("https://dateline.example", "https://dateline.example"),
        (" https://dateline.example:8443// ", "https://dateline.example:8443"),
        ("http://127.0.0.1:3000/", "http://127.0.0.1:3000"),
        ("http://[::1]:3000", "http://[::1]:3000"),
    ],
)
def test_the_public_address_ends_without_a_slash(
    monkeypatch: pytest.MonkeyPatch, written: str, read: str
) -> None:
    """Encrypted, or on this machine alone: addresses of pages hold keys."""
    monkeypatch.setenv("DATELINE_PUBLIC_URL", written)
    assert load_settings().public_url == read


def test_an_empty_secret_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    """A line of ``.env`` that nobody filled in asks for one to be made."""
    monkeypatch.setenv("DATELINE_LINK_SECRET", "")
    assert load_settings().link_secret is None


def test_the_secret_shows_itself_nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings are logged and printed."""
    monkeypatch.setenv("DATELINE_LINK_SECRET", "a long secret of links")
    assert "a long secret" not in repr(load_settings())
