"""Signing in to a node from a terminal, and out again."""

from __future__ import annotations

import logging
import os
import sys

import click
from django.contrib.auth import authenticate
from django.http import HttpRequest

from verbale.cli import node, sign_in
from verbale.cli.group import Command
from verbale.cli.output import say
from verbale.cli.sign_in import SignedIn, signed_in
from verbale.domain.spine import second_factor
from verbale.domain.spine import token as tokens
from verbale.kernel.clock import SystemClock
from verbale.kernel.errors import NotAllowed
from verbale.records.person import Person


class WrongSignIn(NotAllowed):
    """Sign-in name and password do not fit together, or there were too many attempts. Wait a while and try again."""


@click.command(cls=Command, example="verbale login --handle aino")
@click.option("--handle", help="Your sign-in name; asked for if not given.")
@click.option("--days", default=tokens.DAYS, show_default=True, type=click.IntRange(1, 365), help="Valid for.")
def login(handle: str | None, days: int) -> None:
    """Signs you in and keeps a token where only you can read it.

    Asks for your password, and for the code of your second factor if you have one. Where standard input is no
    terminal they are read from it: the password in the first line, the code in the second.
    """
    home, at = node.opened(), SystemClock().now()
    handle = handle or click.prompt("Sign-in name", err=True)
    person = _authenticated(handle, _asked("Password"))
    second = second_factor.is_set_up(person)
    if second:
        second_factor.check(person=person, code=_asked("Code of your second factor"))
    token, secret = tokens.issue(person=person, label="terminal", second_factor=second, at=at, days=days)
    sign_in.keep(home, secret)
    told = {"handle": person.handle, "name": person.name, "second_factor": second, "expires": token.expires_at}
    say(told, f"Signed in as {person.name} until {token.expires_at:%Y-%m-%d}.")


def _authenticated(handle: str, password: str) -> Person:
    # The failure is told below; its log line would stand between.
    logging.getLogger("axes").setLevel(logging.CRITICAL)
    request = HttpRequest()
    request.META["REMOTE_ADDR"] = "127.0.0.1"
    person = authenticate(request, username=handle, password=password)
    if not isinstance(person, Person):
        raise WrongSignIn()
    return person


def _asked(what: str) -> str:
    if sys.stdin.isatty():
        return str(click.prompt(what, hide_input=True, err=True))
    return sys.stdin.readline().rstrip("\r\n")


@click.command(cls=Command, example="verbale logout")
@signed_in
def logout(me: SignedIn) -> None:
    """Revokes the token in use, and forgets it."""
    tokens.revoke(token=me.token, by=me.person, at=me.at)
    if not os.environ.get("VERBALE_TOKEN"):
        sign_in.forget(node.opened())
    say({"handle": me.person.handle, "revoked": me.token.pk}, f"{me.person.name} is signed out.")


@click.command(cls=Command, example="verbale whoami --json")
@signed_in
def whoami(me: SignedIn) -> None:
    """Says who is signed in, with roles, and whether a second factor was used."""
    say(
        {
            "handle": me.person.handle, "name": me.person.name, "roles": sorted(me.person.roles),
            "second_factor": me.second_factor, "expires": me.token.expires_at,
        }
    )  # fmt: skip
