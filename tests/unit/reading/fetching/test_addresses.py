"""Which addresses may be fetched from."""

from __future__ import annotations

import socket
from ipaddress import IPv4Address, IPv6Address, ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reading.fetching.addresses import is_public, parse_literal, read_address

PRIVATE = """
0.0.0.0 0.1.2.3 10.0.0.1 10.255.255.255 100.64.0.1 100.127.255.255 127.0.0.1 127.1.2.3
169.254.169.254 172.16.0.1 172.31.255.255 192.0.0.1 192.0.0.170 192.0.2.7 192.88.99.1 192.168.1.1
198.18.0.1 198.51.100.3 203.0.113.9 224.0.0.1 239.255.255.250 240.0.0.1 255.255.255.255
:: ::1 ::2 ::127.0.0.1 ::8.8.8.8 ::ffff:10.0.0.1 ::ffff:127.0.0.1 ::ffff:169.254.169.254
64:ff9b::127.0.0.1 64:ff9b::10.1.2.3 64:ff9b:1::1 100::1 2001::1 2001:10::1 2001:20::1 2001:db8::1
2002:7f00:1:: 2002:a00:1::1 2002:a9fe:a9fe::1 3fff::1 5f00::1 fc00::1 fd00:ec2::254 fe80::1
fec0::1 ff02::1 2a00:1450::5efe:10.0.0.1 2a00:1450::200:5efe:192.168.0.1
2001:0:7f00:1:0:0:f7f7:f7f7 2001:0:808:808:0:0:80ff:fffe 4000::1 abcd::1
""".split()
PUBLIC = """
1.1.1.1 8.8.8.8 100.63.255.255 100.128.0.1 172.15.0.1 172.32.0.1 192.167.0.1 223.255.255.254
2606:4700:4700::1111 2a00:1450:4001:829::200e ::ffff:8.8.8.8 64:ff9b::8.8.8.8 2002:808:808::1
2001:4860:4860::8888 2a00:1450::5efe:8.8.8.8
""".split()


@pytest.mark.parametrize("text", PRIVATE)
def test_private_addresses_are_refused(text: str) -> None:
    """Private, local, reserved and shared ones, also inside other addresses."""
    assert not is_public(ip_address(text))


@pytest.mark.parametrize("text", PUBLIC)
def test_public_addresses_are_allowed(text: str) -> None:
    """Those of ordinary hosts, also inside other addresses."""
    assert is_public(ip_address(text))


FOURS = st.integers(0, 2**32 - 1).map(IPv4Address)


@given(FOURS)
def test_an_address_is_as_public_as_the_one_it_carries(inner: IPv4Address) -> None:
    """Mapped, translated and tunnelled addresses end at the one inside."""
    value = int(inner)
    carriers = [
        IPv6Address((0xFFFF << 32) + value),
        IPv6Address((0x64FF9B << 96) + value),
        IPv6Address((0x2002 << 112) + (value << 80) + 1),
        IPv6Address((0x2A001450 << 96) + (0x5EFE << 32) + value),
    ]
    assert {is_public(carrier) for carrier in carriers} == {is_public(inner)}


@given(FOURS)
def test_nothing_that_the_standard_library_calls_private_is_public(address: IPv4Address) -> None:
    """Our rules only add to those of the library."""
    if not address.is_global or address.is_multicast:
        assert not is_public(address)


@given(st.integers(0, 2**128 - 1).map(IPv6Address))
def test_every_address_is_decided_on(address: IPv6Address) -> None:
    """Outside of what is given to hosts, nothing is public but what carries a public address."""
    if is_public(address) and not (address.ipv4_mapped or str(address).startswith("64:ff9b::")):
        assert int(address) >> 125 == 1


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("127.0.0.1", "127.0.0.1"),
        ("127.1", "127.0.0.1"),
        ("127.0.1", "127.0.0.1"),
        ("2130706433", "127.0.0.1"),
        ("0x7f000001", "127.0.0.1"),
        ("0x7F.1", "127.0.0.1"),
        ("0177.0.0.01", "127.0.0.1"),
        ("017700000001", "127.0.0.1"),
        ("127.0.0.1.", "127.0.0.1"),
        ("0", "0.0.0.0"),  # noqa: S104
        ("0x", "0.0.0.0"),  # noqa: S104
        ("169.254.43518", "169.254.169.254"),
        ("[::1]", "::1"),
        ("::ffff:7f00:1", "::ffff:127.0.0.1"),
        ("news.example", None),
        ("1.example", None),
        ("0x7f.example", None),
        ("example.a1", None),
    ],
)
def test_odd_ways_of_writing_an_address_are_understood(host: str, address: str | None) -> None:
    """As a resolver understands them, so that none of them hides an address."""
    assert parse_literal(host) == (None if address is None else ip_address(address))


@pytest.mark.parametrize(
    "host",
    (
        "1.2.3.4.5 256.1.1.1 1.2.3.256 09.1.1.1 4294967296 0x100000000 a.1 1..2 [fe80::1%eth0]"
        " [::1 [12345::] example.0x7f : 99999999999999999999"
    ).split(),
)
def test_what_only_looks_like_an_address_is_an_error(host: str) -> None:
    """It is neither a name nor an address."""
    with pytest.raises(ValueError, match=r"."):
        parse_literal(host)


@given(FOURS, st.sampled_from(["{}", "0x{:x}", "0{:o}"]), st.integers(1, 4))
def test_the_system_reads_an_odd_address_in_the_same_way(
    address: IPv4Address, form: str, count: int
) -> None:
    """Whatever the base and the number of parts."""
    value = int(address)
    parts = [(value >> (24 - 8 * place)) & 255 for place in range(count - 1)]
    parts.append(value & ((1 << (8 * (5 - count))) - 1))
    host = ".".join(form.format(part) for part in parts)
    assert parse_literal(host) == address == IPv4Address(socket.inet_aton(host))


def test_a_zone_is_no_part_of_an_address() -> None:
    """Resolvers name the interface of a local address behind it."""
    assert read_address("fe80::1%eth0") == IPv6Address("fe80::1")
