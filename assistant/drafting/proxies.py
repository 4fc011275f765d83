"""Which proxy leads to an address, from HTTP_PROXY, HTTPS_PROXY, ALL_PROXY and NO_PROXY in either case.

The rules are those of the HTTP client (httpx, which follows curl). It builds a connection for every proxy that is
named anywhere, so that one it cannot build (ALL_PROXY=socks5://…) fails a run that would never use it; we name it the
one proxy of the address, or none.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from urllib.parse import urlsplit


def proxy_for(url: str, named: Mapping[str, str]) -> str:
    """The address of the proxy for a URL, empty for none; `named` as urllib.request.getproxies() tells them."""
    scheme = urlsplit(url).scheme
    proxy = named.get(scheme) or named.get("all") or ""
    if not proxy or any(_exempts(entry.strip(), url) for entry in named.get("no", "").split(",")):
        return ""
    return proxy if "://" in proxy else f"http://{proxy}"


def _exempts(entry: str, url: str) -> bool:
    """Whether one entry of NO_PROXY (*, name, .name, *.name, address, network, each with a port or scheme) covers a URL."""
    if entry in ("", "*"):
        return entry == "*"
    address = urlsplit(url)
    host = (address.hostname or "").lower()
    scheme, _, rest = entry.lower().rpartition("://")
    if scheme not in ("", "all", address.scheme):
        return False
    if "/" in rest:
        return _within(host, rest)
    try:
        wanted = urlsplit(f"//{f'[{rest}]' if rest.count(':') > 1 and rest[0] != '[' else rest}")
        port, name = wanted.port, wanted.hostname or ""
    except ValueError:
        return False
    if port and port != (address.port or {"http": 80, "https": 443}.get(address.scheme)):
        return False
    if name.startswith(("*.", ".")):
        return host.endswith(name.lstrip("*"))
    return host == name or (
        not scheme and not _is_address(name) and name != "localhost" and host.endswith(f".{name}")
    )


def _within(host: str, network: str) -> bool:
    try:
        return ipaddress.ip_address(host) in ipaddress.ip_network(
            network.replace("[", "").replace("]", ""), strict=False
        )
    except ValueError:
        return False


def _is_address(name: str) -> bool:
    try:
        return bool(ipaddress.ip_address(name))
    except ValueError:
        return False
