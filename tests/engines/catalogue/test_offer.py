"""The partner's catalogue: what may be supplied, and no trace of the rest."""

import random
from collections.abc import Mapping
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engines.catalogue.build import coded, field, imported, marc
from verbale.engines.catalogue import (
    CATALOGUE_FILE,
    MAP_FILE,
    REVIEWED_FILE,
    Edition,
    FolderTaken,
    LineFault,
    OfferItem,
    OfferSummary,
    OfferVerdict,
    publish_offer,
    read_catalogue,
)
from verbale.kernel.canonical import canonical
from verbale.kernel.identifier import Randomness, new_identifier

SUPPLY = OfferVerdict("supply", "trading company", ("copy", "original"), ("desk",), "reference only", "I.2", "3")
BOOK = marc(
    field("035", "  ", "a(LOCAL)777"),
    field("264", " 1", "aLakeford :", "bMeridian Press"),
    field("880", "10", "6245-01", "a水文学"),
    title="Hydrology",
    coded=coded(),
)
JOURNAL = marc(title="A journal", coded=coded(country="fi "), leader="     nas a22      i 4500")
SECRET = marc(field("506", "1 ", "aLocal use"), title="Restricted", coded=coded())


def books(facts: Mapping[str, object]) -> OfferVerdict | None:
    """A small rulebook: books are supplied, journals refused, the rest undecided."""
    return {"book": SUPPLY, "journal": OfferVerdict("refuse")}.get(str(facts["kind"]))


def drawn(seed: int = 7) -> Randomness:
    return random.Random(seed).randbytes


def published(edition: Edition | list[Edition], folder: Path, seed: int = 7) -> OfferSummary:
    return publish_offer(edition, books, folder, random=drawn(seed))


def test_what_is_offered_and_what_we_keep(tmp_path: Path) -> None:
    edition = imported(tmp_path / "e", JOURNAL + BOOK + SECRET)
    heard: list[int] = []
    summary = publish_offer(edition, books, tmp_path / "o", random=drawn(), progress=heard.append)
    assert summary == OfferSummary(3, 1, {"refuse": 1, "restricted by its record": 1, "supply": 1})
    assert heard == [3]
    item = OfferItem(
        identifier=new_identifier(drawn()),
        title="Hydrology",
        original_title="水文学",
        publisher="Meridian Press",
        place="Lakeford",
        year=1963,
        language="eng",
        kind="book",
        forms=("copy", "original"),
        channel="trading company",
    )
    assert (tmp_path / "o" / CATALOGUE_FILE).read_bytes() == item.line()
    assert pq.read_table(tmp_path / "o" / MAP_FILE).to_pylist() == [
        {
            "identifier": item.identifier,
            "edition": "e",
            "number": 1,
            "outcome": "supply",
            "channel": "trading company",
            "forms": ["copy", "original"],
            "approvals": ["desk"],
            "marking": "reference only",
            "basis": "I.2",
            "rule": "3",
        }
    ]
    assert sorted(path.name for path in (tmp_path / "o").iterdir()) == [CATALOGUE_FILE, MAP_FILE, REVIEWED_FILE]


def test_a_line_shows_only_what_may_be_shown(tmp_path: Path) -> None:
    published(imported(tmp_path / "e", BOOK), tmp_path / "o")
    line = (tmp_path / "o" / CATALOGUE_FILE).read_text()
    assert not [word for word in ("LOCAL", "777", "marking", "desk", "I.2", "number", "offset", "sz") if word in line]


