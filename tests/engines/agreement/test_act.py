"""Acts: canonical bytes, closed fields, what each kind has to say."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from tests.engines.agreement.worlds import BEGIN, LAST_DAY, SOMEBODY, in_force, named
from verbale.engines.agreement import Act, BadAct, Kind, NoAct, Signatory, day_of, draft_first, read_act
from verbale.kernel.canonical import canonical, digest
from verbale.kernel.errors import VerbaleError

FIRST = draft_first(text="0" * 26, side="A", revision=named("R1"), by=SOMEBODY, at=BEGIN, note="一次 session")
NOTICED = in_force("B").do("A", Kind.GIVE_NOTICE, last_day=LAST_DAY)
EVERY_KIND = (
    *NOTICED.knows("A"),
    *in_force("A").do("A", Kind.PROPOSE, named("R1")).do("A", Kind.WITHDRAW).knows("A"),
    *in_force("A")
    .do("A", Kind.PROPOSE, named("R1"))
    .do("A", Kind.APPROVE, named("R1"))
    .do("A", Kind.TAKE_BACK)
    .knows("A"),
)


def test_every_kind_reads_back_from_its_bytes():
    assert {act.kind for act in EVERY_KIND} == set(Kind)
    for act in EVERY_KIND:
        read = read_act(act.as_bytes())
        assert (read, read.hash, Act.of_json(act.as_json())) == (act, digest(act.as_bytes()), act)


def test_the_bytes_are_what_the_protocol_says():
    assert json.loads(FIRST.as_bytes()) == {
        "version": 1, "text": "0" * 26, "side": "A", "number": 1, "previous": None, "seen": None, "kind": "propose",
        "revision": named("R1"), "answers": None, "approvals": None, "replaces": None, "last_day": None,
        "depositary": "A", "by": {"name": "Wu Min", "authority": "the committee", "office": "International desk"},
        "at": "2026-03-01T09:00:00.000000Z", "note": "一次 session",
    }  # fmt: skip


def test_one_moment_has_one_spelling():
    elsewhere = replace(FIRST, at=BEGIN.astimezone(timezone(timedelta(hours=8))))
    assert elsewhere.hash == FIRST.hash
    assert day_of(datetime(2026, 3, 2, 7, tzinfo=timezone(timedelta(hours=8)))) == date(2026, 3, 1)


CONCLUDING = {"kind": Kind.CONCLUDE, "by": None, "approvals": (named("R1"), named("R2"))}
GIVING_NOTICE = {"kind": Kind.GIVE_NOTICE, "last_day": LAST_DAY, "replaces": named("R1")}


@pytest.mark.parametrize(
    "fields",
    [
        {"text": "first"},
        {"text": None},
        {"side": ""},
        {"side": "A B"},
        {"depositary": "-"},
        {"number": 0},
        {"number": True},
        {"number": 2**53},
        {"number": 2},
        {"previous": named("R1")},
        {"seen": "abc"},
        {"revision": named("R1").upper()},
        {"revision": None},
        {"replaces": 5},
        {"answers": "x" * 64},
        {"kind": "propose it"},
        {"kind": Kind.APPROVE},
        {"kind": Kind.WITHDRAW},
        {"kind": Kind.TAKE_BACK},
        {"kind": Kind.GIVE_NOTICE},
        {"last_day": LAST_DAY},
        {"approvals": (named("R1"), named("R2"))},
        {"by": None},
        {"note": "a\x00b"},
        {"note": "u\u0308"},
        {"note": "\u202egnorw"},
        {"note": "a" * 5_000},
        {"note": None},
        CONCLUDING | {"by": SOMEBODY},
        CONCLUDING | {"approvals": (named("R1"), named("R1"))},
        CONCLUDING | {"approvals": (named("R1"), "x")},
        CONCLUDING | {"approvals": None},
        CONCLUDING | {"answers": named("R1")},
        GIVING_NOTICE | {"replaces": None},
        GIVING_NOTICE | {"last_day": None},
        GIVING_NOTICE | {"last_day": BEGIN},
        GIVING_NOTICE | {"answers": named("R1")},
    ],
)
def test_nonsense_is_refused_at_birth(fields):
    with pytest.raises(BadAct):
        replace(FIRST, **fields)


@pytest.mark.parametrize("fields", [{"name": " "}, {"authority": ""}, {"office": "a" * 201}, {"name": None}])
def test_a_person_is_named_with_authority_and_office(fields):
    with pytest.raises(BadAct):
        replace(SOMEBODY, **fields)


def changed(**fields):
    return canonical(FIRST.as_json() | fields)


def without(name):
    return canonical({key: value for key, value in FIRST.as_json().items() if key != name})


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b"{}",
        b"\xff",
        b"[" * 50_000,
        json.dumps(FIRST.as_json()).encode(),
        FIRST.as_bytes() + b"\n",
        FIRST.as_bytes().replace(b'"note"', b'"note":"","note"', 1),
        changed(extra=1),
        changed(hash=FIRST.hash),
        without("note"),
        without("version"),
        changed(version=2),
        changed(version=True),
        changed(version="1"),
        changed(kind="conclude"),
        changed(kind=None),
        changed(by=None),
        changed(by="Wu Min"),
        changed(by=SOMEBODY.as_json() | {"rank": "x"}),
        changed(by={"name": "Wu Min"}),
        changed(by=SOMEBODY.as_json() | {"name": 5}),
        changed(at="2026-03-01"),
        changed(at="2026-03-01T09:00:00Z"),
        changed(at="2026-03-01T10:00:00.000000+01:00"),
        changed(at=None),
        changed(at=5),
        changed(number=1.5),
        changed(approvals=[]),
        changed(approvals={"a": 1}),
        changed(approvals=[[], {}]),
        changed(last_day="20261231"),
        changed(last_day="tomorrow"),
        changed(last_day=5),
        changed(note="a" * 70_000),
    ],
)
def test_what_is_no_act_is_refused(data):
    with pytest.raises(NoAct):
        read_act(data)


def test_a_day_has_one_spelling():
    notice = NOTICED.knows("A")[-1]
    assert notice.kind is Kind.GIVE_NOTICE
    with pytest.raises(NoAct, match="canonical"):
        read_act(canonical(notice.as_json() | {"last_day": "20260630"}))


def test_a_moment_needs_a_zone():
    with pytest.raises(VerbaleError):
        replace(FIRST, at=datetime(2026, 3, 1))  # noqa: DTZ001
    assert replace(FIRST, at=datetime(2026, 3, 1, tzinfo=UTC)).day == date(2026, 3, 1)


def test_words_of_a_person_are_kept_as_they_are():
    assert Signatory("Ли Мин", "委员会", "Отдел").as_json() == {
        "name": "Ли Мин",
        "authority": "委员会",
        "office": "Отдел",
    }
