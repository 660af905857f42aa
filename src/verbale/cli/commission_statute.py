"""`verbale commission statute`: a commission's settings and numbered duties, shown and proposed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import click

from verbale.cli import named, text_acts, text_told
from verbale.cli.group import Group
from verbale.cli.options import facts as facts_in
from verbale.cli.options import read_file
from verbale.cli.output import say
from verbale.cli.sign_in import SignedIn, signed_in
from verbale.domain.cycle import statute as statutes
from verbale.domain.cycle import statute_change, statute_example
from verbale.domain.cycle.statute import DUTY, TERMS, Duty, NoStatute, Terms
from verbale.domain.spine import text as texts
from verbale.domain.spine.text_record import revision_of
from verbale.engines import agreement
from verbale.kernel.canonical import read_json
from verbale.kernel.errors import NotFound, WrongUse
from verbale.records.text import Text, TextKind

_FIELDS = ("title", "words", "terms", "duties")


class NothingToBeginWith(WrongUse):
    """This commission has no statute yet to change. Begin with an example: --example {examples}."""


class BadStatuteFile(WrongUse):
    """{file} does not say a statute: {why}. It is an object with title and words (texts by language), terms (settings
    by name) and duties (number, words by language, and perhaps other)."""


@click.group(cls=Group)
def statute() -> None:
    """The statute of a commission: settings, and the numbered duties of its mandate. COMMISSION is its identifier."""


@statute.command(example="verbale commission statute show 2c9x4k")
@click.argument("commission")
@signed_in
def show(me: SignedIn, commission: str) -> None:
    """Shows the settings and duties in force, and what is proposed."""
    of, text = _asked(me, commission)
    if text is None:
        raise NotFound(what="statute", which=of.title())
    standing = text_told.standing(text, me)
    hashed = standing.revision_in_force
    data = {
        "commission": of.pk, "text": text.pk, "state": text.state,
        "in_force": told(revision_of(text, hashed)) if hashed else None,
        "proposed": [
            {"side": each.side, **told(revision_of(text, each.revision))} for each in standing.standing_proposals
        ],
    }  # fmt: skip
    lines = ["IN FORCE", *_in_words(data["in_force"])] if data["in_force"] else ["Nothing is in force."]
    for each in data["proposed"]:
        lines += ["", f"PROPOSED BY {each['side']}, NOT IN FORCE", *_in_words(each)]
    say(data, f"Text {text.pk}", *lines)


def _in_words(one: dict[str, Any]) -> Iterator[str]:
    """A statute for people: title, settings, and each duty in every language."""
    yield from (f"{language}: {words}" for language, words in one["title"].items())
    yield from ([one["fault"]] if one["fault"] else [])
    yield from (f"  {name}: {value}" for name, value in sorted((one["terms"] or {}).items()))
    for duty in one["duties"]:
        yield f"  {duty['number']}.{' (other issues)' if duty['other'] else ''}"
        yield from (f"     {language}: {words}" for language, words in duty["words"].items())


def told(revision: agreement.Revision) -> dict[str, Any]:
    """A revision of a statute as data."""
    terms = statute_change.terms_in(revision)
    return {
        "revision": revision.hash, "title": dict(revision.title), "languages": list(revision.languages),
        "terms": dict(terms.as_facts()) if isinstance(terms, Terms) else None,
        "fault": terms.sentence() if isinstance(terms, NoStatute) else None,
        "words": dict(next((one.text for one in revision.with_role(TERMS)), {})),
        "duties": [
            {"number": one.identifier, "words": dict(one.text), "other": one.facts.get("other") is True}
            for one in revision.with_role(DUTY)
        ],
    }  # fmt: skip


@statute.command(
    example="verbale commission statute propose 2c9x4k --example ten-duties --language zh --language ru\n"
    "verbale commission statute propose 2c9x4k --set agenda=P1M --set costs=shared --note 'Costs as we spoke'\n"
    "verbale commission statute propose 2c9x4k --file statute.json"
)
@click.argument("commission")
@click.option("--example", type=click.Choice(list(statute_example.EXAMPLES)), help="Begin with this example.")
@click.option("--language", "languages", multiple=True, help="Of the example; else those of our office.")
@click.option("--set", "settings", multiple=True, metavar="NAME=VALUE", help="A setting, such as delegates=3.")
@click.option("--file", metavar="FILE", help="JSON with title, words, terms, duties; what it leaves out stays.")
@text_acts.RESPOND_BY
@text_acts.NOTE
@signed_in
def propose(
    me: SignedIn, commission: str, example: str | None, languages: tuple[str, ...], settings: tuple[str, ...],
    file: str | None, respond_by: date | None, note: str,
) -> None:  # fmt: skip
    """Proposes a statute, or a change of the one that stands; that is a counter-proposal if the partner's stands."""
    of, text = _asked(me, commission)
    statute_change.check_founded(of)
    before = statute_change.newest(text, me.at) if text else None
    start = _example(example, of, languages, before) if example else before
    if start is None:
        raise NothingToBeginWith(examples=", ".join(statute_example.EXAMPLES))
    revision = _redrafted(before or start, start, _read(file), facts_in(settings), of)
    told_with: dict[str, Any] = {"by": me.person, "at": me.at, "note": note, "respond_by": respond_by}
    if text is None:
        text = texts.open_text(partner=of.partner, revision=revision, **told_with)
    else:
        text = texts.propose(text=text, revision=revision, **told_with).text
    data = {"text": text.pk, **told(revision)}
    say(data, f"Proposed as text {text.pk}, revision {revision.hash}.", *_in_words(data))


