"""Our own orders: sent, answered, arrived, receipted, recalled; and what crosses on the way."""

from datetime import date

import pytest

from tests.domain.cycle.bureau import acts, pdf, told
from tests.domain.cycle.shelf import book, fill_lookups, imported, published
from verbale.domain.cycle import holding, need, request
from verbale.domain.spine import document
from verbale.domain.spine.person import NeedsRole
from verbale.journeys import message
from verbale.kernel.errors import NotFound
from verbale.records.document import DocumentRole
from verbale.records.need import Need, NeedLine


def state(line):
    return NeedLine.objects.get(pk=line.pk).state


def test_an_order_of_ours_is_sent_once_with_its_number(bureau):
    first, second = bureau.wanted("Acta 1", "Acta 2")
    sent = Need.objects.get()
    assert (sent.number, [state(first), state(second)]) == ("THEIRS-2026-OUT-1", ["sent", "sent"])
    rows = [
        {"line": line.pk, "item": "", "citation": line.citation, "form": "photocopy", "copies": 1}
        for line in (first, second)
    ]
    assert told(bureau.partner) == [
        {
            "what": "order",
            "body": {
                "order": sent.pk, "number": sent.number, "route": "information institute", "purpose": "Research",
                "lines": rows,
            },
        }
    ]  # fmt: skip
    for again in (
        lambda: need.send(need=sent, by=bureau.who("librarian"), at=bureau.at()),
        lambda: need.add_line(need=sent, by=bureau.who("librarian"), at=bureau.at(), citation="More"),
    ):
        with pytest.raises(need.AlreadySent):
            again()


def test_an_order_without_a_line_or_a_line_without_a_citation_is_refused(bureau):
    by = bureau.who("librarian")
    opened = need.open_order(partner=bureau.partner, route="department", purpose="", by=by, at=bureau.at())
    with pytest.raises(need.NothingWanted):
        need.send(need=opened, by=by, at=bureau.at())
    with pytest.raises(need.NoCitation):
        need.add_line(need=opened, by=by, at=bureau.at(), citation=" ")


def test_an_order_takes_as_many_lines_as_the_partner_does(bureau, monkeypatch):
    monkeypatch.setattr(need, "MOST_LINES", 2)
    by = bureau.who("librarian")
    opened = need.open_order(partner=bureau.partner, route="department", purpose="", by=by, at=bureau.at())

    def add():
        return need.add_line(need=opened, by=by, at=bureau.at(), citation="Acta")

    first, _ = add(), add()
    with pytest.raises(need.OrderFull) as refusal:
        add()
    assert (refusal.value.facts, opened.lines.count()) == ({"limit": 2}, 2)
    need.cancel(line=first, by=by, at=bureau.at())
    assert add().position == 3


def test_the_most_lines_are_the_same_on_both_sides():
    assert need.MOST_LINES == request.MOST_LINES == message.MOST_ROWS


def test_an_item_of_the_catalogue_is_cited_as_the_catalogue_names_it(bureau):
    fill_lookups(bureau)
    offer = published(bureau, imported(bureau, book("Waters", publisher="Meridian Press", country="enk")))
    holding.receive_catalogue(partner=bureau.partner, offer=offer.pk, file=offer.file, at=bureau.at())
    (item,) = holding.search_received(holding.newest_catalogue(bureau.partner), "waters").items
    by = bureau.who("librarian")
    opened = need.open_order(partner=bureau.partner, route="department", purpose="", by=by, at=bureau.at())
    line = need.add_line(need=opened, by=by, at=bureau.at(), item=item.identifier)
    assert (line.item, line.citation) == (item.identifier, "Waters. Meridian Press. 1963")


