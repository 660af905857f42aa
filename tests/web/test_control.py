"""The control page: what waits for us first, what partners let pass, what moved, sums, filters, and the picture."""

from __future__ import annotations

import re
from datetime import date
from types import SimpleNamespace

import pytest
from django.urls import reverse
from lxml import etree

from tests.domain.cycle.commitments import Desk
from tests.records.rows import make
from tests.web.answer import table
from tests.web.shelf import text_of
from verbale.domain.books.control import Bar, Span
from verbale.domain.cycle import commitment_date
from verbale.domain.cycle.commitment_content import Member, Source, Stage
from verbale.domain.spine.text_record import revision_of
from verbale.records import models as records
from verbale.records.commitment import PartIn
from verbale.web.gantt import LABELS, WIDTH, picture

ON = {"as_of": "1987-11-01"}


@pytest.fixture
def room(office, enter, clock) -> SimpleNamespace:
    third = make(records.Party, code="CZ-ACA", names={"en": "A third"})
    desk = Desk(office.us, office.partner, third, office.desk, office.librarian, clock)
    return SimpleNamespace(desk=desk, office=office, client=lambda role="desk": enter(getattr(office, role)))


@pytest.fixture
def promised(room):
    """Seven commitments with one partner, and one with another."""
    for number, bound, due, who in (
        ("1", "theirs", "1987-01", "Their ministry"), ("2", "ours", "", "Ministry of Water"),
        ("3", "ours", "1987-10", "Ministry of Water"), ("4", "ours", "1987-05", "Ministry of Soils"),
        ("5", "both", "1987-04", "The commission"), ("6", "ours", "immediately:1987-05-18", "Ministry of Water"),
        ("7", "ours", "1990", "Ministry of Soils"),
    ):  # fmt: skip
        room.desk.committed(number=number, bound=bound, due=due, members=[Member(PartIn.IN_CHARGE, who)])
    room.desk.committed(number="8", partner=room.desk.third, due="1987-11")
    return room


def numbers(room, **asked) -> list[str]:
    groups = room.client().get(reverse("control"), ON | asked).context["groups"]
    return [row.number for _, rows in groups for row in rows]


def test_what_waits_for_us_comes_first(promised):
    answer = promised.client().get(reverse("control"), ON)
    found = [(heading, [row.number for row in rows]) for heading, rows in answer.context["groups"]]
    assert found == [
        ("Waits for us", ["6", "4", "3", "5", "8"]), ("Waits for the partner", ["1"]), ("Without a date", ["2"]),
    ]  # fmt: skip
    assert [(name, count) for name, _, count in answer.context["tabs"]] == [
        ("", 7), ("ours", 5), ("overdue", 5), ("unanswered", 2), ("delays", 2), ("moved", 0), ("all", 8),
    ]  # fmt: skip
    assert "As it stood on 1 November 1987." in text_of(answer)


def test_it_is_narrowed_by_everything_one_asks(promised):
    programme = make(records.Programme, partner=promised.office.partner, titles={"en": "To 2030"})
    paper = make(records.Complex, programme=programme, number=7, titles={"en": "Lasers"})
    promised.desk.committed(number="9", due="1987-09", sector_complex=paper)
    everything = {"show": "all"}
    assert numbers(promised, side="theirs", **everything) == ["1"]
    assert numbers(promised, partner=promised.desk.third.pk) == ["8"]
    assert numbers(promised, who="water ministry") == ["6", "3", "2"]
    assert numbers(promised, programme=programme.pk) == ["9"]
    assert numbers(promised, show="ours", side="both") == ["5"]
    assert numbers(promised, as_of="1987-05-18") == ["5", "6", "4", "1", "2"]
    assert "7" in numbers(promised, days="1200")
    assert len(numbers(promised, as_of="soon", days="many", partner="x", programme="x", show="x")) > 0


def test_unanswered_delays_and_moves_are_told(promised):
    (row,) = [one for one in records.Commitment.objects.all() if one.number == "5"]
    commitment_date.move(
        commitment=row, due="1987-12", reason="Illness", apology="We regret it", side="FI-NHI", **promised.desk.doing()
    )
    client = promised.client("auditor")
    unanswered = text_of(client.get(reverse("control"), ON | {"show": "unanswered"}))
    assert ("no answer" in unanswered, "FI-NHI 1" in unanswered, "Illness" in unanswered) == (True, True, False)
    delays = text_of(client.get(reverse("control"), ON | {"show": "delays"}))
    assert ("Illness" in delays, "We regret it" in delays) == (True, True)
    moved = text_of(client.get(reverse("control"), ON | {"show": "moved"}))
    for words in ("How often", "April 1987", "December 1987", "FI-NHI", "Illness", "We regret it"):
        assert words in moved


def test_sums_stand_by_side_and_who_is_in_charge(promised):
    page = promised.client().get(reverse("control"), ON).content.decode()
    sums = re.findall(r"<tr><th scope=\"row\">([^<]*)</th>((?:<td class=\"number\">\d+</td>)+)</tr>", page)
    found = {name: re.findall(r"\d+", cells) for name, cells in sums}
    assert (found["Ours"], found["Ministry of Water"]) == (["6", "3", "1", "1", "0"], ["3", "2", "0", "1", "0"])


