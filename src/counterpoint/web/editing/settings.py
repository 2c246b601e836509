"""Whether editing needs a token, and who confirms."""

from __future__ import annotations

import ipaddress
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from counterpoint.errors import UsageError

TOKEN: Final = "COUNTERPOINT_EDIT_TOKEN"  # noqa: S105 - the name of a variable, not what it holds
"""The environment variable that may hold the token."""

_LEAST: Final = 16
"""Characters that a token must have: what is shorter can be guessed."""


@dataclass(frozen=True)
class Editing:
    """How a server lets people edit.

    :param token: what they have to give; empty where whoever uses this machine may edit.
    :param made: whether the token was made for this run, so that somebody must be told.
    :param coder: the id of the person or organisation that confirms; empty where the page asks for it.
    """

    token: str = ""
    made: bool = False
    coder: str = ""


def editing_on(host: str, coder: str = "", environment: Mapping[str, str] = os.environ) -> Editing:
    """Decide whether a token is needed: on an address that others reach, and wherever one is given.

    :param host: the address that the server listens on.
    :param coder: who confirms.
    :param environment: where a token may be given.
    :raises UsageError: where the token that is given can be guessed.

    >>> editing_on("127.0.0.1", environment={}).token
    ''
    >>> len(editing_on("0.0.0.0", environment={}).token)
    32
    """
    given = environment.get(TOKEN, "").strip()
    if given and len(given) < _LEAST:
        raise UsageError(f"{TOKEN} has {len(given)} characters", f"give it at least {_LEAST}, or leave it unset")
    made = not given and not is_loopback(host)
    return Editing(secrets.token_urlsafe(24) if made else given, made, coder)


def is_loopback(host: str) -> bool:
    """Tell whether only this machine reaches an address.

    >>> [is_loopback(host) for host in ("localhost", "127.0.0.2", "::1", "0.0.0.0", "debate.example")]
    [True, True, True, False, False]
    """
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
