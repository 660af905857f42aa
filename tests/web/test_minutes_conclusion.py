"""What a conclusion says beside its words: written in the page, agreed with the wording, begun with by commitments."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from tests.domain.cycle.minuting import conclusion
from tests.web.sitting_room import form_of, proposed, room
from verbale.domain.cycle.commitment_read import content_of_article
from verbale.engines import agreement
from verbale.web import minutes_conclusion

__all__ = ["room"]


def with_facts(**facts: Any) -> agreement.Article:
    return replace(conclusion("1"), facts={name.replace("_", "-"): fact for name, fact in facts.items()})


def proposed_anew(room: Any, one: Any, **typed: str) -> Any:
    """A change of minutes whose first conclusion says this; what is reviewed."""
    desk, address = room.client("desk"), f"/minutes/{one.pk}/write"
    sent = form_of(desk.get(address)) | {f"a1-fact_{name.replace('_', '-')}": said for name, said in typed.items()}
    return desk.post(address, sent | {"do": "review"})


def reviewed(page: Any) -> agreement.Revision:
    return agreement.Revision.of_json(json.loads(page.context["content"]))


def test_what_is_written_is_agreed_and_begins_the_commitment(room):
    one, _said = proposed(room)
    page = proposed_anew(room, one, bound="FI-NHI", due="2031-12", in_charge="Ministry A；; Academy B ")
    assert page.status_code == 200
    article = reviewed(page).articles[1]
    assert dict(article.facts) == {"bound": "FI-NHI", "due": "2031-12", "in-charge": ("Ministry A", "Academy B")}
    assert "Binds: FI-NHI · Due: December 2031 · In charge: Ministry A, Academy B" in page.content.decode()
    begun = content_of_article(article, room.office.partner)
    assert (begun.bound, begun.due, [each.who for each in begun.members]) == (
        "theirs", "2031-12", ["Ministry A", "Academy B"],
    )  # fmt: skip


def test_a_date_that_is_none_is_refused_and_stays(room):
    one, _said = proposed(room)
    page = proposed_anew(room, one, due="2031-13")
    assert (page.status_code, 'value="2031-13"' in page.content.decode()) == (422, True)


@pytest.mark.parametrize("do", ["review", "check", "keep"])
def test_somebody_who_is_neither_side_cannot_be_bound(room, do):
    one, _said = proposed(room)
    desk, address = room.client("desk"), f"/minutes/{one.pk}/write"
    desk.post(address, form_of(desk.get(address)) | {"a1-fact_bound": "NOBODY", "do": "keep"})
    page = desk.post(address, form_of(desk.get(address)) | {"do": do}, follow=True)
    assert '<option value="NOBODY" selected>' in page.content.decode()
    page = desk.post(address, form_of(desk.get(address)) | {"do": "review"})
    assert (page.status_code, "NOBODY is not one of the available choices" in page.content.decode()) == (422, True)
    room.client("desk").post(address, form_of(desk.get(address)) | {"a1-fact_bound": "OURS", "do": "keep"})
    page = desk.post(address, form_of(desk.get(address)) | {"do": "review"})
    assert reviewed(page).articles[1].facts["bound"] == "OURS"


@pytest.mark.parametrize(
    "facts",
    [
        {},
        {"duty": "2", "bound": "both", "due": "../2031-12-31", "in_charge": "Academy"},
        {"bound": "OURS", "in_charge": ("Academy", "Ministry"), "further": 7},
        {"bound": "SOMEBODY"},
    ],
)
def test_a_conclusion_that_nobody_changes_stays_as_it_is(room, facts):
    article = with_facts(**facts)
    one, said = proposed(room, article)
    page = proposed_anew(room, one)
    assert reviewed(page).hash == said.hash


def test_it_is_read_as_pages_say_it(db):
    facts = {"duty": "1", "bound": "both", "due": "1957-12", "in-charge": ("A", "B")}
    assert minutes_conclusion.told(facts) == [
        ("Binds", "Both sides"), ("Due", "December 1957"), ("In charge", "A, B"),
    ]  # fmt: skip
    assert minutes_conclusion.told({}) == []