def test_every_row_leads_to_its_sentence_in_one_click(room):
    report = room.desk.report(title="The visit")
    room.desk.committed(source=Source(report=report, start=3, end=40), due="1987")
    agreed = room.desk.shared(due="1987")
    html = room.client().get(reverse("control"), ON).content.decode()
    assert f'href="/texts/{agreed.agreed_id}/revisions/{agreed.revision}#article-3"' in html
    assert "The visit" in html


def test_what_is_shown_is_a_file_too(promised):
    rows = table(promised.client().get(reverse("control-csv"), ON | {"side": "theirs"}))
    assert rows[0][:4] == ["Number", "Partner", "Binds", "In words"]
    assert [row[:3] + row[10:12] for row in rows[1:]] == [["1", "FI-NHI", "Theirs", "Overdue", "274"]]
    assert [len(table(promised.client().get(reverse("control-csv"), ON | more))) for more in ({}, {"show": "all"})] == [
        8, 9,
    ]  # fmt: skip
    delays = table(promised.client().get(reverse("control-csv"), ON | {"show": "unanswered"}))
    assert [row[:2] + row[4:7] for row in delays[1:]] == [
        ["1", "FI-NHI", "January 1987", "274", ""], ["5", "FI-NHI", "April 1987", "185", ""],
    ]  # fmt: skip


def test_nothing_promised_is_said(room):
    page = text_of(room.client().get(reverse("control")))
    assert "Nothing of this kind." in page
    assert "<svg" not in page


@pytest.mark.parametrize("count", [1, 3])
def test_it_costs_the_same_however_long(room, django_assert_max_num_queries, count):
    report = room.desk.report()
    for number in range(count):
        room.desk.committed(
            number=str(number), bound="both", due="1987", source=Source(report=report), stages=[Stage("Proposals")]
        )
    client = room.client()
    for show in ("", "moved", "delays"):
        with django_assert_max_num_queries(24):
            client.get(reverse("control"), ON | {"show": show})


def test_the_picture_draws_each_date_and_needs_no_style(promised):
    html = promised.client().get(reverse("control"), ON).content.decode()
    (drawn,) = re.findall(r"<svg viewBox=\"0 0 920.*?</svg>", html, re.DOTALL)
    picture = etree.fromstring(drawn)
    assert (picture.get("role"), "the table above says the same" in picture.get("aria-label")) == ("img", True)
    assert len(picture.findall("rect")) == 6
    assert "style=" not in html


SPANS = (Span(date(1987, 6, 1), date(1987, 6, 30)), Span(date(1987, 10, 1), date(1987, 10, 31), "Step", done=True))


def bar(**changed) -> Bar:
    said = {"id": "1", "label": "FI-NHI 1", "timing": "due", "bound": "ours", "whole": SPANS[0], "own": None,
            "moved_from": (), "milestones": ()}  # fmt: skip
    return Bar(**(said | changed))


def test_a_picture_spans_whole_months_from_the_first_to_the_last():
    drawn = picture(
        [bar(milestones=(SPANS[1],)), bar(label="x" * 40, moved_from=(SPANS[1],), own=SPANS[0])], date(1987, 7, 4)
    )
    assert (drawn.first, drawn.last) == (date(1987, 6, 1), date(1987, 10, 31))
    assert [tick.name for tick in drawn.ticks] == ["06.1987", "07.1987", "08.1987", "09.1987", "10.1987"]
    first, second = drawn.lines
    assert (first.whole.x, first.marks[0].done, len(second.name)) == (LABELS, True, 26)
    assert all(box.x >= LABELS and box.x + box.width <= WIDTH for box in (first.whole, second.own, *second.moved_from))
    assert drawn.ticks[1].x < drawn.today < drawn.ticks[2].x


@pytest.mark.parametrize(("year", "most"), [(1990, 14), (2087, 14), (9999, 14)])
def test_however_long_it_is_its_ticks_can_be_read(year, most):
    far = Span(date(year, 12, 1), date(year, 12, 31))
    assert 1 <= len(picture([bar(), bar(whole=far)], date(1987, 7, 4)).ticks) <= most


def test_nothing_has_no_picture():
    assert picture([], date(1987, 7, 4)) is None


@pytest.mark.parametrize(
    "asked",
    [
        {"as_of": "0001-01-01"}, {"as_of": "9999-12-31"}, {"as_of": "10000-01-01"}, {"days": "99999999999"},
        {"days": "36500", "as_of": "9999-12-31"}, {"who": "\0" * 9 + "%_'"}, {"who": "x" * 400}, {"page": "-1"},
        {"page": "x"}, {"side": "x", "partner": "\0", "programme": "\0"}, {"show": "\0"},
    ],
)  # fmt: skip
def test_whatever_stands_in_the_address_a_page_answers(promised, asked):
    for show in ("all", "moved", "delays"):
        assert promised.client().get(reverse("control"), {"show": show} | asked).status_code == 200
    for form in ("csv", "xlsx"):
        assert promised.client().get(reverse(f"control-{form}"), asked).status_code == 200
    assert promised.client().get(reverse("commitments"), {"q": "\0x", "state": "x"} | asked).status_code == 200


def test_the_words_of_an_agreed_article_stand_in_the_language_of_the_page(room):
    made = room.desk.shared(due="1987")
    said = revision_of(made.agreed, made.revision).article("3").text
    records.Commitment.objects.filter(pk=made.pk).update(text=said["en"])
    shown = text_of(room.client().get(reverse("control"), ON, headers={"accept-language": "zh-hans"}))
    assert said["zh"] in shown
