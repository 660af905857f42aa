"""`verbale erasure`: how long things are kept, erasing by two people, and asking partners to erase."""

from __future__ import annotations

import json
import sys
from datetime import date
from typing import Any

import click

from verbale.cli import named
from verbale.cli.group import Group
from verbale.cli.options import DAY, read_file, texts
from verbale.cli.output import laid_out, say
from verbale.cli.session import Session, seen, signed_in
from verbale.domain.spine import erasure as act
from verbale.domain.spine import erasure_answer, erasure_asked, retention
from verbale.domain.spine.person import check_role
from verbale.journeys import erasing, erasure_list
from verbale.kernel.errors import WrongUse
from verbale.records.erasure import AskedFile, Erased, Erasure, ErasureAsked, Event, RetentionRule, Side
from verbale.records.person import Role


class NoAnswer(WrongUse):
    """“{text}” is no answer. Write SHA256=WORD:WHY, the word one of erased, kept, unknown."""


class NoThing(WrongUse):
    """“{text}” is no thing. Write KIND:IDENTIFIER, for example document:7zq0…"""


@click.group(cls=Group)
def erasure() -> None:
    """Retention rules and erasure. Two people erase; what a partner holds can only be asked for."""


@erasure.command(example="verbale erasure rules")
@signed_in
def rules(me: Session) -> None:
    """Lists the retention rules. What none of them names is kept."""
    data = [_rule(row) for row in seen(RetentionRule, me).select_related("authority")]
    say(data, columns=("code", "sorts", "counted_from", "days", "since", "until", "confirmed_by", "basis"))


def _rule(row: RetentionRule) -> dict[str, Any]:
    return {
        "id": row.pk, "code": row.code, "titles": row.titles, "sorts": row.sorts, "kinds": row.thing_kinds,
        "counted_from": row.event, "days": row.days, "basis": row.basis, "since": row.in_force_from,
        "until": row.in_force_until, "confirmed_by": row.authority.code if row.authority else "administrator",
    }  # fmt: skip


@erasure.command(
    example="verbale erasure rule received --title 'en=Papers received' --sort received --counted-from closed"
    " --days 3650 --basis 'Archive act, § 4' --from 2027-01-01"
)
@click.argument("code")
@click.option("--title", "titles", multiple=True, required=True, metavar="[LANG=]TEXT", help="May be repeated.")
@click.option("--sort", "sorts", multiple=True, required=True, type=click.Choice(sorted(retention.FITTING)))
@click.option(
    "--on", "kinds", multiple=True, metavar="KIND", help="Only documents on such things: orderline, needline."
)
@click.option("--counted-from", "event", required=True, type=click.Choice(Event.values))
@click.option("--days", type=int, required=True)
@click.option("--basis", required=True, help="The law or the decision that it rests on.")
@click.option("--from", "since", type=DAY, required=True)
@click.option("--until", type=DAY, help="Its last day.")
@click.option("--authority", metavar="CODE", help="Whose holder confirms; else another administrator.")
@signed_in
def rule(
    me: Session, code: str, titles: tuple[str, ...], sorts: tuple[str, ...], kinds: tuple[str, ...], event: str,
    days: int, basis: str, since: date, until: date | None, authority: str | None,
) -> None:  # fmt: skip
    """Makes a retention rule. It is never altered: it is ended, and another one made."""
    made = retention.make(
        code=code, titles=texts(titles), sorts=sorts, thing_kinds=kinds, event=event, days=days, basis=basis,
        in_force_from=since, in_force_until=until, by=me.person, at=me.at,
        authority=named.authority(me, authority) if authority else None,
    )  # fmt: skip
    say(_rule(made), f"{made.code} is in force from {made.in_force_from}.")


@erasure.command(name="end-rule", example="verbale erasure end-rule received --on 2027-12-31")
@click.argument("code")
@click.option("--on", "day", type=DAY, required=True, help="Its last day.")
@signed_in
def end_rule(me: Session, code: str, day: date) -> None:
    """Lets a rule end on a day."""
    found = _the_rule(me, code)
    retention.end(rule=found, on=day, by=me.person, at=me.at)
    say({"code": code, "until": day}, f"{code} ends on {day}.")


def _the_rule(me: Session, code: str) -> RetentionRule:
    return named.one(RetentionRule, seen(RetentionRule, me).select_related("authority"), "rule", code, "code")


@erasure.command(example="verbale erasure due")
@signed_in
def due(me: Session) -> None:
    """Lists what the rules in force say is to be erased, and why."""
    check_role(me.person, Role.ADMINISTRATOR, Role.DESK, Role.AUDITOR)
    data = [
        {
            "rule": one.rule.code, "thing": f"{one.thing_kind}:{one.thing_id}", "title": one.title,
            "since": one.since, "due": one.due_on, "why": one.reason,
        }
        for one in retention.due(me.at)
    ]  # fmt: skip
    say(data, columns=("due", "rule", "thing", "title", "why"))


