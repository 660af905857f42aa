"""The page that lists the remarks on records of an edition."""

import pytest

from tests.engines.catalogue.build import marc
from tests.engines.catalogue.test_encoding import encoded
from tests.web.shelf import text_of
from tests.web.test_changes import imported
from verbale.web import words


@pytest.fixture
def edition(shelf):
    return imported(shelf, encoded("Über Flüsse", "cp1252", said=" ") + b"00099" + marc(title="Snow")[5:])


def test_remarks_stand_with_their_records(shelf, edition):
    desk = shelf.client("desk")
    answer = desk.get(f"/editions/{edition.pk}/remarks")
    assert [(one.number, one.kind) for one in answer.context["page"]] == [(0, "encoding"), (1, "length")]
    assert f'href="/editions/{edition.pk}/records/1">Snow</a>' in answer.content.decode()
    narrowed = desk.get(f"/editions/{edition.pk}/remarks", {"kind": "length"})
    assert [one.title for one in narrowed.context["page"]] == ["Snow"]
    assert "None." in text_of(desk.get(f"/editions/{edition.pk}/remarks", {"kind": "end"}))


def test_the_edition_counts_them_by_kind(shelf, edition):
    shown = shelf.client("desk").get(f"/editions/{edition.pk}").content.decode()
    assert f'href="/editions/{edition.pk}/remarks?kind=encoding">encoding not as declared: 1</a>' in shown


def test_only_the_desk_and_the_auditor_see_them(shelf, edition):
    seen = {
        role: shelf.client(role).get(f"/editions/{edition.pk}/remarks").status_code
        for role in ("desk", "auditor", "librarian")
    }
    assert seen == {"desk": 200, "auditor": 200, "librarian": 403}


def test_a_reason_is_put_into_the_readers_language_as_a_sentence_filled_in(monkeypatch):
    chinese = {
        "it breaks off without a record terminator; {why}": "缺少记录结束符：{why}",
        "it has no fields": "没有字段",
    }
    monkeypatch.setattr(words, "_t", lambda text: chinese.get(text, text))
    told = ["it breaks off without a record terminator; it has no fields", "905: wrong indicators", "of {ours} not"]
    assert list(map(words.reason, told)) == ["缺少记录结束符：没有字段", *told[1:]]
