"""One order, from end to end: two nodes in processes of their own, the carrier in another.

The steps stand here under the headings of docs/JOURNEY.md, which names the function behind each and what it leaves in
the journals; both are held against what happens.
"""

import importlib
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tests.shared import ROOT
from verbale.journeys.demo_cast import CLAUSE, NAMES
from verbale.journeys.demo_records import write_marc
from verbale.journeys.demo_side import Side
from verbale.kernel.clock import SetClock
from verbale.kernel.home import Home

OURS, THEIRS = "ALPINE", "HANHAI"
ANSWER_DAYS = 30
PROVINCIAL, UNKNOWN = "Bulletin of the provincial hydrological service, no. 3", "Annals of an unheard-of observatory"
FACTS = {2: {"origin": "domestic", "publisher class": "provincial or municipal", "distribution": "internal"}}
PEOPLE = {
    OURS: [
        ("admin2", "Beat Amsler", ["administrator"]),
        ("desk", "Chiara Rossi", ["desk"]),
        ("department", "Eva Brunner", ["approver"]),
        ("committee", "Franz Egli", ["approver"]),
    ],
    THEIRS: [("librarian", "Lin Hai", ["librarian"])],
}
HOLDERS = {
    "department-in-charge": ({"en": "Central department in charge"}, "department"),
    "committee": ({"en": "Science and technology committee"}, "committee"),
}

STEPS: list[tuple[str, Callable[["Journey"], None]]] = []


def step(heading: str):
    """Marks a function as the next step of the journey, under a heading of docs/JOURNEY.md."""

    def mark(function: Callable[["Journey"], None]) -> Callable[["Journey"], None]:
        STEPS.append((heading, function))
        return function

    return mark


class Journey:
    """The two nodes, the clock, and the last round of each carrier."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.clock = folder, SetClock(datetime(2026, 9, 1, 8, tzinfo=UTC))
        self.ours = Side(folder / "ours", OURS, lambda text: None, steps="tests.journeys.steps")
        self.theirs = Side(folder / "theirs", THEIRS, lambda text: None, steps="tests.journeys.steps")
        self.round: dict = {}
        self.item = ""

    def __enter__(self) -> "Journey":
        return self

    def __exit__(self, *_: object) -> None:
        self.ours.close()
        self.theirs.close()

    def later(self, **by: float) -> datetime:
        return self.clock.forward(**by)

    def carrier(self, side: Side) -> dict:
        """One round of a node's carrier; what it did, in short."""
        done = side.carry(self.later(hours=1))
        self.round = {
            "sealed": [one["file"] for one in done["sealed"]],
            "carried": [one["file"] for one in done["carried"]],
            "came": [(one["file"], one["what"]) for one in done["came"]],
        }
        return self.round

    def set_up(self) -> None:
        """Two nodes that know each other, and our rules: what an office has before its first order."""
        at = self.clock.now()
        for side, port in ((self.ours, 8741), (self.theirs, 8742)):
            made = side.do(
                "make", side=side.code, admin_name="Ada Lindt", names=NAMES[side.code], language="en",
                languages=["en", "ru"], port=port, at=at,
            )  # fmt: skip
            people = [
                {
                    "handle": handle,
                    "name": name,
                    "email": "",
                    "roles": roles,
                    "office": "",
                    "password": "long enough 42",
                }
                for handle, name, roles in PEOPLE[side.code]
            ]
            side.do("staff", people=people, invitation=made["invitation"], password="quite long 42", at=at)
            side.do("complete_office", address="1 Library Square", answer_days=ANSWER_DAYS, at=at)
        for side, other in ((self.ours, self.theirs), (self.theirs, self.ours)):
            side.do(
                "introduce", code=other.code, names=NAMES[other.code], language="en", keys=other.do("our_keys"),
                folder=str(Home(other.home).inbox), at=at,
            )  # fmt: skip
        self.ours.do("grant_authorities", holders=HOLDERS, since=at.date(), at=at)
        self.ours.do("record_policy", partners=[THEIRS], clause=CLAUSE, in_force_from=date(1964, 2, 18), at=at)
        self.ours.do("fill_lookups", at=at)


def pouch(sender: str, number: int) -> str:
    """The name of a pouch of either side."""
    return f"{sender}-{THEIRS if sender == OURS else OURS}-1-{number:06d}.pouch"


def did(came: list[int], sealed: int | None, *, of: str) -> dict:
    """What a round did: which pouches of the other side it opened, and which of its own it sealed and carried."""
    own = [pouch(of, sealed)] if sealed else []
    other = THEIRS if of == OURS else OURS
    return {"sealed": own, "carried": own, "came": [(pouch(other, number), "opened") for number in came]}


QUIET = {"sealed": [], "carried": [], "came": []}


