"""What a new edition withdraws: told to those who saw it, to nobody else, and no longer to be had."""

import pytest

from tests.domain.cycle.bureau import OPEN, acts, told
from tests.domain.cycle.shelf import fill_lookups, imported, published
from tests.domain.cycle.test_edition import BRIDGES, ROADS, WATERS, item
from verbale.domain.cycle import decision, holding, need, request, withdrawal
from verbale.domain.spine import dispatch
from verbale.records import files
from verbale.records.dispatch import Message
from verbale.records.holding import WithdrawnItem


@pytest.fixture
def first(bureau):
    fill_lookups(bureau)
    return imported(bureau, WATERS + BRIDGES + ROADS)


def shown(offer):
    """By title, the identifiers in an offer."""
    lines = files.path_of(offer.file_id).read_bytes().splitlines()
    items = [holding.catalogue.OfferItem.read(line) for line in lines]
    return {one.title: one.identifier for one in items}


def withdrawals(partner):
    return [one["body"] for one in told(partner) if one["what"] == withdrawal.WHAT]


def test_who_was_shown_a_record_is_told_and_nobody_else(bureau, first):
    offer = published(bureau, first)
    before = told(bureau.third)
    imported(bureau, BRIDGES + ROADS, follows=first)
    assert withdrawals(bureau.partner) == [{"offer": offer.pk, "items": [shown(offer)["Waters"]]}]
    assert told(bureau.third) == before == []
    assert acts(offer) == ["offer.published", "offer.withdrawal"]


def test_who_was_not_shown_the_record_hears_nothing(bureau):
    fill_lookups(bureau)
    closed = item(4, "Kept inside", country="xx ")
    first = imported(bureau, WATERS + BRIDGES + closed)
    assert published(bureau, first).offered == 2
    imported(bureau, WATERS + BRIDGES, follows=first)
    assert withdrawals(bureau.partner) == []


def test_two_worlds_that_differ_in_what_was_withheld_send_the_same(bureau, first):
    """Counts, too, tell nothing: of ten withdrawn records one was shown, so one is told."""
    hidden = b"".join(item(number, f"Hidden {number}", country="xx ") for number in range(10, 19))
    second = imported(bureau, WATERS + BRIDGES + ROADS + hidden, follows=first)
    offer = published(bureau, second)
    imported(bureau, BRIDGES + ROADS, follows=second, most_may_go=True)
    assert withdrawals(bureau.partner) == [{"offer": offer.pk, "items": [shown(offer)["Waters"]]}]


def test_a_withdrawal_is_told_once_under_the_newest_offer(bureau, first):
    old, offer = published(bureau, first), published(bureau, first)
    assert shown(old) == shown(offer)
    second = imported(bureau, BRIDGES + ROADS, follows=first)
    imported(bureau, BRIDGES, follows=second)
    gone = shown(offer)
    assert withdrawals(bureau.partner) == [{"offer": offer.pk, "items": [gone[name]]} for name in ("Waters", "Roads")]


def test_identifiers_stay_and_the_withdrawn_never_come_back(bureau, first):
    before = shown(published(bureau, first))
    second = imported(bureau, BRIDGES + item(3, "Roads, new edition"), follows=first)
    again = shown(published(bureau, second))
    assert again == {"Bridges": before["Bridges"], "Roads, new edition": before["Roads"]}
    third = imported(bureau, WATERS + BRIDGES + ROADS, follows=second)
    assert shown(published(bureau, third))["Waters"] not in (*before.values(), *again.values())


def test_many_items_go_with_several_messages(bureau, monkeypatch):
    monkeypatch.setattr(withdrawal, "MOST_ITEMS", 2)
    fill_lookups(bureau)
    first = imported(bureau, b"".join(item(number, f"Title {number}") for number in range(6)))
    items = shown(published(bureau, first))
    imported(bureau, item(0, "Title 0"), follows=first, most_may_go=True)
    assert sorted(len(body["items"]) for body in withdrawals(bureau.partner)) == [1, 2, 2]
    told_of = sorted(each for body in withdrawals(bureau.partner) for each in body["items"])
    assert told_of == sorted(set(items.values()) - {items["Title 0"]})


def ordered(bureau, identifier):
    order = request.receive(
        partner=bureau.partner, source="catalogue", route="department", purpose="Research",
        lines=[request.Wanted(item=identifier, partner_line="theirs")], by=None, at=bureau.at(), partner_number="1",
        partner_order="order",
    )  # fmt: skip
    (line,) = bureau.lines(order)
    return line


def test_an_order_for_a_withdrawn_item_is_refused_in_the_neutral_word(bureau, first):
    items = shown(published(bureau, first))
    line = ordered(bureau, items["Waters"])
    imported(bureau, BRIDGES + ROADS, follows=first)
    decided = bureau.decide(line)
    made = decision.standing(decided)
    assert (decided.state, made.outcome) == ("unavailable", "refuse")
    assert made.basis == "For internal eyes only. Withheld: the record was withdrawn from our catalogue."
    assert request.answer_to(decided) == request.NEUTRAL
    assert holding.record_offered(bureau.partner, items["Waters"])["title"] == "Waters"


