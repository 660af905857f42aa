"""Many lines at once, all of them or none."""

import pytest

from tests.domain.cycle.shelf import book, fill_lookups, imported, published
from verbale.domain.cycle import holding, need, need_lines
from verbale.domain.spine.person import NeedsRole
from verbale.engines.catalogue import NoItem
from verbale.records.need import Need, NeedLine

BOOKS = [book(f"Waters, part {number}", publisher="Meridian Press", country="enk") for number in range(1, 4)]


@pytest.fixture
def items(bureau):
    fill_lookups(bureau)
    offer = published(bureau, imported(bureau, b"".join(BOOKS)))
    kept = holding.receive_catalogue(partner=bureau.partner, offer=offer.pk, file=offer.file, at=bureau.at())
    return [item.identifier for item in holding.search_received(kept, "waters", order="title").items]


@pytest.fixture
def order(bureau):
    by = bureau.who("librarian")
    return need.open_order(partner=bureau.partner, route="department", purpose="", by=by, at=bureau.at())


def add(bureau, order, *items, role="librarian"):
    return need_lines.add(order=order, items=items, by=bureau.who(role), at=bureau.at())


def test_each_item_becomes_a_line_once(bureau, order, items):
    first = need.add_line(need=order, item=items[0], by=bureau.who("librarian"), at=bureau.at())
    added = add(bureau, order, *items, items[1])
    assert [(line.position, line.item) for line in added] == [(2, items[1]), (3, items[2])]
    assert [line.citation for line in NeedLine.objects.filter(need=order)] == [
        f"Waters, part {number}. Meridian Press. 1963" for number in (1, 2, 3)
    ]
    need.cancel(line=first, by=bureau.who("librarian"), at=bureau.at())
    assert [line.position for line in add(bureau, order, items[0])] == [4]


def test_one_that_cannot_be_had_refuses_all(bureau, order, items):
    with pytest.raises(NoItem):
        add(bureau, order, items[0], "0" * 26)
    with pytest.raises(need_lines.NothingChosen):
        add(bureau, order)
    with pytest.raises(NeedsRole):
        add(bureau, order, items[0], role="auditor")
    assert order.lines.count() == 0


def test_an_order_takes_so_many(bureau, order, items, monkeypatch):
    monkeypatch.setattr(need_lines, "MOST_LINES", 2)
    with pytest.raises(need.OrderFull):
        add(bureau, order, *items)
    assert len(add(bureau, order, *items[:2])) == 2


def test_a_sent_order_takes_no_more(bureau, order, items):
    add(bureau, order, items[0])
    need.send(need=order, by=bureau.who("librarian"), at=bureau.at())
    with pytest.raises(need.AlreadySent):
        add(bureau, order, items[1])


def test_an_order_begins_with_its_lines_or_not_at_all(bureau, items):
    facts = {"partner": bureau.partner, "route": "department", "purpose": "ice", "by": bureau.who("librarian")}
    with pytest.raises(NoItem):
        need_lines.begin(items=["0" * 26], at=bureau.at(), **facts)
    assert not Need.objects.exists()
    order, added = need_lines.begin(items=items, form="original", copies=2, at=bureau.at(), **facts)
    assert (order.purpose, [(line.item, line.form, line.copies) for line in added]) == (
        "ice", [(item, "original", 2) for item in items],
    )  # fmt: skip