@step("Import a catalogue")
def import_catalogue(journey: Journey) -> None:
    path = journey.folder / "open.mrc"
    count = write_marc(path, batch="open")
    assert journey.ours.do("import_catalogue", path=str(path), at=journey.later(hours=1)) == (count, 0)


@step("Publish the partner's catalogue")
def publish(journey: Journey) -> None:
    reviewed, offered = journey.ours.do("publish", partner=THEIRS, at=journey.later(hours=1))
    assert 0 < offered < reviewed


@step("Carry the catalogue to the partner")
def carry_catalogue(journey: Journey) -> None:
    assert journey.carrier(journey.ours) == did([], 1, of=OURS)
    assert journey.carrier(journey.theirs) == did([1], 1, of=THEIRS)
    assert journey.carrier(journey.ours) == did([1], None, of=OURS)
    assert [journey.carrier(side) for side in (journey.theirs, journey.ours)] == [QUIET] * 2


@step("Search the partner's catalogue")
def search(journey: Journey) -> None:
    (found,) = journey.theirs.do("search", partner=OURS, text="Wasserbau")[:1]
    journey.item = found["item"]
    assert found["title"] == "Wasserbau im Donautal"


@step("Order from it")
def order(journey: Journey) -> None:
    told = journey.theirs.do(
        "order", partner=OURS, item=journey.item, citations=[PROVINCIAL, UNKNOWN], at=journey.later(hours=1)
    )
    assert told == f"{OURS}-2026-OUT-1"


@step("Carry the order to us")
def carry_order(journey: Journey) -> None:
    assert journey.carrier(journey.theirs) == did([], 2, of=THEIRS)
    assert journey.carrier(journey.ours) == did([2], 2, of=OURS)
    assert journey.carrier(journey.theirs) == did([2], 3, of=THEIRS)
    assert journey.carrier(journey.ours) == did([3], None, of=OURS)
    assert journey.ours.do("received") == (f"{THEIRS}-2026-IN-1", f"{OURS}-2026-OUT-1", date(2026, 10, 1))
    assert journey.theirs.do("number_of_partner") == (f"{OURS}-2026-OUT-1", f"{THEIRS}-2026-IN-1")
    assert journey.theirs.do("need_lines") == ["acknowledged"] * 3


@step("Decide each line")
def decide(journey: Journey) -> None:
    assert journey.ours.do("decide", facts=FACTS, at=journey.later(days=1)) == [
        ("supply", [], "Principle 1: public third-country material may be copied on request"),
        ("supply", ["department-in-charge", "committee"], BASIS_OF_PROVINCIAL),
        ("refuse", [], "No principle covers an item whose distribution is unknown"),
    ]
    assert journey.ours.do("lines") == ["sourcing", "waiting for approval", "unavailable"]


BASIS_OF_PROVINCIAL = "Principle 7: provincial and municipal items asked of a department need two approvals"


@step("Approve what needs approval")
def approve(journey: Journey) -> None:
    assert journey.ours.do("approve", position=2, handle="department", at=journey.later(days=1)) == "under way"
    assert journey.ours.do("approve", position=2, handle="committee", at=journey.later(days=1)) == "granted"
    assert journey.ours.do("lines") == ["sourcing", "sourcing", "unavailable"]


@step("Get the item and attach it")
def get(journey: Journey) -> None:
    at = journey.later(days=1)
    assert journey.ours.do("source", position=1, at=at) == "18.50 CHF"
    assert [journey.ours.do("attach", position=position, at=at) for position in (1, 2)] == [3, 3]


@step("Mark every page")
def mark(journey: Journey) -> None:
    at = journey.later(hours=1)
    made = [[(role, caveat) for role in ("marked", "cover", "label")] for caveat in ("open", "not for re-export")]
    assert [journey.ours.do("mark", position=position, at=at) for position in (1, 2)] == made


@step("Release it")
def release(journey: Journey) -> None:
    at = journey.later(hours=1)
    assert [journey.ours.do("release", position=position, at=at) for position in (1, 2)] == ["queued", "queued"]
    assert journey.ours.do("lines") == ["ready", "ready", "unavailable"]


@step("Seal the pouch")
def seal(journey: Journey) -> None:
    assert journey.carrier(journey.ours)["sealed"] == [pouch(OURS, 3)]
    assert journey.ours.do("lines") == ["shipped", "shipped", "unavailable"]


@step("Carry the pouch")
def carry_pouch(journey: Journey) -> None:
    (third,) = journey.round["carried"]
    sealed, lies = Home(journey.ours.home).outbox / third, Home(journey.theirs.home).inbox / third
    assert lies.read_bytes() == sealed.read_bytes()


