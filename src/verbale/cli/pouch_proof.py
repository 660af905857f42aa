"""`verbale pouch verify` and `replay`: what proves a pouch, and whether the records follow from what was signed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from verbale.cli import named
from verbale.cli.group import Command
from verbale.cli.options import NoFile, read_file
from verbale.cli.output import say
from verbale.cli.sign_in import SignedIn, seen, signed_in, who_acts
from verbale.domain.spine import pouch_evidence
from verbale.domain.spine.channel_replay import Replay
from verbale.domain.spine.channel_replay import replay as walked
from verbale.domain.spine.person import check_role
from verbale.engines.seal import check_bag, may_sign, read_envelope, read_signers, verify_bytes
from verbale.kernel.canonical import digest
from verbale.kernel.clock import SystemClock
from verbale.kernel.errors import NotFound, VerbaleError
from verbale.kernel.whole_file import sha256_of
from verbale.records.dispatch import ArrivedPouch, Pouch
from verbale.records.party import Party, PartyKeys
from verbale.records.person import Role

LARGEST = 16 * 1024 * 1024
"""Bytes of the largest tag file that is read: the manifest's limit (11.1)."""


class StillSealed(NotFound):
    """“{which}” is sealed, and no pouch with its bytes is known here. Only its recipient's carrier opens it: verbale
    pouch receive. Unpacked with age and tar, its folder can be verified here."""


class NoSuchThing(NotFound):
    """“{which}” is no pouch, no file and no folder."""


@click.command(
    cls=Command, example="verbale pouch verify 7zq0…\nverbale pouch verify pouch/ --allowed-signers signers.txt"
)
@click.argument("what", metavar="ID|NAME|FILE|FOLDER")
@click.option("--allowed-signers", "signers", metavar="FILE", help="Who may sign, as OpenSSH writes it, for a FOLDER.")
def verify(what: str, signers: str | None) -> None:
    """Verifies a pouch without any private key.

    \b
    ID      a pouch of the list: its signature, its manifest, its place, and the proof that it stands in the log under
            the last checkpoint; --json prints the proof, which anybody can check
    NAME    the same, of the pouch that has this file name in the list
    FILE    sealed bytes: the same, of the pouch that they are
    FOLDER  a pouch that was unpacked: the bag and the signature, by the keys that are known here or by a list of
            signers; with the list nobody need be signed in

    Exit code 1 if something does not hold.
    """
    path = Path(what).expanduser()
    if path.is_dir():
        data, lines = _folder(path / "pouch" if (path / "pouch").is_dir() else path, signers)
    else:
        data, lines = _row(_known(who_acts(), what, path))
    say(data, *lines)
    if not data["holds"]:
        raise click.exceptions.Exit(1)


def _known(me: SignedIn, what: str, path: Path) -> Pouch | ArrivedPouch:
    if not path.is_file():
        try:
            return named.pouch(me, what)
        except NotFound:
            raise NoSuchThing(what="pouch", which=what) from None
    sha256 = sha256_of(path)
    for kind in (Pouch, ArrivedPouch):
        row = seen(kind, me).select_related("partner").filter(sha256=sha256).first()
        if row is not None:
            return row  # type: ignore[no-any-return]
    raise StillSealed(what="pouch", which=what)


def _row(row: Pouch | ArrivedPouch) -> tuple[dict[str, Any], list[str]]:
    if not row.signature:
        # It was refused or waits: only what was opened is kept whole.
        data = {"holds": False, "id": row.pk, "checks": [], "inclusion": None}
        return data, ["This pouch was not accepted, so nothing of it is kept that could be verified."]
    checks = pouch_evidence.checks(row)
    holds = all(one.holds is not False for one in checks)
    rows = [{"what": one.what, "holds": one.holds, "says": one.says} for one in checks]
    data = {"holds": holds, "id": row.pk, "checks": rows, "inclusion": pouch_evidence.inclusion(row) if holds else None}
    marks = {True: "holds", False: "DOES NOT HOLD", None: "not yet"}
    return data, [f"{one.what}: {marks[one.holds]}. {one.says}" for one in checks]


