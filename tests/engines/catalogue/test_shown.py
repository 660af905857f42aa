"""What a partner was shown, from edition to edition: kept identifiers, and what is withdrawn."""

import random
from pathlib import Path

import pyarrow.parquet as pq

from tests.engines.catalogue.test_following import ONE, THREE, TWO, first, followed, item
from verbale.engines.catalogue import (
    MAP_FILE,
    Edition,
    OfferVerdict,
    descend,
    publish_offer,
    withdrawn_items,
    write_kept,
)

SUPPLY = OfferVerdict("supply", basis="I.2")


def offered(folder: Path, editions: list[Edition], kept: Path | None = None, seed: int = 1) -> dict[str, str]:
    """By title, the identifier under which each record was offered."""
    publish_offer(editions, lambda facts: SUPPLY, folder, random=random.Random(seed).randbytes, kept=kept)
    rows = pq.read_table(folder / MAP_FILE).to_pylist()
    titled = {edition.folder.name: [row["title"] for row in edition.rows(["title"])] for edition in editions}
    return {str(titled[row["edition"]][row["number"]]): row["identifier"] for row in rows}


def chain(folder: Path) -> list[Edition]:
    """Three editions: One goes in the second, Three in the third."""
    a = first(folder / "a", ONE + TWO + THREE + item(4, "Four"))
    b, *_ = followed(folder / "b", item(4, "Four") + THREE + item(2, "Two", "c") + item(5, "Five"), a)
    c, *_ = followed(folder / "c", item(3, "", "d") + item(1, "One"), b, corrections=True)
    return [a, b, c]


def folders(editions: list[Edition]) -> list[Path]:
    return [edition.folder for edition in editions]


def test_a_record_is_followed_to_its_number_today(tmp_path: Path) -> None:
    a, b, c = folders(chain(tmp_path))
    assert descend(range(4), [b, c]) == {1: 1, 3: 0}
    assert descend(range(4), [c]) == {0: 0, 2: 1, 3: 2}
    assert (descend([2], []), descend([99], [b]), descend([], [b])) == ({2: 2}, {}, {})


def test_only_what_the_last_edition_withdrew_is_told(tmp_path: Path) -> None:
    editions = chain(tmp_path)
    shown = offered(tmp_path / "o", editions[:1])
    told = [withdrawn_items(tmp_path / "o" / MAP_FILE, folders(editions)[:upto], tmp_path) for upto in (2, 3)]
    assert told == [[shown["One"]], [shown["Three"]]]
    later = offered(tmp_path / "p", editions[1:2], seed=2)
    assert withdrawn_items(tmp_path / "p" / MAP_FILE, folders(editions), tmp_path) == [later["Three"]]
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".spill")]


def test_what_was_never_shown_is_never_told(tmp_path: Path) -> None:
    editions = chain(tmp_path)
    other = first(tmp_path / "other", item(1, "One"))
    offered(tmp_path / "o", [other])
    assert withdrawn_items(tmp_path / "o" / MAP_FILE, folders(editions)[:2], tmp_path) == []


def test_identifiers_stay_as_long_as_a_record_is_held(tmp_path: Path) -> None:
    editions, other = chain(tmp_path), first(tmp_path / "other", item(1, "Another one"))
    shown = offered(tmp_path / "o", [*editions[:1], other])
    write_kept(tmp_path / "o" / MAP_FILE, [folders(editions), [other.folder]], tmp_path / "kept.parquet")
    again = offered(tmp_path / "p", [editions[2], other], tmp_path / "kept.parquet", seed=2)
    assert {title for title in again if again[title] == shown.get(title)} == {"Two", "Four", "Another one"}
    assert again.keys() - shown.keys() == {"Five"}
    assert again["One"] != shown["One"]


def test_drawn_identifiers_do_not_depend_on_kept_ones(tmp_path: Path) -> None:
    a = first(tmp_path / "a", ONE)
    offered(tmp_path / "o", [a])
    write_kept(tmp_path / "o" / MAP_FILE, [[a.folder]], tmp_path / "kept.parquet")
    more, *_ = followed(tmp_path / "b", ONE + TWO, a)
    write_kept(tmp_path / "o" / MAP_FILE, [[a.folder, more.folder]], tmp_path / "both.parquet")
    alone = offered(tmp_path / "p", [first(tmp_path / "c", TWO)], seed=3)
    assert offered(tmp_path / "q", [more], tmp_path / "both.parquet", seed=3)["Two"] == alone["Two"]
