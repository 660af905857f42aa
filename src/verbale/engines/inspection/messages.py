"""The messages of a pouch against those that may leave: the same ones, in the same order, saying what was allowed, and
only what their kind may say.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from verbale.engines.inspection.allowance import Allowance, AllowedFile, AllowedMessage, FileKind
from verbale.engines.inspection.finding import Finding, Kind
from verbale.engines.inspection.schema import check_body, check_files
from verbale.engines.inspection.statements import check_statement
from verbale.kernel.canonical import Json, canonical, digest_of, read_json
from verbale.kernel.errors import VerbaleError

MESSAGES = "messages.json"
VERSION = 1
MOST_BYTES = 64 * 1024 * 1024
"""Bytes of all messages of a pouch (clause 11.1)."""

_FIELDS = {"id", "what", "body", "files"}
_ROLES = {"marked": FileKind.RELEASED, "cover": FileKind.COVER, "label": FileKind.LABEL}


def check_messages(data: bytes, allowance: Allowance) -> Iterator[Finding]:
    """All that ``messages.json`` says beyond what was allowed, and what it fails to say."""
    try:
        read = read_json(data, MESSAGES)
        if canonical(read) != data:
            yield Finding(Kind.SPELLING, MESSAGES, "it is not canonical JSON")
    except VerbaleError as fault:
        yield Finding(Kind.SPELLING, MESSAGES, fault.sentence())
        return
    told = read if isinstance(read, dict) else {}
    if set(told) != {"version", "messages"} or type(told["version"]) is not int or told["version"] != VERSION:
        yield Finding(Kind.FIELD, MESSAGES, f"it is not an object of version {VERSION} and messages")
    if isinstance(told.get("messages"), list):
        yield from _check_list(told["messages"], allowance)
    else:
        yield Finding(Kind.FIELD, MESSAGES, "it has no list of messages")


def _check_list(found: Sequence[Json], allowance: Allowance) -> Iterator[Finding]:
    allowed = {message.id: message for message in allowance.messages}
    told: list[str] = []
    for at, one in enumerate(found):
        where = f"{MESSAGES}/{at}"
        if not isinstance(one, dict) or set(one) != _FIELDS or not isinstance(one["id"], str):
            yield Finding(Kind.FIELD, where, f"a message has {', '.join(sorted(_FIELDS))} and nothing else")
            continue
        told.append(one["id"])
        if one["id"] in allowed:
            yield from _check_one(one, allowed[one["id"]], where, allowance)
        else:
            yield Finding(Kind.UNNAMED, where, "No act tells this message.")
            yield from check_body(str(one["what"]), one["body"], where, allowance.known)
    yield from _check_order(told, [message.id for message in allowance.messages])


def _check_order(told: list[str], wanted: list[str]) -> Iterator[Finding]:
    for missing in [one for one in wanted if one not in set(told)]:
        yield Finding(Kind.MISSING, f"the message {missing}")
    kept = [one for one in told if one in set(wanted)]
    if len(kept) != len(set(kept)):
        yield Finding(Kind.MESSAGE, MESSAGES, "one message stands there twice")
    elif kept != [one for one in wanted if one in set(told)]:
        yield Finding(Kind.ORDER, MESSAGES, "its messages are")


def _check_one(told: dict[str, Json], allowed: AllowedMessage, where: str, allowance: Allowance) -> Iterator[Finding]:
    what, body = told["what"], told["body"]
    if what != allowed.what:
        yield Finding(Kind.MESSAGE, where, f"it is “{what}” and not “{allowed.what}”")
    if digest_of(body) != allowed.body_sha256:
        yield Finding(Kind.BODY, where)
    if told["files"] != [file.name for file in allowed.files]:
        yield Finding(Kind.MESSAGE, where, "it names other files, or in another order")
    yield from check_body(str(what), body, where, allowance.known)
    yield from check_files(str(what), [file.kind for file in allowed.files], where)
    yield from check_acts(allowed)
    if isinstance(body, dict):
        yield from _check_whole(str(what), body, allowed.files, where, allowance)


def _check_whole(
    what: str, body: dict[str, Json], files: Sequence[AllowedFile], where: str, allowance: Allowance
) -> Iterator[Finding]:
    if what == "delivery":
        yield from _check_delivery(body, files, where)
    elif what == "catalogue":
        yield from _check_catalogue(body, files, where)
    else:
        yield from check_statement(what, body, files, where, allowance)


def check_acts(message: AllowedMessage) -> Iterator[Finding]:
    """The files of a message that no act names, and the released PDFs without the label that goes with them."""
    kinds = {file.name: file for file in message.files}
    for file in message.files:
        path = f"files/{message.id}/{file.name}"
        if not file.act:
            yield Finding(Kind.RELEASE, path, "no release act names it")
        if file.kind is not FileKind.RELEASED:
            continue
        label = kinds.get(file.label)
        if label is None or label.kind is not FileKind.LABEL:
            yield Finding(Kind.LABEL, path, "there is none")
        elif label.mark is None or file.mark is None or label.mark.code != file.mark.code:
            yield Finding(Kind.LABEL, path, "it is for another marking")


def _check_delivery(body: dict[str, Json], files: Sequence[AllowedFile], where: str) -> Iterator[Finding]:
    rows = body.get("documents")
    told = [_row(row) for row in rows] if isinstance(rows, list) else []
    if sorted(told) != sorted((file.name, file.sha256, file.kind.value) for file in files):
        yield Finding(Kind.MESSAGE, where, "it describes other files than go with it")
    caveat = body.get("caveat")
    code, texts = (caveat.get("code"), caveat.get("texts")) if isinstance(caveat, dict) else (None, None)
    for mark in [file.mark for file in files if file.mark]:
        if mark.code != code or not isinstance(texts, dict) or not mark.texts.items() <= texts.items():
            yield Finding(Kind.MESSAGE, where, "it names another marking than its files bear")
            return


def _row(row: Json) -> tuple[str, str, str]:
    if not isinstance(row, dict):
        return "", "", ""
    kind = _ROLES.get(str(row.get("role")))
    return str(row.get("file")), str(row.get("sha256")), kind.value if kind else ""


def _check_catalogue(body: dict[str, Json], files: Sequence[AllowedFile], where: str) -> Iterator[Finding]:
    if [(file.act, file.name) for file in files] != [(body.get("offer"), f"{body.get('offer')}.jsonl")]:
        yield Finding(Kind.MESSAGE, where, "it carries another file than that of its offer")
