"""The glossary at its pages: terms with forms by language, added and dropped, and the differences that they cause."""

import pytest
from django.urls import reverse

from tests.domain.cycle.minuting import conclusion
from tests.web.signing import bureau, room, words_of
from verbale.domain.cycle import term as terms
from verbale.records.term import Term

__all__ = ["bureau", "room"]

LIST, ADD = reverse("terms"), reverse("term-add")
FORMS = {"forms_zh": "水文研究所", "forms_ru": "Институт гидрологии\nИнститута гидрологии"}


def of(row, name="term"):
    return reverse(name, args=[row.pk])


@pytest.fixture
def term(room):
    said = {"zh": ["水文研究所"], "ru": ["Институт гидрологии"]}
    return terms.add(forms=said, by=room.minuting.bureau.who("desk"), at=room.minuting.at(), note="Annex 2")


def test_who_reaches_which_page(room, term):
    expected = {"desk": (200, 200), "committee": (200, 403), "auditor": (200, 403), "librarian": (403, 403)}
    for handle, (reads, writes) in expected.items():
        assert {room.get(handle, one).status_code for one in (LIST, of(term))} == {reads}
        assert {room.get(handle, one).status_code for one in (ADD, of(term, "term-drop"))} == {writes}
    assert "Add a term" not in words_of(room.get("auditor", LIST))


def test_a_term_is_added_with_its_forms(room):
    done = room.post("desk", ADD, **FORMS, note="Annex 2")
    row = Term.objects.get()
    assert done.headers["Location"] == of(row)
    assert row.forms == {"zh": ["水文研究所"], "ru": ["Институт гидрологии", "Института гидрологии"]}
    page = room.get("auditor", LIST).content.decode()
    assert '<span lang="ru">Институт гидрологии, Института гидрологии</span>' in page
    assert "Annex 2" in page


def test_a_term_in_one_language_is_refused_and_nothing_typed_is_lost(room):
    page = room.post("desk", ADD, forms_zh="水文研究所", note="Annex 2")
    assert page.status_code == 400
    assert "fewer than two languages" in words_of(page)
    assert "水文研究所" in page.content.decode()
    assert not Term.objects.exists()


def test_a_term_is_dropped_and_stays_readable(room, term):
    assert room.post("desk", of(term, "term-drop")).headers["Location"] == LIST
    assert "水文研究所" not in words_of(room.get("desk", LIST))
    assert "水文研究所" in words_of(room.get("desk", f"{LIST}?dropped=1"))
    assert "Drop the term" not in words_of(room.get("desk", of(term)))
    assert room.post("desk", of(term, "term-drop")).status_code == 409


def test_forcing_what_is_not_offered(room, term):
    assert room.post("auditor", ADD, **FORMS).status_code == 403
    assert room.post("committee", of(term, "term-drop")).status_code == 403
    assert Term.objects.get().dropped_at is None


def test_the_differences_that_a_term_causes(room, term):
    assert "None: wherever one language names it" in words_of(room.get("desk", of(term)))
    room.minuting.proposed(
        room.minuting.revision(
            conclusion(
                zh="我方于一九五七年十二月十四日前向水文研究所寄送三十三份目录。",
                ru="Наша сторона направит 33 каталога до 14 декабря 1957 г.",
            )
        )
    )
    page = words_of(room.get("desk", of(term)))
    assert "水文研究所" in page
    assert "open" in page
    other = terms.add(
        forms={"zh": ["目录"], "ru": ["Каталоги"]}, by=room.minuting.bureau.who("desk"), at=room.minuting.at()
    )
    assert "None: wherever" in words_of(room.get("desk", of(other)))


def test_the_list_costs_the_same_with_more(room, term, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = room.client("auditor")
    client.get(LIST)
    with CaptureQueriesContext(connection) as first:
        client.get(LIST)
    for number in range(3):
        said = {"en": [f"Term {number}"], "ru": [f"Термин {number}"]}
        terms.add(forms=said, by=room.minuting.bureau.who("desk"), at=room.minuting.at())
    with django_assert_num_queries(len(first)):
        client.get(LIST)