def _folder(folder: Path, signers: str | None) -> tuple[dict[str, Any], list[str]]:
    report = check_bag(folder)
    findings = [finding.sentence() for finding in report.findings]
    data: dict[str, Any] = {
        "holds": False, "bag": {"valid": report.valid, "complete": report.complete, "findings": findings},
        "signer": None, "sender": None, "why": None,
    }  # fmt: skip
    try:
        told, signature, manifest = (_read(folder / name) for name in (
            "pouch.json", "pouch.json.sig", "manifest-sha256.txt"
        ))  # fmt: skip
        envelope, signer = read_envelope(told), verify_bytes(told, signature, pouch_evidence.NAMESPACE)
        data |= {"sender": envelope.sender, "signer": signer, "epoch": envelope.epoch, "number": envelope.number}
        if digest(manifest) != envelope.manifest:
            raise pouch_evidence.NotProven(why="its manifest is not the one that was signed")
        data["by"] = _check_signer(envelope.sender, signer, signers)
        data["holds"] = report.valid
    except VerbaleError as fault:
        data["why"] = fault.sentence()
    said = "The bag is valid." if report.valid else "The bag is not valid."
    signed = (
        data["why"] or f"Pouch {data['number']} of epoch {data['epoch']}, signed by {data['sender']} ({data['by']})."
    )
    return data, [said, *findings, signed]


def _check_signer(sender: str, signer: str, signers: str | None) -> str:
    if signers is not None:
        may_sign(
            read_signers(read_file(signers).decode("utf-8", "replace")), sender, signer, pouch_evidence.NAMESPACE,
            SystemClock().now(),
        )  # fmt: skip
        return f"allowed by {signers}"
    me = who_acts()
    party = named.one(Party, seen(Party, me), "party", sender, "code")
    rows = seen(PartyKeys, me).filter(party=party, signing=signer, confirmed_at__isnull=False)
    if not rows.exists():
        raise pouch_evidence.NotProven(why=f"no key that was ever confirmed for {sender} signed it")
    return "revoked since" if not rows.filter(revoked_at__isnull=True).exists() else "a confirmed key"


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            data = stream.read(LARGEST + 1)
    except OSError as fault:
        raise NoFile(file=path, why=fault.strerror or str(fault)) from fault
    if len(data) > LARGEST:
        raise NoFile(file=path, why=f"it has more than {LARGEST} bytes")
    return data


@click.command(cls=Command, example="verbale pouch replay FI-NHI")
@click.argument("partner", required=False)
@signed_in
def replay(me: SignedIn, partner: str | None) -> None:
    """Works out anew, from the envelopes that are kept, what is written down of the channel with PARTNER, or of all.

    Numbers, hashes, signatures, acknowledgements, states and checkpoints, both ways. It alters nothing, names the first
    thing that does not agree, and ends with exit code 1 then.
    """
    check_role(me.person, Role.DESK, Role.AUDITOR, Role.ADMINISTRATOR)
    partners = [named.partner(me, partner)] if partner else list(seen(Party, me).partners())
    found = [walked(one) for one in partners]
    say([_told(one) for one in found], *(_line(one) for one in found))
    if any(one.fault for one in found):
        raise click.exceptions.Exit(1)


def _told(one: Replay) -> dict[str, Any]:
    fault = one.fault and {"way": one.fault.way, "place": one.fault.place, "why": one.fault.why}
    return {
        "partner": one.partner.code,
        "agrees": not fault,
        "sent": one.sent,
        "accepted": one.accepted,
        "fault": fault,
    }


def _line(one: Replay) -> str:
    if one.fault is None:
        return f"{one.partner.code}: {one.sent} sent and {one.accepted} accepted agree with what is written down."
    where = f"{one.fault.way} {one.fault.place[0]}/{one.fault.place[1]}" if one.fault.place else one.fault.way
    return f"{one.partner.code}: {where}: {one.fault.why}"


COMMANDS = (verify, replay)
