"""Adoption at the terminal: our government's stand on each conclusion, and what the partner is told of it."""

import pytest

from tests.cli.conftest import Terminal
from tests.domain.cycle.minuting import conclusion, minuting
from tests.records.rows import make
from tests.web.signing import bureau
from verbale.domain.cycle import adoption
from verbale.records import models as records
from verbale.records.dispatch import Message

__all__ = ["bureau"]


@pytest.fixture
def room(bureau, monkeypatch):
    return minuting(bureau, monkeypatch)


@pytest.fixture
def text(room):
    return room.agreed(room.revision(conclusion("1"), conclusion("2"))).text


@pytest.fixture
def decree(room):
    return make(records.Instrument, title="Decree 7", recorded_by=room.bureau.who("desk")).pk


@pytest.fixture
def desk(at_desk, room) -> Terminal:
    return at_desk("desk")


def recorded(desk, text, decree, *more):
    return desk.done(
        "adoption", "record", text.pk, "1", "--instrument", decree, "--agency", "The library", "--agency",
        "The archive", "--note", "In part", *more,
    )  # fmt: skip


def test_a_conclusion_is_adopted_and_told(desk, text, decree, room):
    told = recorded(desk, text, decree)
    assert {name: told[name] for name in ("article", "adopted", "agencies", "instrument", "note", "told")} == {
        "article": "1", "adopted": True, "agencies": ["The library", "The archive"], "instrument": "Decree 7",
        "note": "In part", "told": None,
    }  # fmt: skip
    desk.done("adoption", "tell", text.pk[:8], "1", "--agency", "The library", "--note", "From May on")
    desk.done("adoption", "tell", text.pk[:8], "1", "--no-agency")
    desk.done("adoption", "tell", text.pk[:8], "1")
    bodies = [one.body for one in Message.objects.filter(what="adoption").order_by("place")]
    assert [(one["agencies"], one["note"]) for one in bodies] == [
        (["The library"], "From May on"), ([], ""), (["The library", "The archive"], "")
    ]  # fmt: skip


def test_both_stands_are_listed(desk, text, decree, room):
    recorded(desk, text, decree)
    said = {"text": text.pk, "article": "2", "adopted": False, "agencies": [], "note": "Without funds"}
    adoption.told(partner=room.bureau.partner, body=said, at=room.at())
    rows = desk.done("adoption", "list", text.pk)
    assert [(row["article"], row["ours"] and row["ours"]["adopted"], row["theirs"] and row["theirs"]["adopted"])
            for row in rows] == [("1", True, None), ("2", None, False)]  # fmt: skip
    lines = desk.run("adoption", "list", text.pk).stdout
    assert "    OURS: adopted by “Decree 7”; The library, The archive; not told yet\n    THEIRS: not heard yet" in lines
    assert "    OURS: not heard yet\n    THEIRS: not adopted\n" in lines


def test_what_is_refused(desk, text, decree, at_desk):
    refusals = {
        ("record", "1"): "Name the paper by which the government adopts article 1.",
        ("record", "9", "--not"): "Article 9",
        ("tell", "2"): "Nothing is recorded yet of the adoption of article 2.",
    }
    for (verb, *rest), sentence in refusals.items():
        result = desk.run("adoption", verb, text.pk, *rest)
        assert result.exit_code in (1, 2)
        assert sentence in result.stderr
    result = at_desk("auditor").run("adoption", "record", text.pk, "1", "--not")
    assert (result.exit_code, Message.objects.filter(what="adoption").count()) == (1, 0)


def test_not_adopted(desk, text):
    told = desk.done("adoption", "record", text.pk, "2", "--not", "--note", "No funds")
    assert (told["adopted"], told["agencies"], told["instrument"]) == (False, [], None)


def test_minutes_without_an_agreed_wording(desk, room):
    text = room.proposed()
    assert "There is no conclusion that both sides agreed on." in desk.run("adoption", "list", text.pk).stdout
