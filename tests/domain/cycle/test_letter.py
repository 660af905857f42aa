"""Letters: the answer only after its day and in neutral words, the cover note, the receipt."""

import pypdfium2
import pytest

from tests.domain.cycle.bureau import CONFIDENTIAL, OPEN, pdf
from verbale.domain.cycle import fulfilment, letter, need, request
from verbale.domain.spine import document
from verbale.records import files
from verbale.records.correspondence import Correspondence
from verbale.records.document import DocumentRole
from verbale.records.need import NeedLine
from verbale.records.request import Order


def text_of(paper):
    with pypdfium2.PdfDocument(files.path_of(paper.file_id)) as opened:
        return " ".join(" ".join(page.get_textpage().get_text_bounded() for page in opened).split())


def test_no_letter_tells_of_a_line_before_the_day(bureau):
    order = bureau.order(OPEN)
    bureau.decide(bureau.lines(order)[0])
    with pytest.raises(letter.NotAnswered) as refusal:
        letter.answer_letter(order=order, by=bureau.who("desk"), at=bureau.at())
    assert refusal.value.facts == {"order": "THEIRS-2026-IN-1", "day": "2026-12-21"}
    assert (Correspondence.objects.count(), document.of(order)) == (0, [])


def test_the_answer_says_the_same_of_all_that_cannot_be_had(bureau):
    order = bureau.order(OPEN, CONFIDENTIAL, {}, {})
    *three, cancelled = bureau.lines(order)
    for line in three:
        bureau.decide(line)
    request.cancel(line=cancelled, by=None, at=bureau.at())
    request.answer(order=order, at=bureau.at())
    paper = letter.answer_letter(order=Order.objects.get(), by=bureau.who("desk"), at=bureau.at())
    text = text_of(paper)
    assert (paper.role, paper.file.state, paper.file_name) == ("letter", "sound", "THEIRS-2026-OUT-1.pdf")
    assert "THEIRS-2026-OUT-1" in text
    assert "OUT-1" in text
    assert [text.count(f"Item {number}") > 0 for number in (1, 2, 3, 4)] == [True, True, True, False]
    for secret in ("confidential", "Principle", "distribution", "bilateral", "refuse"):
        assert secret not in text
    (logged,) = Correspondence.objects.all()
    assert (logged.what, logged.number, logged.order) == ("letter out", "THEIRS-2026-OUT-1", order)


def test_letters_that_answer_with_nothing_differ_in_nothing(bureau):
    texts = []
    for facts in (CONFIDENTIAL, {}):
        order = bureau.order(facts)
        bureau.decide(bureau.lines(order)[0])
        request.answer(order=order, at=bureau.at())
        paper = letter.answer_letter(order=Order.objects.get(pk=order.pk), by=bureau.who("desk"), at=bureau.at())
        texts.append(text_of(paper))
    first, second = texts
    assert first.replace("OUT-1", "OUT-2") == second


def test_the_cover_note_lists_each_copy(bureau):
    line = bureau.ready()
    text = text_of(letter.cover_note(line=line, by=bureau.who("desk"), at=bureau.at()))
    assert "A paper" in text
    (fresh,) = bureau.lines(bureau.order(OPEN))
    with pytest.raises(letter.NothingShipped):
        letter.cover_note(line=fresh, by=bureau.who("desk"), at=bureau.at())


def test_the_cover_note_tells_of_no_copy_that_was_taken_back(bureau):
    line = bureau.ready()
    fulfilment.recall(line=line, by=bureau.who("desk"), at=bureau.at())
    bureau.prepare(line)
    assert text_of(letter.cover_note(line=line, by=bureau.who("desk"), at=bureau.at())).count("A paper") == 1


def test_the_receipt_lists_what_came(bureau):
    (line,) = bureau.wanted()
    with pytest.raises(letter.NothingReceived):
        letter.receipt(line=line, by=bureau.who("librarian"), at=bureau.at())
    document.attach(
        thing=line, file=bureau.store(pdf()), role=DocumentRole.RECEIVED, file_name="a.pdf", title="Their paper",
        by=None, at=bureau.at(),
    )  # fmt: skip
    need.arrived(line=NeedLine.objects.get(pk=line.pk), at=bureau.at())
    assert "Their paper" in text_of(letter.receipt(line=line, by=bureau.who("librarian"), at=bureau.at()))
    assert Correspondence.objects.count() == 0
    letter.receipt(line=line, by=bureau.who("desk"), at=bureau.at())
    assert Correspondence.objects.count() == 1
