"""The office's glossary: terms with forms in two languages at least; what is dropped stays on record."""

import pytest

from tests.domain.cycle.bureau import acts
from verbale.domain.cycle import term
from verbale.domain.spine.person import NeedsRole
from verbale.records.term import Term

GDR = {"zh": ["德意志民主共和国", "民主德国"], "ru": ["Германская Демократическая Республика", "ГДР"]}


def added(bureau, forms=GDR, **more):
    return term.add(forms=forms, by=bureau.who("desk"), at=bureau.at(), **more)


def test_a_term_is_kept_without_what_is_empty(bureau):
    row = added(bureau, {"zh": [" 水文 ", ""], "ru": ["гидрология"], "de": [" "]}, note=" A science ")
    assert (row.forms, row.note, row.title("ru")) == ({"zh": ["水文"], "ru": ["гидрология"]}, "A science", "гидрология")
    assert term.forms() == [{"zh": ["水文"], "ru": ["гидрология"]}]
    assert acts(row) == ["term.added"]


def test_three_terms_come_in_the_order_in_which_they_were_kept(bureau):
    kept = [{"zh": [f"词{number}"], "ru": [f"слово {number}"]} for number in range(3)]
    for forms in kept:
        added(bureau, forms)
    assert term.forms() == kept


def test_a_dropped_term_counts_no_more_and_stays(bureau):
    row = added(bureau)
    at = bureau.at()
    term.drop(term=row, by=bureau.who("desk"), at=at)
    assert (term.forms(), Term.objects.get().dropped_at) == ([], at)
    with pytest.raises(term.DroppedBefore):
        term.drop(term=row, by=bureau.who("desk"), at=bureau.at())
    assert acts(row) == ["term.added", "term.dropped"]


@pytest.mark.parametrize(
    "forms",
    [
        {},
        {"zh": ["水文"]},
        {"zh": ["水文"], "ru": [" "]},
        {"zh": ["水文"], "Russian language": ["гидрология"]},
        {"zh": ["水文"], "": ["гидрология"]},
        {"zh": ["水文"], "ru": ["г" * 201]},
        {"zh": ["水文"], "ru": [f"г{number}" for number in range(21)]},
        {"zh": ["水文"], "ru": ["гидро\0логия"]},
    ],
)
def test_what_is_no_term_is_refused(bureau, forms):
    with pytest.raises(term.BadTerm):
        added(bureau, forms)
    assert not Term.objects.exists()


def test_a_glossary_has_an_end(bureau, monkeypatch):
    monkeypatch.setattr(term, "MOST_TERMS", 1)
    row = added(bureau)
    with pytest.raises(term.BadTerm):
        added(bureau)
    term.drop(term=row, by=bureau.who("desk"), at=bureau.at())
    added(bureau)


def test_only_the_desk_keeps_it(bureau):
    stranger = {"by": bureau.who("librarian"), "at": bureau.at()}
    with pytest.raises(NeedsRole):
        term.add(forms=GDR, **stranger)
    with pytest.raises(NeedsRole):
        term.drop(term=added(bureau), **stranger)