def _asked(me: SignedIn, which: str) -> tuple[Text, Text | None]:
    """The commission, and its statute, by the identifier of either."""
    found = named.text(me, which)
    if found.text_kind == TextKind.STATUTE:
        return statute_change.commission_of(statute_change.newest(found, me.at), found.partner), found
    return found, statute_change.standing_text(found)


def _example(
    name: str, commission: Text, languages: tuple[str, ...], before: agreement.Revision | None
) -> agreement.Revision:
    wanted = languages or (before.languages if before else tuple(text_acts.office_languages()))
    return statute_example.example(name, commission=commission.pk, languages=wanted)


def _redrafted(
    base: agreement.Revision, start: agreement.Revision, given: Mapping[str, Any], settings: Mapping[str, Any],
    commission: Text,
) -> agreement.Revision:  # fmt: skip
    """What stands, with what the example, the file and the options say instead."""
    first = told(start)
    facts = {**(first["terms"] or {}), **given.get("terms", {}), **settings, "commission": commission.pk}
    duties = given.get("duties", first["duties"])
    revision = statute_change.redrafted(
        base, titles=given.get("title", first["title"]), terms=Terms.of_facts(_spelled(facts)),
        words=given.get("words", first["words"]),
        duties=[Duty(str(one["number"]), one["words"], other=bool(one.get("other"))) for one in duties],
    )  # fmt: skip
    statutes.read(Text(titles=dict(revision.title)), revision)
    return revision


def _spelled(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Settings as typed: sessions=2 is read as a number, and the statute writes it as text."""
    return {name: str(value) if name == "sessions" else value for name, value in facts.items()}


def _read(file: str | None) -> dict[str, Any]:
    """What a file says of a statute; refuses what has another shape."""
    if file is None:
        return {}
    given = read_json(read_file(file), file)

    def refuse(why: str) -> BadStatuteFile:
        return BadStatuteFile(file=file, why=why)

    if not isinstance(given, dict) or set(given) - set(_FIELDS):
        raise refuse("it has other fields")
    for name in ("title", "words"):
        if not _is_texts(given.get(name, {})):
            raise refuse(f"its {name} are no texts by language")
    if not isinstance(given.get("terms", {}), dict):
        raise refuse("its terms are no settings by name")
    duties = given.get("duties", [])
    if not isinstance(duties, list) or not all(_is_duty(one) for one in duties):
        raise refuse("one of its duties has no number or no words by language")
    return given


def _is_texts(value: Any) -> bool:
    return isinstance(value, dict) and all(isinstance(one, str) for one in value.values())


def _is_duty(value: Any) -> bool:
    return isinstance(value, dict) and isinstance(value.get("number"), str | int) and _is_texts(value.get("words"))