def test_the_partner_s_words_move_our_lines(bureau):
    first, second = bureau.wanted("Acta 1", "Acta 2")
    need.acknowledged(
        partner=bureau.partner, order=first.need_id, number="IN-7", answer_due=date(2026, 12, 21), at=bureau.at()
    )
    assert [state(first), state(second)] == ["acknowledged", "acknowledged"]
    need.questioned(partner=bureau.partner, identifier=first.pk, question="Which year?", at=bureau.at())
    assert (state(first), NeedLine.objects.get(pk=first.pk).told) == ("questioned", "Which year?")
    need.clarify(line=first, text="1963", by=bureau.who("librarian"), at=bureau.at())
    answers = {first.pk: "promised", second.pk: "not available"}
    need.answered(partner=bureau.partner, answers=answers, at=bureau.at())
    need.answered(partner=bureau.partner, answers=answers, at=bureau.at())
    assert [state(first), state(second)] == ["promised", "not available"]
    assert acts(first).count("need.answered") == 1
    assert told(bureau.partner)[1:] == [
        {"what": "clarification given", "body": {"line": first.pk, "text": "1963"}},
    ]
    kept = Need.objects.get()
    assert (kept.partner_number, kept.answer_due) == ("IN-7", date(2026, 12, 21))


def test_a_promise_taken_back_is_seen(bureau):
    (line,) = bureau.wanted()
    for word in ("promised", "not available"):
        need.answered(partner=bureau.partner, answers={line.pk: word}, at=bureau.at())
    assert state(line) == "not available"


def arrive(bureau, line):
    file = bureau.store(pdf())
    document.attach(
        thing=line, file=file, role=DocumentRole.RECEIVED, file_name="a.pdf", title="A", by=None, at=bureau.at()
    )
    need.arrived(line=NeedLine.objects.get(pk=line.pk), at=bureau.at())
    return file


def test_what_arrives_is_receipted_recalled_and_given_back(bureau):
    (line,) = bureau.wanted()
    with pytest.raises(need.NotPossible):
        need.confirm_receipt(line=line, by=bureau.who("librarian"), at=bureau.at())
    file = arrive(bureau, line)
    need.confirm_receipt(line=line, by=bureau.who("librarian"), at=bureau.at())
    need.recalled(partner=bureau.partner, identifier=line.pk, notice="Wrong page", at=bureau.at())
    need.give_back(line=line, by=bureau.who("librarian"), at=bureau.at())
    assert [message for message in told(bureau.partner) if message["what"] != "order"] == [
        {"what": "receipt", "body": {"line": line.pk, "documents": [file.sha256], "by": "Lin Hai"}},
        {"what": "returned", "body": {"line": line.pk}},
    ]
    assert state(line) == "returned"


def test_a_delivery_that_crosses_our_cancellation_is_kept(bureau):
    (line,) = bureau.wanted()
    need.cancel(line=line, by=bureau.who("librarian"), at=bureau.at())
    assert told(bureau.partner)[-1] == {"what": "line cancelled", "body": {"line": line.pk}}
    arrive(bureau, line)
    assert state(line) == "arrived"


def test_a_draft_is_cancelled_without_a_word(bureau):
    by = bureau.who("librarian")
    opened = need.open_order(partner=bureau.partner, route="department", purpose="", by=by, at=bureau.at())
    line = need.add_line(need=opened, by=by, at=bureau.at(), citation="Acta 1")
    need.cancel(line=line, by=by, at=bureau.at())
    assert (state(line), told(bureau.partner)) == ("cancelled", [])


def test_no_partner_speaks_of_another_partner_s_order(bureau):
    (line,) = bureau.wanted()
    told = {"partner": bureau.third, "at": bureau.at()}
    for act in (
        lambda: need.acknowledged(order=line.need_id, number="1", answer_due=date(2026, 12, 1), **told),
        lambda: need.answered(answers={line.pk: "promised"}, **told),
        lambda: need.questioned(identifier=line.pk, question="?", **told),
        lambda: need.recalled(identifier=line.pk, notice="!", **told),
    ):
        with pytest.raises(NotFound):
            act()
    assert state(line) == "sent"


@pytest.mark.parametrize("handle", ["department", "auditor", "admin"])
def test_only_librarians_and_the_desk_order(bureau, handle):
    (line,) = bureau.wanted()
    by = {"by": bureau.who(handle), "at": bureau.at()}
    for act in (
        lambda: need.open_order(partner=bureau.partner, route="department", purpose="", **by),
        lambda: need.add_line(need=line.need, citation="x", **by),
        lambda: need.send(need=line.need, **by),
        lambda: need.clarify(line=line, text="x", **by),
        lambda: need.cancel(line=line, **by),
        lambda: need.confirm_receipt(line=line, **by),
        lambda: need.give_back(line=line, **by),
    ):
        with pytest.raises(NeedsRole):
            act()
