"""What an option can hold: days, texts by language, facts, files; and reading what people type."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from verbale.domain.cycle.written_date import as_kept
from verbale.kernel.clock import read_stamp
from verbale.kernel.errors import Unreadable, WrongUse


class NoFile(Unreadable):
    """{file} cannot be read: {why}. Give a file that is there and that you may read."""


class NoFact(WrongUse):
    """“{text}” is no fact. Write NAME=VALUE, the value as JSON or plain text, for example year=1963."""


class NoText(WrongUse):
    """“{text}” is no text in a language. Write LANGUAGE=TEXT, for example zh=供应政策."""


class Day(click.ParamType[date]):
    """A day, written 1963-12-14."""

    name = "DATE"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"“{value}” is no day. Write it like 1963-12-14.", param, ctx)


DAY = Day()


class Moment(click.ParamType[datetime]):
    """A moment with a zone, written 1963-12-14T09:00:00Z."""

    name = "MOMENT"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        if isinstance(value, datetime):
            return value
        try:
            return read_stamp(value)
        except WrongUse as fault:
            self.fail(fault.sentence(), param, ctx)


MOMENT = Moment()


class Written(click.ParamType[str]):
    """A date as a paper gives it, in figures or written out; what is no date is refused where it is to be kept."""

    name = "DATE"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        del param, ctx
        try:
            return as_kept(str(value))
        except WrongUse:
            return str(value)


WRITTEN = Written()


def read_file(path: str) -> bytes:
    """The bytes of a file, ``-`` for standard input."""
    if path == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(path).read_bytes()
    except OSError as fault:
        raise NoFile(file=path, why=fault.strerror or str(fault)) from fault


def texts(given: Iterable[str]) -> dict[str, str]:
    """Texts by language out of LANGUAGE=TEXT; a text without a language is English."""
    found = {}
    for one in given:
        language, sign, text = one.partition("=")
        if not sign:
            language, text = "en", one
        if not text.strip() or not language.isascii() or not language.replace("-", "").isalpha() or len(language) > 12:
            raise NoText(text=one)
        found[language] = text.strip()
    return found


def facts(given: Iterable[str]) -> dict[str, Any]:
    """Facts out of NAME=VALUE: the value is JSON where it reads as JSON, else it is the text."""
    found: dict[str, Any] = {}
    for one in given:
        name, sign, value = one.partition("=")
        if not sign or not name.strip():
            raise NoFact(text=one)
        try:
            found[name.strip()] = json.loads(value)
        except (ValueError, RecursionError):
            found[name.strip()] = value
    return found
