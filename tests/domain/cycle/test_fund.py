"""Funds: in the words of the paper, an amount only where there is one, agreed by those whom it names."""

from decimal import Decimal

import pytest

from tests.domain.cycle.commitments import acts, open_desk
from verbale.domain.cycle import fund
from verbale.domain.cycle.words import BadWords
from verbale.domain.spine.person import NeedsRole
from verbale.kernel.quantity import NoNumber, NotExact
from verbale.records.commitment import Fund

MINISTERS = ["Minister for Science", "Minister for Trade"]


@pytest.fixture
def desk(db, clock):
    return open_desk(clock)


@pytest.fixture
def row(desk):
    return desk.committed()


def reserved(desk, row, **facts):
    return fund.reserve(**({"commitment": row, "as_written": "required funds"} | facts), **desk.doing())


def test_funds_without_an_amount_are_kept_in_words(desk, row):
    made = reserved(desk, row, reserved_in="Annual trade agreements from 1988", agreed_by=MINISTERS, jointly=True)
    made.refresh_from_db()
    assert (made.as_written, made.amount, made.currency, made.reserved_in, made.agreed_by) == (
        "required funds", None, "", "Annual trade agreements from 1988", MINISTERS,
    )  # fmt: skip
    assert acts(row)[-1] == "commitment.funds"


@pytest.mark.parametrize(
    ("amount", "kept"),
    [("12000000", "12000000.00"), (" 0.50 ", "0.50"), ("9" * 13 + ".99", "9" * 13 + ".99")],
)
def test_an_amount_is_exact_and_has_its_currency(desk, row, amount, kept):
    made = reserved(desk, row, amount=amount, currency=" Valuta-Mark ")
    made.refresh_from_db()
    assert (made.amount, made.currency) == (Decimal(kept), "Valuta-Mark")


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"as_written": " "}, BadWords),
        ({"as_written": "x" * 301}, BadWords),
        ({"amount": "12"}, fund.NoCurrency),
        ({"amount": "12 million", "currency": "VM"}, NoNumber),
        ({"amount": "1.005", "currency": "VM"}, fund.NotKept),
        ({"amount": "9" * 14, "currency": "VM"}, fund.NotKept),
        ({"amount": "9" * 19, "currency": "VM"}, NotExact),
        ({"amount": "1", "currency": "x" * 41}, BadWords),
        ({"agreed_by": MINISTERS[:1], "jointly": True}, fund.TooFewAgreed),
        ({"agreed_by": MINISTERS[:1] * 2, "jointly": True}, fund.TooFewAgreed),
        ({"agreed_by": [""]}, BadWords),
        ({"agreed_by": [f"M{number}" for number in range(51)]}, BadWords),
        ({"reserved_in": "nul\0"}, BadWords),
    ],
)
def test_what_are_no_funds_is_refused(desk, row, facts, refusal):
    with pytest.raises(refusal):
        reserved(desk, row, **facts)
    assert not Fund.objects.exists()


def test_who_agrees_later_stands_beside_the_first(desk, row):
    made = reserved(desk, row, agreed_by=MINISTERS[:1])
    fund.agree(fund=made, agreed_by=[MINISTERS[1], MINISTERS[0]], **desk.doing())
    assert (Fund.objects.get().agreed_by, acts(row)[-1]) == (MINISTERS, "commitment.funds agreed")


def test_only_the_desk_reserves(desk, row):
    stranger = {"by": desk.librarian, "at": desk.at()}
    with pytest.raises(NeedsRole):
        fund.reserve(commitment=row, as_written="funds", **stranger)
    with pytest.raises(NeedsRole):
        fund.agree(fund=reserved(desk, row), agreed_by=[], **stranger)
