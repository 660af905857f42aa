"""`verbale commission`: joint commissions; founding one is a proposal that the other side answers (S1)."""

from __future__ import annotations

from datetime import date
from typing import Any

import click

from verbale.cli import commission_statute, named, text_told
from verbale.cli.group import Group
from verbale.cli.options import DAY
from verbale.cli.options import texts as by_language
from verbale.cli.output import say
from verbale.cli.sign_in import SignedIn, seen, signed_in
from verbale.domain.spine import commission as commissions
from verbale.domain.spine import party
from verbale.domain.spine import text as texts
from verbale.domain.spine.text_record import newest_revision
from verbale.records.party import Party
from verbale.records.text import Text

HEADINGS = {commissions.FOUNDING: "Founding", commissions.DELEGATES: "Delegates"}


@click.group(cls=Group)
def commission() -> None:
    """Joint commissions. To found one is to propose a text; it exists once both sides have concluded it."""


commission.add_command(commission_statute.statute)


@commission.command(
    example="verbale commission found FI-NHI --title 'en=Commission for hydrology' --text 'en=The sides found …' "
    "--ours 'Li Wei' --ours 'Anna Weber'"
)
@click.argument("partner")
@click.option("--title", "titles", multiple=True, required=True, metavar="[LANG=]TEXT", help="May be repeated.")
@click.option("--text", "founding", multiple=True, required=True, metavar="[LANG=]TEXT", help="What it is founded for.")
@click.option("--ours", multiple=True, required=True, help="A delegate of our side; repeat it, at least two.")
@click.option("--theirs", multiple=True, help="A delegate we propose for their side; they name their own.")
@click.option("--respond-by", type=DAY, help="Until when their answer is awaited; else for 30 days.")
@click.option("--note", default="", help="Goes to the partner with the proposal.")
@signed_in
def found(
    me: SignedIn, partner: str, titles: tuple[str, ...], founding: tuple[str, ...], ours: tuple[str, ...],
    theirs: tuple[str, ...], respond_by: date | None, note: str,
) -> None:  # fmt: skip
    """Proposes to found a commission, with the delegates of our side."""
    other, named_titles = named.partner(me, partner), by_language(titles)
    revision = commissions.draft(
        titles=named_titles, founding=by_language(founding),
        delegates={party.us().code: ours, other.code: theirs},
        headings={each: dict.fromkeys(named_titles, heading) for each, heading in HEADINGS.items()},
    )  # fmt: skip
    made = texts.open_text(partner=other, revision=revision, by=me.person, at=me.at, note=note, respond_by=respond_by)
    say(text_told.whole(made, me), f"Proposed to {partner} as text {made.pk}.", *text_told.in_words(made, me))


@commission.command(example="verbale commission delegates 2c9x4k --ours 'Li Wei' --ours 'Anna Weber'")
@click.argument("identifier")
@click.option("--ours", multiple=True, required=True, help="A delegate of our side; repeat it, at least two.")
@click.option("--note", default="", help="Goes to the partner with the proposal.")
@signed_in
def delegates(me: SignedIn, identifier: str, ours: tuple[str, ...], note: str) -> None:
    """Proposes a commission as it stands with other delegates of our side: an answer to its founding, or a change."""
    one = named.text(me, identifier)
    before = newest_revision(one, text_told.standing(one, me))
    revision = commissions.with_delegates(before, party.us().code, ours)
    texts.propose(text=one, revision=revision, by=me.person, at=me.at, note=note)
    one.refresh_from_db()
    say(text_told.whole(one, me), "Proposed. It is not in force.", *text_told.in_words(one, me))


@commission.command(name="list", example="verbale commission list --partner FI-NHI")
@click.option("--partner", metavar="CODE")
@signed_in
def list_(me: SignedIn, partner: str | None) -> None:
    """Lists the commissions that both sides founded, with the delegates of each."""
    partners = [named.partner(me, partner)] if partner else list(seen(Party, me).partners())
    visible = set(seen(Text, me).values_list("pk", flat=True))
    found = [each for one in partners for each in commissions.in_force(one) if each.text.pk in visible]
    say([_told(each) for each in found])


def _told(one: commissions.Commission) -> dict[str, Any]:
    return {
        "text": one.text.pk, "partner": one.text.partner.code, "titles": dict(one.titles),
        "delegates": {side: list(names) for side, names in one.delegates.items()},
    }  # fmt: skip
