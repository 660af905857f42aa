"""Items taken out of an index."""

from pathlib import Path

import pytest

from verbale.engines.catalogue import (
    NoIndex,
    NoItem,
    OfferItem,
    build_index,
    read_offer_item,
    search,
    suggestions,
    withdraw_items,
)

ITEMS = [OfferItem(f"{number:026}", f"Waters, part {number}") for number in range(5)]


def catalogue(folder: Path) -> Path:
    (folder / "catalogue.jsonl").write_bytes(b"".join(item.line() for item in ITEMS))
    return folder / "catalogue.jsonl"


def found(index: Path) -> list[OfferItem]:
    return sorted(search(index, "waters").items, key=lambda item: item.identifier)


def test_what_is_withdrawn_is_found_no_longer(tmp_path: Path) -> None:
    index = tmp_path / "index"
    build_index(catalogue(tmp_path), index)
    assert found(index) == ITEMS
    withdraw_items(index, [ITEMS[0].identifier, ITEMS[3].identifier, "unheard of"])
    assert (found(index), search(index, "").total) == ([ITEMS[1], ITEMS[2], ITEMS[4]], 3)
    with pytest.raises(NoItem):
        read_offer_item(index, ITEMS[3].identifier)
    withdraw_items(index, [item.identifier for item in ITEMS])
    assert found(index) == []
    assert [path.name for path in sorted(tmp_path.iterdir())] == ["catalogue.jsonl", "index"]


def test_an_index_built_again_leaves_them_out(tmp_path: Path) -> None:
    gone = {ITEMS[0].identifier}
    assert build_index(catalogue(tmp_path), tmp_path / "index", without=gone).items == 4
    assert found(tmp_path / "index") == ITEMS[1:]
    everything = {item.identifier for item in ITEMS}
    assert build_index(catalogue(tmp_path), tmp_path / "index", without=everything).items == 0


def test_words_of_what_is_withdrawn_are_proposed_no_longer(tmp_path: Path) -> None:
    items = [OfferItem("1" * 26, "Glacier"), OfferItem("2" * 26, "Glazier")]
    (tmp_path / "catalogue.jsonl").write_bytes(b"".join(item.line() for item in items))
    index = tmp_path / "index"
    build_index(tmp_path / "catalogue.jsonl", index)
    assert suggestions(index, "glazierr") == ("glazier",)
    withdraw_items(index, ["2" * 26])
    assert suggestions(index, "glazierr") == suggestions(index, "glazier") == ("glacier",)


def test_there_must_be_an_index(tmp_path: Path) -> None:
    with pytest.raises(NoIndex):
        withdraw_items(tmp_path / "nowhere", [])
