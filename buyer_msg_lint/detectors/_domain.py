"""Host names and who registered them, by the ICANN part of the Public Suffix List.

Source: https://publicsuffix.org/list/. The list is loaded when the first host name is asked about.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from publicsuffixlist import PublicSuffixList


def registrable_domain(host: str) -> str | None:
    """Return the domain that somebody registered: ``example.co.uk`` of ``www.example.co.uk``.

    None if the host does not end in a public suffix, or is nothing but one.
    """
    domain: str | None = _list().privatesuffix(host)
    return domain


def public_suffix(host: str) -> str | None:
    """Return what the host ends in that nobody can register: ``co.uk`` of ``www.example.co.uk``."""
    suffix: str | None = _list().publicsuffix(host)
    return suffix


def in_own_letters(host: str) -> str:
    """Return an international name as people read it: ``münchen.de`` for ``xn--mnchen-3ya.de``."""
    if "xn--" not in host:
        return host
    try:
        return host.encode("ascii").decode("idna")
    except UnicodeError:
        return host  # nobody can register it; as written is all there is to say


@cache
def _list() -> PublicSuffixList:
    from publicsuffixlist import PublicSuffixList

    return PublicSuffixList(accept_unknown=False, only_icann=True)
