"""One family of errors, whose docstrings are the sentences."""

import copy
import pickle

import pytest

from verbale.kernel.errors import Faulty, NotAllowed, NotFound, Refused, Unreadable, VerbaleError, WrongUse


class NoSeat(Refused):
    """There is no seat in row {row},
    “{name}”. Choose another row."""


def test_the_docstring_is_the_sentence_with_its_facts():
    refusal = NoSeat(row=3, name="{row}")
    assert str(refusal) == "There is no seat in row 3, “{row}”. Choose another row."
    assert refusal.facts == {"row": 3, "name": "{row}"}


def test_the_template_is_translated_before_it_is_filled():
    german = {"There is no seat in row {row}, “{name}”. Choose another row.": "„{name}“: kein Platz in Reihe {row}."}
    assert NoSeat(row=3, name="A").sentence(german.__getitem__) == "„A“: kein Platz in Reihe 3."


@pytest.mark.parametrize(
    ("kind", "status", "exit_code"),
    [
        (VerbaleError, 500, 1),
        (Refused, 409, 1),
        (NotAllowed, 403, 1),
        (NotFound, 404, 1),
        (Faulty, 422, 1),
        (WrongUse, 400, 2),
        (Unreadable, 422, 3),
        (NoSeat, 409, 1),
    ],
)
def test_each_branch_has_its_status_and_exit_code(kind, status, exit_code):
    assert (kind.http_status, kind.exit_code) == (status, exit_code)


@pytest.mark.parametrize("carry", [copy.copy, copy.deepcopy, lambda error: pickle.loads(pickle.dumps(error))])
def test_errors_cross_a_process_with_their_facts(carry):
    carried = carry(NoSeat(row=3, name="A"))
    assert (type(carried), carried.facts, str(carried)) == (
        NoSeat,
        {"row": 3, "name": "A"},
        "There is no seat in row 3, “A”. Choose another row.",
    )


def test_a_forgotten_fact_shows_at_once():
    with pytest.raises(KeyError, match="name"):
        NoSeat(row=3)
