"""The page that links the records of an edition which may be of one work."""

import pytest

from tests.engines.catalogue.build import field, marc
from tests.web.shelf import text_of
from tests.web.test_changes import imported

TWICE = b"".join(marc(field("020", "  ", "a9781851245130"), title=title) for title in ("Waters", "The waters"))


@pytest.fixture
def edition(shelf):
    return imported(shelf, TWICE + marc(title="Snow"))


def test_groups_stand_with_their_reason(shelf, edition):
    desk = shelf.client("desk")
    answer = desk.get(f"/editions/{edition.pk}/duplicates")
    assert [(str(called), one.key, one.size) for called, one in answer.context["page"]] == [
        ("the same ISBN", "9781851245130", 2)
    ]
    assert f'href="/editions/{edition.pk}/records/1">The waters</a>' in answer.content.decode()
    assert "No two records" in text_of(desk.get(f"/editions/{edition.pk}/duplicates", {"reason": "work"}))
    assert f"/editions/{edition.pk}/duplicates" in desk.get(f"/editions/{edition.pk}").content.decode()


def test_only_the_desk_and_the_auditor_see_them(shelf, edition):
    seen = {
        role: shelf.client(role).get(f"/editions/{edition.pk}/duplicates").status_code
        for role in ("desk", "auditor", "librarian")
    }
    assert seen == {"desk": 200, "auditor": 200, "librarian": 403}