@erasure.command(example="verbale erasure run received --reason 'Yearly clearing'")
@click.argument("code")
@click.argument("things", nargs=-1)
@click.option("--reason", required=True)
@signed_in
def run(me: Session, code: str, things: tuple[str, ...], reason: str) -> None:
    """Proposes to erase what is due under a rule: all of it, or the named things (KIND:IDENTIFIER)."""
    found = _the_rule(me, code)
    check_role(me.person, Role.ADMINISTRATOR)
    all_due = [(one.thing_kind, one.thing_id) for one in retention.due(me.at) if one.rule.pk == found.pk]
    chosen = [_thing(one) for one in things] or all_due[: act.MOST]
    made = act.propose(things=chosen, reason=reason, rule=found, by=me.person, at=me.at)
    _say_proposed(made)


@erasure.command(example="verbale erasure order document:7zq0… --ordered-by 'Order 12 of …' --reason 'Asked for'")
@click.argument("things", nargs=-1, required=True)
@click.option("--ordered-by", "order_", required=True, help="The order of the authority, or the partner's request.")
@click.option("--reason", required=True)
@click.option("--asked", metavar="ID", help="The partner's request that it answers to.")
@signed_in
def order(me: Session, things: tuple[str, ...], order_: str, reason: str, asked: str | None) -> None:
    """Proposes to erase single things by order of an authority. They are written KIND:IDENTIFIER."""
    made = act.propose(
        things=[_thing(one) for one in things], order=order_, reason=reason, by=me.person, at=me.at,
        asked=_the_request(me, asked) if asked else None,
    )  # fmt: skip
    _say_proposed(made)


def _thing(text: str) -> tuple[str, str]:
    kind, sign, identifier = text.partition(":")
    if not sign or not kind or not identifier:
        raise NoThing(text=text)
    return kind, identifier


def _say_proposed(made: Erasure) -> None:
    say({"id": made.pk, "things": made.things.count()}, f"Proposed. Another person: verbale erasure confirm {made.pk}")


@erasure.command(example="verbale erasure confirm 7zq0…")
@click.argument("identifier")
@signed_in
def confirm(me: Session, identifier: str) -> None:
    """Confirms what another person proposed: it is erased, and nothing brings it back."""
    made, cleared = erasing.confirm(
        erasure=_the_erasure(me, identifier), by=me.person, at=me.at, second_factor=me.second_factor
    )
    data = {"id": made.pk, "removed": len(cleared.removed), "compacted": cleared.compacted}
    say(data, f"Erased; {len(cleared.removed)} files and folders went off the disk.", *_not_compacted(cleared))


def _not_compacted(cleared: erasing.Cleared) -> list[str]:
    told = "Others hold the database, so it was not written anew. Do it with: verbale erasure clear"
    return [] if cleared.compacted else [told]


def _the_erasure(me: Session, identifier: str) -> Erasure:
    return named.one(Erasure, seen(Erasure, me).select_related("rule__authority"), "erasure", identifier)


@erasure.command(example="verbale erasure withdraw 7zq0…")
@click.argument("identifier")
@signed_in
def withdraw(me: Session, identifier: str) -> None:
    """Takes a proposal back: nothing is erased."""
    act.withdraw(erasure=_the_erasure(me, identifier), by=me.person, at=me.at)
    say({"id": identifier}, "Withdrawn.")


@erasure.command(example="verbale erasure clear")
@signed_in
def clear(me: Session) -> None:
    """Takes off the disk what was erased and lies there still or again, and writes the database anew."""
    check_role(me.person, Role.ADMINISTRATOR)
    cleared = erasing.clear(at=me.at)
    compacted = erasing.compact()
    say(
        {"removed": [str(path) for path in cleared.removed], "compacted": compacted},
        f"{len(cleared.removed)} files and folders went off the disk.",
        *_not_compacted(erasing.Cleared(cleared.removed, compacted)),
    )


@erasure.command(example="verbale erasure again erased.json")
@click.argument("file")
@signed_in
def again(me: Session, file: str) -> None:
    """Erases once more what an older backup brought back, by the list that was kept elsewhere."""
    check_role(me.person, Role.ADMINISTRATOR)
    done = erasure_list.erase_again(data=read_file(file), at=me.at)
    data = {"things": list(done.things), "removed": len(done.cleared.removed), "compacted": done.cleared.compacted}
    say(data, f"Erased again: {len(done.things)}.", *_not_compacted(done.cleared))


