"""Proof of a text: every signature and hash worked out anew from what is kept, and all of it to carry elsewhere."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from enum import StrEnum

from verbale.domain.spine import party, party_keys
from verbale.domain.spine.text_arrival import NAMESPACE
from verbale.engines import agreement
from verbale.engines.seal import PublicKeys, Signer, verify_bytes, write_signers
from verbale.kernel.errors import VerbaleError
from verbale.records.party import PartyKeys
from verbale.records.text import Revision, Text, TextAct

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The date of every file in a package, so that equal facts make equal bytes."""


class Finding(StrEnum):
    """What was found of an act, worst last."""

    SIGNED = "signed"
    BY_LETTER = "by letter, without a signature"
    UNSIGNED = "waits for the carrier, which signs it"
    NO_REVISION = "the revision it is about is not kept"
    OTHER_REVISION = "the revision it is about is not what its hash names"
    NO_ACT = "what is kept of it is no act"
    OTHER_HASH = "its content is not what its hash names"
    BROKEN_CHAIN = "it does not follow the act of its side before it"
    BAD_SIGNATURE = "its signature is not one of its side over its content"


SOUND = frozenset({Finding.SIGNED, Finding.BY_LETTER, Finding.UNSIGNED})


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found of one act; the fingerprint of the keys that signed it, empty if none did."""

    side: str
    number: int
    hash: str
    finding: Finding
    signer: str

    @property
    def sound(self) -> bool:
        return self.finding in SOUND


def check(text: Text) -> tuple[Checked, ...]:
    """Checks every act that is kept of a text: content and hash, chain, signature, revision (12.2, 12.3)."""
    keys = {side: list(_keys(side)) for side in (party.us().code, text.partner.code)}
    revisions = {row.hash: _revision_hash(row) for row in Revision.objects.filter(text=text)}
    before: dict[str, str] = {}
    found = []
    for row in TextAct.objects.filter(text=text).order_by("side", "number"):
        finding = _finding(row, keys.get(row.side, []), revisions, before.get(row.side))
        found.append(Checked(row.side, row.number, row.hash, finding, row.signer))
        before[row.side] = row.hash
    return tuple(found)


def _finding(row: TextAct, keys: list[PublicKeys], revisions: dict[str, str], before: str | None) -> Finding:
    try:
        act = agreement.Act.of_json(row.body)
    except VerbaleError:
        return Finding.NO_ACT
    if act.hash != row.hash or (act.side, act.number, act.text) != (row.side, row.number, row.text_id):
        return Finding.OTHER_HASH
    if act.previous != before:
        return Finding.BROKEN_CHAIN
    if act.revision not in revisions:
        return Finding.NO_REVISION
    if revisions[act.revision] != act.revision:
        return Finding.OTHER_REVISION
    if not row.signature:
        return Finding.BY_LETTER if row.letter_id else Finding.UNSIGNED
    return Finding.SIGNED if _signed(act, row, keys) else Finding.BAD_SIGNATURE


def _signed(act: agreement.Act, row: TextAct, keys: list[PublicKeys]) -> bool:
    try:
        line = verify_bytes(act.as_bytes(), row.signature.encode("ascii", "replace"), NAMESPACE)
    except VerbaleError:
        return False
    return any(one.signing == line and one.fingerprint == row.signer for one in keys)


def _revision_hash(row: Revision) -> str:
    try:
        return agreement.Revision.of_json(row.content).hash
    except VerbaleError:
        return ""


def _keys(side: str) -> list[PublicKeys]:
    """All keys a side ever had that may be believed: a partner's once confirmed, ours since we made them."""
    rows = PartyKeys.objects.filter(party__code=side)
    return [party_keys.public(row) for row in rows if row.confirmed_at is not None or row.party.is_us]


def package(text: Text) -> bytes:
    """A ZIP of a text: each act as its canonical bytes with its signature, each revision under its hash, and
    ``allowed_signers``, so that ``ssh-keygen -Y verify`` proves it without this program."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in sorted(_files(text).items()):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.external_attr = 0o644 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            made.writestr(entry, data)
    return out.getvalue()


def _files(text: Text) -> dict[str, bytes]:
    files = {"allowed_signers": signers_of(text).encode()}
    for row in TextAct.objects.filter(text=text):
        name = f"acts/{row.side}-{row.number}.json"
        files[name] = agreement.Act.of_json(row.body).as_bytes()
        if row.signature:
            files[f"{name}.sig"] = row.signature.encode()
    for one in Revision.objects.filter(text=text):
        files[f"revisions/{one.hash}.json"] = agreement.Revision.of_json(one.content).as_bytes()
    return files


def signers_of(text: Text) -> str:
    """Who may sign acts on a text, as OpenSSH's ``allowed_signers``: every key that either side ever had."""
    sides = (party.us().code, text.partner.code)
    return write_signers(Signer(side, one.signing, NAMESPACE) for side in sides for one in _keys(side))
