"""Texts as a terminal tells them: as data, and as lines that people read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from verbale.cli.sign_in import SignedIn
from verbale.domain.spine.text_awaited import Awaited, Wanted, awaited
from verbale.domain.spine.text_history import Entry, name_of
from verbale.domain.spine.text_record import standing_of, utc_day
from verbale.engines import agreement
from verbale.engines.agreement import Fate
from verbale.records.text import Text

Told = dict[str, Any]

WANTED = {
    Wanted.ANSWER: "{side} is awaited to answer the proposal {revision}",
    Wanted.APPROVAL: "{side} has not approved its own proposal {revision} yet",
    Wanted.CONCLUSION: "both sides approved {revision}; {side}, the depositary, has not concluded it yet",
}


def standing(text: Text, me: SignedIn) -> agreement.Standing:
    """Where a text stands on the day of the act."""
    return standing_of(text, utc_day(me.at))


def row(text: Text, me: SignedIn) -> Told:
    """A line of the list."""
    return {
        "id": text.pk, "title": text.title(me.person.language), "partner": text.partner.code, "kind": text.text_kind,
        "state": text.state, "change": text.change or None, "in_force": text.in_force or None,
        "respond_by": text.respond_by, "overdue": is_overdue(text, me), "moved": text.moved_at,
    }  # fmt: skip


def is_overdue(text: Text, me: SignedIn) -> bool:
    return bool(text.change and text.respond_by and text.respond_by < me.today)


def whole(text: Text, me: SignedIn) -> Told:
    """Where a text stands."""
    now = standing(text, me)
    return {
        **row(text, me), "state": now.state.value, "change": now.change.value if now.change else None,
        "depositary": text.depositary, "authority": text.authority, "last_day": now.last_day,
        "in_force": now.revision_in_force, "in_force_since": now.in_force.since if now.in_force else None,
        "proposals": [
            {
                "side": one.side, "revision": one.revision, "state": one.state.value, "act": one.act,
                "answers": one.answers, "replaces": one.replaces, "approved_by": list(one.approved_by),
            }
            for one in now.standing_proposals
        ],
        "approvals": [{"side": one.side, "revision": one.revision, "act": one.act} for one in now.approvals],
        "notices": [{"side": one.side, "last_day": one.last_day, "settled": one.settled} for one in now.notices],
        "awaited": [waits(one, me) for one in awaited(text, now)],
        "disputes": list(now.disputes), "waiting_acts": len(now.waiting),
    }  # fmt: skip


def waits(one: Awaited, me: SignedIn) -> Told:
    return {
        "side": one.side, "wanted": one.wanted.value, "revision": one.revision, "until": one.until,
        "overdue": one.overdue(me.today),
    }  # fmt: skip


def in_words(text: Text, me: SignedIn) -> Iterator[str]:
    """Where a text stands, in sentences: what is in force, and apart from it what is only proposed."""
    now = standing(text, me)
    yield f"{text.title(me.person.language)}: {text.get_text_kind_display()} with {text.partner.code}"
    yield f"Text {text.pk}; {text.depositary} is its depositary"
    yield "In force: " + _in_force(now)
    for proposal in now.standing_proposals:
        approved = ", ".join(proposal.approved_by) or "nobody"
        where = f"{proposal.revision} by {proposal.side} ({proposal.state})"
        yield f"Proposed, NOT in force: {where}; approved by {approved}"
    if not now.standing_proposals:
        yield "Proposed: nothing"
    for notice in now.notices:
        yield f"Notice by {notice.side}: the last day in force is {notice.last_day}" + (
            "" if notice.settled else ", unless it crossed with a conclusion"
        )
    for dispute in now.disputes:
        yield f"DISPUTED: the conclusion {dispute[:12]} names no approvals that stood; speak to each other"
    for each in awaited(text, now):
        until = f" until {each.until}" if each.until else ""
        late = " — OVERDUE" if each.overdue(me.today) else ""
        yield "Awaited: " + WANTED[each.wanted].format(side=each.side, revision=each.revision[:12]) + until + late
    if now.waiting:
        yield f"{len(now.waiting)} acts wait for others that have not come yet, and do not count"


def _in_force(now: agreement.Standing) -> str:
    if now.in_force is None:
        return "nothing" + (f"; it ended with {now.last_day}" if now.state is agreement.State.ENDED else "")
    return f"{now.in_force.revision}, concluded {now.in_force.since:%Y-%m-%d %H:%M} UTC"


def side_by_side(one: agreement.Revision) -> Iterator[str]:
    """A revision, article by article, each with its languages one after the other."""
    for language in one.languages:
        yield f"[{language}] {one.title.get(language, '—')}"
    for article in one.articles:
        yield ""
        yield f"Article {article.identifier}" + (f"  ({', '.join(article.roles)})" if article.roles else "")
        for language in one.languages:
            if language in article.languages:
                yield f"  [{language}] {article.heading.get(language, '')}".rstrip()
                yield from (f"    {line}" for line in article.text.get(language, "").split("\n"))
            else:
                yield f"  [{language}] (missing)"
        yield from (f"  = {name}: {fact}" for name, fact in article.facts.items())


def differs(found: agreement.Difference) -> Iterator[str]:
    """A difference article by article: what goes in [-…-], what comes in {+…+}."""
    if found.empty:
        yield "Nothing differs."
    for passage in found.title:
        yield f"Title [{passage.language}] {_runs(passage)}"
    for change in found.articles:
        yield f"Article {change.identifier}: {change.change.value}" + (" and moved" if change.moved else "")
        for passage in change.passages:
            yield f"  {passage.part} [{passage.language}] {_runs(passage)}"
        if change.roles:
            yield f"  roles: {', '.join(change.roles[0]) or '—'} → {', '.join(change.roles[1]) or '—'}"
        yield from (f"  {name}: {before} → {after}" for name, before, after in change.facts)


def _runs(passage: agreement.Passage) -> str:
    marks = {Fate.SAME: "{}", Fate.REMOVED: "[-{}-]", Fate.ADDED: "{{+{}+}}"}
    return "".join(marks[run.fate].format(run.text) for run in passage.runs)


def difference(found: agreement.Difference) -> Told:
    """The same as data."""
    return {
        "before": found.before, "after": found.after,
        "title": [_passage(one) for one in found.title],
        "articles": [
            {
                "article": one.identifier, "change": one.change.value, "moved": one.moved,
                "passages": [_passage(passage) for passage in one.passages],
                "roles": [list(roles) for roles in one.roles] if one.roles else None,
                "facts": {name: [before, after] for name, before, after in one.facts},
            }
            for one in found.articles
        ],
    }  # fmt: skip


def _passage(one: agreement.Passage) -> Told:
    return {
        "part": one.part, "language": one.language, "before": one.before, "after": one.after,
        "runs": [[run.fate.value, run.text] for run in one.runs],
    }  # fmt: skip


def act(entry: Entry) -> Told:
    """An act of the history."""
    made = entry.act
    return {
        "side": made.side, "number": made.number, "kind": made.kind.value, "at": made.at, "revision": made.revision,
        "by": made.by.as_json() if made.by else None, "note": made.note, "last_day": made.last_day, "hash": made.hash,
        "signer": entry.row.signer or None, "by_letter": entry.row.letter_id, "answers": made.answers,
        "taken_back": entry.row.taken_back_at,
        "effect": entry.effect.value if entry.effect else None, "reason": entry.reason.value if entry.reason else None,
        "fell": entry.fallen.reason.value if entry.fallen else None,
        "through": entry.through.hash if entry.through else None, "ended": [one.hash for one in entry.ended],
    }  # fmt: skip


def told_act(entry: Entry) -> Iterator[str]:
    """An act of the history, for people."""
    made = entry.act
    effect = entry.effect.value if entry.effect else "waits for acts that have not come yet, and does not count"
    why = f": {entry.reason.value}" if entry.reason else ""
    yield f"{made.at:%Y-%m-%d %H:%M} UTC  {entry.name}  {made.kind.value} → {effect}{why}"
    if entry.fallen and entry.effect is not agreement.Effect.VOID:
        through = f", through {name_of(entry.through)}" if entry.through else ""
        yield f"  has lapsed: {entry.fallen.reason.value}{through}"
    yield f"  revision {made.revision}" + (f", last day {made.last_day}" if made.last_day else "")
    yield f"  by {made.by.name}, {made.by.authority}, {made.by.office}" if made.by else "  by the depositary's node"
    yield f"  act {made.hash}"
    yield f"  {_signature(entry)}"
    if made.note:
        yield f"  note: {made.note}"
    if entry.ended:
        yield f"  ended: {', '.join(name_of(one) for one in entry.ended)}"


def _signature(entry: Entry) -> str:
    if entry.row.signer:
        return f"signed by the keys {entry.row.signer}"
    return "came by letter, without a signature" if entry.row.letter_id else "not signed yet: waits for the carrier"
