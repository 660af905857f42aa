"""Search finds everything one may see, and nothing else."""

import pytest

from tests.domain.cycle.bureau import INTERNAL, OPEN
from verbale.domain.books.search import LIMIT, search
from verbale.domain.cycle import talk, visit
from verbale.domain.spine import correspondence, instrument, person
from verbale.records.person import Person


def found(bureau, text, handle="desk"):
    return sorted({hit.thing_kind for hit in search(text=text, viewer=bureau.who(handle))})


@pytest.fixture
def filled(bureau):
    """Something of each kind that has the word “quartz” in it."""
    line, _other = bureau.lines(bureau.order(INTERNAL, OPEN))
    type(line).objects.filter(pk=line.pk).update(citation="Quartz of the north")
    type(line.order).objects.filter(pk=line.order_id).update(purpose="Quartz studies")
    bureau.decide(line)
    for handle in ("department", "committee"):
        bureau.approve(line, handle)
    bureau.attach(line, title="Quartz, the paper")
    bureau.wanted("Their quartz")
    at, by = bureau.at(), bureau.who("desk")
    correspondence.log(what="talk", on="2026-11-21", said_by="We", subject="On quartz", by=by, at=at)
    instrument.record(
        title="Agreement on quartz", by=by, at=at, grade="", serials=[], seals=[], distribution=[],
        order_to_implement="", dated="1964", archive_reference="", original_language="zh", translators=[],
    )  # fmt: skip
    visit.plan(partner=bureau.partner, title="To the quartz works", side="OURS", begins="2027", by=by, at=at)
    said = talk.record(partner=bureau.partner, title="In the works", on="2026", by=by, at=at)
    talk.say(talk=said, side="OURS", speaker="Anna Weber", said="statement", text="Our quartz is pure.", by=by, at=at)
    return bureau


EVERYTHING = ["correspondence", "document", "instrument", "needline", "order", "orderline", "talk", "visit"]


def test_the_desk_finds_all_kinds_whatever_the_case(filled):
    assert found(filled, "quartz") == EVERYTHING
    assert found(filled, "QUARTZ") == EVERYTHING
    assert found(filled, "quartz", "auditor") == EVERYTHING


@pytest.mark.parametrize("word", ["отчёт", "Отчёт", "ОТЧЁТ"])
def test_letter_case_does_not_matter_in_other_scripts_either(bureau, word):
    (line,) = bureau.lines(bureau.order(OPEN))
    for written in ("Отчёт о почвах", "отчёт о почвах", "ОТЧЁТ О ПОЧВАХ"):
        type(line).objects.filter(pk=line.pk).update(citation=written)
        assert found(bureau, word) == ["orderline"]
        assert found(bureau, f"{word} ПОЧВАХ") == ["orderline"]
    assert found(bureau, f"{word} север") == []


def test_each_reader_finds_only_what_they_may_see(filled):
    assert found(filled, "quartz", "librarian") == ["needline"]
    assert {"order", "orderline", "document"} <= set(found(filled, "quartz", "committee")) <= set(EVERYTHING)
    assert "needline" not in found(filled, "quartz", "committee")
    assert "correspondence" not in found(filled, "quartz", "committee")
    assert not {"order", "orderline", "needline", "correspondence"} & set(found(filled, "quartz", "admin"))


def test_an_approver_finds_no_line_that_nobody_asks_them_about(filled):
    assert [hit.title for hit in search(text="Item 2", viewer=filled.who("committee"))] == []
    assert [hit.title for hit in search(text="Item 2", viewer=filled.who("desk"))] == ["THEIRS-2026-IN-1/2"]


def test_every_word_must_occur(filled):
    assert found(filled, "quartz north") == ["orderline"]
    assert found(filled, "quartz south") == []


@pytest.mark.parametrize("text", ["", "   ", "%", "_", "' OR 1=1 --"])
def test_nothing_is_found_for_nothing_and_no_sign_is_magic(filled, text):
    assert found(filled, text) == []


def test_who_was_deactivated_finds_nothing(filled):
    person.deactivate(person=filled.who("desk"), by=filled.who("admin"), at=filled.at())
    assert search(text="quartz", viewer=Person.objects.get(handle="desk")) == []


def test_no_kind_crowds_out_the_others(bureau):
    bureau.order(*[{}] * (LIMIT + 5))
    hits = search(text="Item", viewer=bureau.who("desk"))
    assert len(hits) == LIMIT
