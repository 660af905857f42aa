"""Who acts in a terminal: a token, kept for each home in the user's state folder, and the person it belongs to."""

from __future__ import annotations

import functools
import hashlib
import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Model

from verbale.cli import node
from verbale.domain.spine import token as tokens
from verbale.domain.spine.office import day_of
from verbale.kernel.clock import SystemClock
from verbale.kernel.errors import NotAllowed
from verbale.kernel.home import Home
from verbale.records.person import AccessToken, Person


class NotSignedIn(NotAllowed):
    """Nobody is signed in to the node in {home}. Sign in with: verbale login — or give a token in VERBALE_TOKEN."""


@dataclass(frozen=True, slots=True)
class SignedIn:
    """The person who acts, whether a second factor was used, and the moment of the act."""

    person: Person
    second_factor: bool
    at: datetime
    token: AccessToken

    @property
    def today(self) -> date:
        """The day of the act in the office's time zone."""
        return day_of(self.at)


def who_acts() -> SignedIn:
    """Who acts: by the token in VERBALE_TOKEN, else by the one that ``verbale login`` kept for this home."""
    home, at = node.opened(), SystemClock().now()
    secret = os.environ.get("VERBALE_TOKEN", "").strip() or kept(home)
    if not secret:
        raise NotSignedIn(home=home.path)
    token = tokens.token_of(secret, at=at)
    return SignedIn(token.person, token.second_factor or settings.NODE.demo, at, token)


def signed_in(act: Callable[..., Any]) -> Callable[..., Any]:
    """Gives a command whoever acts as its first argument; refuses when nobody is signed in."""

    @functools.wraps(act)
    def by_somebody(*args: Any, **keywords: Any) -> Any:
        return act(who_acts(), *args, **keywords)

    return by_somebody


def seen(kind: type[Model], me: SignedIn) -> Any:
    """The rows of a kind that the person may see: the only way in which a command reads the stores."""
    return kind._meta.default_manager.visible_to(me.person)  # type: ignore[union-attr]


def keep(home: Home, secret: str) -> Path:
    """Keeps the secret of a token where only this user reads it."""
    file = _file(home)
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    file.unlink(missing_ok=True)
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as out:
        out.write(secret + "\n")
    return file


def kept(home: Home) -> str:
    """The secret that was kept for a home, empty if there is none."""
    try:
        return _file(home).read_text("ascii").strip()
    except (FileNotFoundError, UnicodeDecodeError):
        return ""


def forget(home: Home) -> None:
    """Removes what was kept for a home."""
    _file(home).unlink(missing_ok=True)


def _file(home: Home) -> Path:
    state = Path(os.environ.get("XDG_STATE_HOME") or "~/.local/state").expanduser()
    return state / "verbale" / "tokens" / hashlib.sha256(str(home.path.resolve()).encode()).hexdigest()[:32]