@step("Open the pouch")
def open_pouch(journey: Journey) -> None:
    assert journey.carrier(journey.theirs) == did([3], 4, of=THEIRS)
    assert journey.carrier(journey.ours) == did([4], None, of=OURS)
    assert journey.theirs.do("need_lines") == ["arrived", "arrived", "acknowledged"]
    copy, _cover = [texts for _, texts in journey.theirs.do("came", position=2)]
    caveat = "NOT FOR EXPORT TO OTHER COUNTRIES"
    assert [text.count(caveat) >= 2 for text in copy] == [True, True, True]


@step("Confirm receipt")
def confirm(journey: Journey) -> None:
    at = journey.later(days=1)
    for position in (1, 2):
        journey.theirs.do("confirm", position=position, at=at)
    assert journey.carrier(journey.theirs) == did([], 5, of=THEIRS)
    assert journey.carrier(journey.ours) == did([5], 4, of=OURS)
    assert journey.carrier(journey.theirs) == did([4], None, of=THEIRS)
    assert journey.ours.do("lines") == ["delivered", "delivered", "unavailable"]


@step("Read the account")
def read_account(journey: Journey) -> None:
    at = journey.clock.now()
    kept = [(OURS, "2 items", "2 items")]
    assert journey.ours.do("standing", partner=THEIRS, handle="desk", at=at) == kept
    assert journey.theirs.do("need_lines") == ["receipted", "receipted", "acknowledged"]


@step("Answer on the day")
def answer(journey: Journey) -> None:
    early = datetime(2026, 9, 30, 23, 59, tzinfo=UTC)
    assert journey.ours.do("answer", at=early) == []
    journey.clock.moment = datetime(2026, 10, 1, 6, tzinfo=UTC)
    assert journey.ours.do("answer", at=journey.clock.now()) == ["promised", "promised", "not available"]
    assert journey.ours.do("letters") == 1
    assert journey.carrier(journey.ours) == did([], 5, of=OURS)
    assert journey.carrier(journey.theirs) == did([5], 6, of=THEIRS)
    assert journey.carrier(journey.ours) == did([6], None, of=OURS)
    assert [journey.carrier(side) for side in (journey.theirs, journey.ours)] == [QUIET] * 2
    assert journey.theirs.do("need_lines") == ["receipted", "receipted", "not available"]
    at = journey.clock.now()
    assert journey.theirs.do("standing", partner=OURS, handle="librarian", at=at) == [(OURS, "2 items", "2 items")]


PAGE = (ROOT / "docs" / "JOURNEY.md").read_text("utf-8")


def sections() -> list[tuple[str, str]]:
    """The page's steps: heading and text."""
    parts = re.split(r"^## \d+\. (.+)$", PAGE, flags=re.MULTILINE)[1:]
    return list(zip(parts[::2], parts[1::2], strict=True))


def test_the_page_has_the_same_headings_in_the_same_order():
    assert [heading for heading, _ in sections()] == [heading for heading, _ in STEPS]
    assert re.findall(r"^## (\d+)\.", PAGE, re.MULTILINE) == [str(number) for number in range(1, len(STEPS) + 1)]


@pytest.mark.parametrize(("heading", "text"), sections())
def test_every_step_names_functions_that_exist(heading, text):
    named = re.findall(r"`(verbale(?:\.\w+)+)`", text)
    found = [getattr(importlib.import_module(name.rpartition(".")[0]), name.rpartition(".")[2], None) for name in named]
    assert named
    assert [name for name, function in zip(named, found, strict=True) if not callable(function)] == []


def test_one_order_goes_from_end_to_end(tmp_path):
    with Journey(tmp_path) as journey:
        journey.set_up()
        seen = {side.code: acts(side) for side in (journey.ours, journey.theirs)}
        for (heading, walk), (_, text) in zip(STEPS, sections(), strict=True):
            walk(journey)
            new = {}
            for name, side in (("ours", journey.ours), ("theirs", journey.theirs)):
                now = acts(side)
                new[name] = set(now[len(seen[side.code]) :])
                seen[side.code] = now
            assert (heading, new) == (heading, told(text))
        assert [side.do("verify") for side in (journey.ours, journey.theirs)] == [len(acts) for acts in seen.values()]


def acts(side: Side) -> list[str]:
    """What a node's journal says was done, in order."""
    with closing(sqlite3.connect(Home(side.home).database)) as base:
        return [act for (act,) in base.execute("SELECT act FROM records_journalpayload ORDER BY entry_id")]


def told(text: str) -> dict[str, set[str]]:
    """What the page says a step leaves in each journal."""
    found: dict[str, set[str]] = {"ours": set(), "theirs": set()}
    for name in found:
        for line in re.findall(rf"^{name.capitalize()} journal: (.+(?:\n.+)*)$", text, re.MULTILINE):
            found[name] |= set(re.findall(r"`([^`]+)`", line))
    return found
