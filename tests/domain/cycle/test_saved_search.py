"""Searches that a person keeps are theirs alone."""

import pytest

from verbale.domain.cycle import saved_search
from verbale.domain.spine.person import NeedsRole
from verbale.engines.catalogue import Filters
from verbale.kernel.errors import NotFound
from verbale.records.saved_search import SavedSearch


def save(bureau, name="Ice", role="librarian", **facts):
    given = {"query": "ice", "filters": {"language": "rus", "year_from": 1960, "kind": None}, "order": "newest"} | facts
    return saved_search.save(partner=bureau.partner, name=name, by=bureau.who(role), at=bureau.at(), **given)


def test_a_search_is_kept_and_replaced_and_forgotten(bureau):
    kept = save(bureau, name="  Ice ")
    assert (kept.name, kept.query, kept.order, saved_search.filters_of(kept)) == (
        "Ice", "ice", "newest", Filters(language="rus", year_from=1960),
    )  # fmt: skip
    save(bureau, query="snow", order="by weight", filters={"color": "red"})
    (kept,) = SavedSearch.objects.all()
    assert (kept.query, kept.order, kept.filters) == ("snow", "relevance", {})
    saved_search.forget(name="Ice", partner=bureau.partner, by=bureau.who("librarian"))
    assert SavedSearch.objects.count() == 0


def test_nobody_sees_or_forgets_another_s(bureau):
    save(bureau)
    assert not SavedSearch.objects.visible_to(bureau.who("desk")).exists()
    with pytest.raises(NotFound):
        saved_search.forget(name="Ice", partner=bureau.partner, by=bureau.who("desk"))


def test_what_cannot_be_kept(bureau, monkeypatch):
    with pytest.raises(saved_search.NoName):
        save(bureau, name=" ")
    with pytest.raises(NeedsRole):
        save(bureau, role="committee")
    monkeypatch.setattr(saved_search, "MOST", 1)
    save(bureau)
    save(bureau)
    with pytest.raises(saved_search.TooMany):
        save(bureau, name="Snow")
