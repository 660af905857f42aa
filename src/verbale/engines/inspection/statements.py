"""What a message says beyond its fields: who speaks, and that what it names by a hash is what it carries."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from verbale.engines.inspection.allowance import Allowance, AllowedFile
from verbale.engines.inspection.finding import Finding, Kind
from verbale.kernel.canonical import Json, canonical, digest, digest_of, read_json
from verbale.kernel.errors import VerbaleError

_MESSAGES = "data/messages.json"
PAPER = "minutes.pdf"
"""The one file of a signed paper; its name tells nothing of it."""


def check_statement(
    what: str, body: dict[str, Any], files: Sequence[AllowedFile], where: str, allowance: Allowance
) -> Iterator[Finding]:
    """All in which the message of another kind than a delivery or a catalogue contradicts itself or its pouch."""
    if what == "keys" and _at(body, "statement", "side") != allowance.sender:
        yield _wrong(where, "it is about the keys of another side")
    if what == "text act":
        yield from _check_act(body, where, allowance)
    if what == "returned pouches":
        yield from _check_returned(body, files, where, allowance)
    if what == "signed paper" and [(one.name, one.sha256) for one in files] != [(PAPER, body.get("sha256"))]:
        yield _wrong(where, f"it carries another file than “{PAPER}” with the hash that it names")
    if what == "session" and body.get("host") not in (allowance.sender, allowance.recipient):
        yield _wrong(where, "its host is a third side")


def _check_act(body: dict[str, Any], where: str, allowance: Allowance) -> Iterator[Finding]:
    if _at(body, "act", "side") != allowance.sender:
        yield _wrong(where, "it is an act of another side")
    if _at(body, "act", "depositary") not in (allowance.sender, allowance.recipient):
        yield _wrong(where, "its depositary is a third side")
    content = body.get("content")
    if (content is not None) != (_at(body, "act", "kind") == "propose"):
        yield _wrong(where, "a proposal, and nothing else, carries its text")
    elif content is not None and digest_of(content) != _at(body, "act", "revision"):
        yield _wrong(where, "it carries another text than it proposes")


def _check_returned(
    body: dict[str, Any], files: Sequence[AllowedFile], where: str, allowance: Allowance
) -> Iterator[Finding]:
    rows = body.get("pouches")
    told = [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
    named = {str(row.get("messages")) for row in told}
    if not {(file.name, file.sha256) for file in files} <= {(f"{one}.json", one) for one in named}:
        yield _wrong(where, "it carries other messages than it names")
    for row in told:
        if why := _fault(row, allowance):
            yield _wrong(where, why)


def _fault(row: dict[str, Any], allowance: Allowance) -> str:
    """Why this is no pouch that the partner sealed for us; empty if it is one."""
    envelope, manifest = str(row.get("envelope")).encode(), str(row.get("manifest")).encode()
    try:
        read = read_json(envelope, "the envelope")
        sound = canonical(read) == envelope and isinstance(read, dict)
    except VerbaleError:
        read, sound = None, False
    if not sound or not isinstance(read, dict):
        return "it returns an envelope that is none"
    if (read.get("sender"), read.get("recipient")) != (allowance.recipient, allowance.sender):
        return "it returns a pouch that the partner did not seal for us"
    if read.get("manifest") != digest(manifest):
        return "it returns another manifest than the envelope names"
    listed = dict(line.partition("  ")[::2][::-1] for line in manifest.decode(errors="replace").splitlines())
    if row.get("messages") and listed.get(_MESSAGES) != row["messages"]:
        return "it returns other messages than the manifest names"
    return ""


def _at(body: dict[str, Any], *keys: str) -> Json:
    value: Any = body
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def _wrong(where: str, why: str) -> Finding:
    return Finding(Kind.MESSAGE, where, why)