@erasure.command(name="list", example="verbale erasure list --hashes > erased.json")
@click.option("--hashes", is_flag=True, help="The list that verbale restore --erase-again takes; keep it elsewhere.")
@signed_in
def list_(me: Session, hashes: bool) -> None:
    """Lists erasures, and what partners were asked and asked us to erase."""
    if hashes:
        check_role(me.person, Role.ADMINISTRATOR)
        sys.stdout.write(json.dumps(erasure_list.listed(at=me.at), ensure_ascii=False, indent=1) + "\n")
        return
    made = [_told(row) for row in seen(Erasure, me).select_related("rule", "proposed_by", "confirmed_by")]
    asked = [_asked(row) for row in seen(ErasureAsked, me).select_related("partner")]
    columns = ("id", "state", "ground", "proposed", "proposed_by", "confirmed_by")
    say(
        {"erasures": made, "asked": asked},
        "Erasures:", *(f"  {line}" for line in laid_out(made, columns) or ["none"]),
        "Asked:", *(f"  {line}" for line in laid_out(asked, ("id", "side", "partner", "due", "answered")) or ["none"]),
    )  # fmt: skip


def _told(row: Erasure) -> dict[str, Any]:
    return {
        "id": row.pk, "state": row.state, "ground": row.rule.code if row.rule else row.order, "reason": row.reason,
        "proposed": row.proposed_at, "proposed_by": row.proposed_by.handle if row.proposed_by else "",
        "confirmed": row.confirmed_at, "confirmed_by": row.confirmed_by.handle if row.confirmed_by else "",
        "again": row.again, "cleared": row.cleared_at,
    }  # fmt: skip


def _asked(row: ErasureAsked) -> dict[str, Any]:
    return {
        "id": row.pk, "side": row.side, "partner": row.partner.code, "rule": row.rule, "reason": row.reason,
        "asked": row.at, "due": row.due_on, "signed": bool(row.signature), "answered": row.answered_at,
    }  # fmt: skip


@erasure.command(example="verbale erasure show 7zq0…")
@click.argument("identifier")
@signed_in
def show(me: Session, identifier: str) -> None:
    """Shows an erasure with its things, or a request with its files and their answers."""
    made = seen(Erasure, me).filter(pk=identifier).select_related("rule", "proposed_by", "confirmed_by").first()
    if made is not None:
        rows = seen(Erased, me).filter(erasure=made)
        things = [
            {
                "thing": f"{one.thing_kind}:{one.thing_id}", "sha256": one.sha256, "why": one.why, "kept": one.kept,
                "cleared": one.cleared, "erased": one.erased_at,
            }
            for one in rows
        ]  # fmt: skip
        say({**_told(made), "things": things})
        return
    asked = _the_request(me, identifier)
    files = [
        {"sha256": one.sha256, "answer": one.answer, "why": one.why} for one in seen(AskedFile, me).filter(asked=asked)
    ]
    say({**_asked(asked), "files": files})


def _the_request(me: Session, identifier: str) -> ErasureAsked:
    return named.one(ErasureAsked, seen(ErasureAsked, me).select_related("partner"), "request to erase", identifier)


@erasure.command(example="verbale erasure ask FI-NHI 9f86… --rule 'Archive act, § 4' --reason 'Ten years are over'")
@click.argument("partner")
@click.argument("hashes", nargs=-1)
@click.option("--rule", "rule_", required=True)
@click.option("--reason", required=True)
@click.option("--due", "due_on", type=DAY, help="Until when an answer is awaited; else as for orders.")
@click.option("--erasure", "with_", metavar="ID", help="Our erasure that it goes with.")
@signed_in
def ask(
    me: Session, partner: str, hashes: tuple[str, ...], rule_: str, reason: str, due_on: date | None, with_: str | None
) -> None:
    """Asks a partner to erase files that went to it, by their SHA-256. The carrier signs the request."""
    made = erasure_asked.ask(
        partner=named.partner(me, partner), hashes=hashes, rule=rule_, reason=reason, due_on=due_on, by=me.person,
        at=me.at, erasure=_the_erasure(me, with_) if with_ else None,
    )  # fmt: skip
    say(_asked(made), f"Asked; an answer is awaited until {made.due_on}. See it with: verbale erasure show {made.pk}")


@erasure.command(example="verbale erasure answer 7zq0… 9f86…=erased:'As you asked'")
@click.argument("identifier")
@click.argument("answers", nargs=-1, required=True)
@click.option("--letter", metavar="ID", help="For our own request to a partner without a node: the scan of its letter.")
@signed_in
def answer(me: Session, identifier: str, answers: tuple[str, ...], letter: str | None) -> None:
    """Answers a partner's request file by file, or records a partner's letter that answers ours."""
    asked, given = _the_request(me, identifier), dict(_answer(one) for one in answers)
    if asked.side == Side.THEIRS:
        erasure_answer.answer(asked=asked, answers=given, by=me.person, at=me.at)
    else:
        scan = named.document(me, letter) if letter else None
        erasure_answer.record_letter(asked=asked, answers=given, letter=scan, by=me.person, at=me.at)
    say({"id": asked.pk, "files": len(given)}, "Answered.")


def _answer(text: str) -> tuple[str, tuple[str, str]]:
    sha256, sign, rest = text.partition("=")
    word, colon, why = rest.partition(":")
    if not sign or not colon:
        raise NoAnswer(text=text)
    return sha256, (word, why)