def test_stating_facts_does_not_bring_it_back(bureau, first):
    items = shown(published(bureau, first))
    imported(bureau, BRIDGES + ROADS, follows=first)
    line = ordered(bureau, items["Waters"])
    request.state_facts(line=line, facts=OPEN, by=bureau.who("desk"), at=bureau.at())
    assert bureau.decide(line).state == "unavailable"


def test_nothing_leaves_on_a_decision_before_the_withdrawal(bureau, first):
    line = ordered(bureau, shown(published(bureau, first))["Waters"])
    bureau.decide(line)
    bureau.attach(line)
    bureau.prepare(line)
    imported(bureau, BRIDGES + ROADS, follows=first)
    with pytest.raises(decision.DecidedOtherwise):
        bureau.release(bureau.line(line))


def test_a_changed_record_is_decided_on_as_it_is_today(bureau, first):
    items = shown(published(bureau, first))
    imported(bureau, WATERS + item(2, "Bridges", country="gw ") + ROADS, follows=first)
    facts = holding.facts_of_offered(bureau.partner, [items["Bridges"], items["Waters"]])
    assert [facts[items[name]]["origin"] for name in ("Waters", "Bridges")] == ["domestic", "third country"]


# On the other node


def received(bureau, offer):
    return holding.receive_catalogue(partner=bureau.third, offer=offer.pk, file=offer.file, at=bureau.at())


def test_withdrawn_items_are_found_no_longer(bureau, first):
    offer = published(bureau, first)
    kept, gone = received(bureau, offer), shown(offer)["Waters"]
    for _ in range(2):
        holding.receive_withdrawal(partner=bureau.third, offer=offer.pk, items=[gone], at=bureau.at())
    kept.refresh_from_db()
    assert (kept.items, {one.title for one in holding.search_received(kept, "").items}) == (2, {"Bridges", "Roads"})
    assert WithdrawnItem.objects.count() == 1
    again = received(bureau, offer)
    assert (again.items, holding.search_received(again, "waters").total) == (2, 0)


def test_an_index_built_again_does_not_have_them(bureau, first):
    offer = published(bureau, first)
    kept = received(bureau, offer)
    holding.receive_withdrawal(partner=bureau.third, offer=offer.pk, items=[shown(offer)["Waters"]], at=bureau.at())
    for path in (files.home().indexes / kept.folder).iterdir():
        path.unlink() if path.is_file() else None
    assert holding.search_received(kept, "waters").total == 0


def test_a_withdrawn_item_is_neither_chosen_nor_ordered(bureau, first):
    offer = published(bureau, first)
    received(bureau, offer)
    items, by = shown(offer), bureau.who("librarian")
    order = need.open_order(partner=bureau.third, route="department", purpose="R", by=by, at=bureau.at())
    line = need.add_line(need=order, item=items["Waters"], by=by, at=bureau.at())
    other = need.add_line(need=order, item=items["Roads"], by=by, at=bureau.at())
    holding.receive_withdrawal(partner=bureau.third, offer=offer.pk, items=[items["Waters"]], at=bureau.at())
    assert need.withdrawn_lines([line, other]) == [line]
    with pytest.raises(need.ItemWithdrawn) as refused:
        need.send(need=order, by=by, at=bureau.at())
    assert refused.value.facts["position"] == 1
    with pytest.raises(need.ItemWithdrawn):
        need.add_line(need=order, item=items["Waters"], citation="Waters", by=by, at=bureau.at())
    need.cancel(line=line, by=by, at=bureau.at())
    assert need.send(need=order, by=by, at=bureau.at()).number


@pytest.mark.parametrize("told_wrongly", [["no identifier"], ["a" * 26, "../x"]])
def test_what_names_no_item_withdraws_nothing(bureau, told_wrongly):
    with pytest.raises(holding.NoItems):
        holding.receive_withdrawal(partner=bureau.third, offer="0" * 26, items=told_wrongly, at=bureau.at())
    assert WithdrawnItem.objects.count() == 0


def hold(offer):
    """As the inspector does it."""
    dispatch.hold(message=Message.objects.get(thing_id=offer.pk, what="catalogue"), why="a leak", at=offer.published_at)


def test_identifiers_of_a_catalogue_that_was_held_back_are_not_kept(bureau, first):
    held = published(bureau, first)
    hold(held)
    assert not set(shown(held).values()) & set(shown(published(bureau, first)).values())


def test_a_withdrawal_does_not_wait_behind_a_catalogue_that_was_held_back(bureau, first):
    left, held = published(bureau, first), published(bureau, first)
    hold(held)
    imported(bureau, BRIDGES + ROADS, follows=first)
    assert withdrawals(bureau.partner) == [{"offer": left.pk, "items": [shown(left)["Waters"]]}]