RECORDS = st.lists(st.tuples(st.booleans(), st.text("abcdef激光", min_size=1, max_size=12)), max_size=12)


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_nothing_depends_on_what_is_withheld(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    titles = data.draw(st.lists(st.text("abcdef激光", min_size=1, max_size=12), min_size=1, max_size=8))
    folder = tmp_path_factory.mktemp("offer")
    written = []
    for turn in ("one", "two"):
        source = b""
        for title in titles:
            source += b"".join(data.draw(st.lists(st.sampled_from([JOURNAL, SECRET, b"broken\x1e\x1d"]), max_size=3)))
            source += marc(title=title, coded=coded())
        published(imported(folder / turn, source), folder / f"offer {turn}")
        written.append((folder / f"offer {turn}" / CATALOGUE_FILE).read_bytes())
    assert written[0] == written[1]
    assert written[0].count(b"\n") == len(titles)


def test_lines_stand_in_the_order_of_their_identifiers(tmp_path: Path) -> None:
    source = b"".join(marc(title=f"Title {number:03}", coded=coded()) for number in range(100))
    published(imported(tmp_path / "e", source), tmp_path / "o")
    with (tmp_path / "o" / CATALOGUE_FILE).open("rb") as stream:
        items = [one for one in read_catalogue(stream) if isinstance(one, OfferItem)]
    assert [one.identifier for one in items] == sorted(one.identifier for one in items)
    titles = [one.title for one in items]
    assert sorted(titles) == [f"Title {number:03}" for number in range(100)]
    assert titles != sorted(titles)


def test_each_publication_draws_fresh_identifiers(tmp_path: Path) -> None:
    edition = imported(tmp_path / "e", BOOK)
    published(edition, tmp_path / "1", seed=1)
    published(edition, tmp_path / "2", seed=2)
    first, second = ((tmp_path / name / CATALOGUE_FILE).read_bytes() for name in ("1", "2"))
    assert first != second
    one, two = OfferItem.read(first), OfferItem.read(second)
    assert replace(one, identifier=two.identifier) == two


def test_several_editions_become_one_catalogue(tmp_path: Path) -> None:
    editions = [imported(tmp_path / "a", BOOK), imported(tmp_path / "b", JOURNAL + BOOK)]
    assert published(editions, tmp_path / "o").offered == 2
    rows = pq.read_table(tmp_path / "o" / MAP_FILE).to_pylist()
    assert [(row["edition"], row["number"]) for row in rows] == [("a", 0), ("b", 1)]


def test_nothing_to_offer_is_an_empty_catalogue(tmp_path: Path) -> None:
    assert published(imported(tmp_path / "e", JOURNAL), tmp_path / "o") == OfferSummary(1, 0, {"refuse": 1})
    assert (tmp_path / "o" / CATALOGUE_FILE).read_bytes() == b""


def test_a_restricted_record_is_withheld_whatever_the_verdict(tmp_path: Path) -> None:
    edition = imported(tmp_path / "e", SECRET)
    summary = publish_offer(edition, lambda facts: SUPPLY, tmp_path / "o", random=drawn())
    assert (summary.offered, (tmp_path / "o" / CATALOGUE_FILE).read_bytes()) == (0, b"")


def test_an_offer_is_never_overwritten(tmp_path: Path) -> None:
    edition = imported(tmp_path / "e", BOOK)
    published(edition, tmp_path / "o")
    with pytest.raises(FolderTaken):
        published(edition, tmp_path / "o")


def test_a_failing_rulebook_leaves_nothing(tmp_path: Path) -> None:
    def fail(facts: Mapping[str, object]) -> OfferVerdict:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        publish_offer(imported(tmp_path / "e", BOOK), fail, tmp_path / "o", random=drawn())
    assert [path.name for path in tmp_path.iterdir()] == ["e"]


IDS = [f"{number:026}" for number in range(4)]


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        (b"{", "it is not JSON"),
        (b"\xff", "it is not UTF-8"),
        (b"[]", "it is no JSON object"),
        (b"", "it is not JSON"),
        (b'{"title":"A"}', "its identifier is missing or has the wrong shape"),
        (b'{"identifier":"x","title":"A"}', "its identifier is missing or has the wrong shape"),
        (b'{"identifier":"%s"}' % IDS[2].encode(), "it has no title"),
        (b'{"identifier":"%s","title":" \\u0000"}' % IDS[2].encode(), "it has no title"),
        (
            b'{"identifier":"%s","title":"%s"}' % (IDS[2].encode(), b"x" * 5000),
            "its title is no text of at most 4000 characters",
        ),
        (b'{"identifier":"%s","title":["A"]}' % IDS[2].encode(), "its title is no text of at most 4000 characters"),
        (b'{"identifier":"%s","title":"A","year":"1963"}' % IDS[2].encode(), "its year is no year"),
        (b'{"identifier":"%s","title":"A","year":true}' % IDS[2].encode(), "its year is no year"),
        (
            b'{"identifier":"%s","title":"A","forms":"copy"}' % IDS[2].encode(),
            "its forms is no list of at most 500 texts",
        ),
        (b'{"identifier":"%s","title":"A"}' % IDS[1].encode(), "its identifier is repeated or stands out of order"),
        (b'{"identifier":"%s","title":"A"}' % IDS[0].encode(), "its identifier is repeated or stands out of order"),
        (b'{"a":' * 5000, "it is not JSON"),
        (b"x" * 600_000, "it has more than 262144 bytes"),
    ],
)
def test_a_bad_line_is_listed_and_its_neighbours_are_kept(line: bytes, fault: str) -> None:
    before, after = OfferItem(IDS[1], "before"), OfferItem(IDS[3], "after")
    found = list(read_catalogue(BytesIO(before.line() + line + b"\n" + after.line())))
    assert found == [before, LineFault(2, fault), after]


def test_unknown_keys_are_passed_over_and_text_is_cleaned() -> None:
    line = b'{"identifier":"%s","new":{"a":1},"title":"A\\u202eB\\u0007 C"}' % IDS[1].encode()
    assert OfferItem.read(line) == OfferItem(IDS[1], "AB C")


@settings(max_examples=200, deadline=None)
@given(st.text(), st.lists(st.text(), max_size=3), st.none() | st.integers(1, 9999))
def test_a_line_is_canonical_json(title: str, creators: list[str], year: int | None) -> None:
    told = {"identifier": IDS[1], "title": title, "creators": creators, "year": year}
    kept = {name: value for name, value in told.items() if value not in ("", [], None)}
    assert OfferItem(IDS[1], title, creators=tuple(creators), year=year).line() == canonical(kept) + b"\n"
