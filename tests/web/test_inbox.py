"""The inbox and the search page: what waits for whom, linked, with its due date; nothing past the reader."""

from datetime import timedelta

import pytest

from tests.web.test_person import text
from verbale.domain.books.task import Task
from verbale.domain.spine.correspondence import log
from verbale.web import inbox


@pytest.fixture
def waiting(monkeypatch, office, clock):
    """Three tasks, as the book of the inbox would find them; a namesake has the last."""
    today, late = clock.now().date(), clock.now().date() - timedelta(days=1)
    since = clock.now() - timedelta(days=4)
    mine, theirs = {"assigned_id": office.desk.pk}, {"assigned_id": office.auditor.pk}
    tasks = [
        Task("Decide", "IN-1", "party", office.partner.pk, since, late, "Desk Person", **mine, count=3),
        Task("Take up", "IN-2", "party", office.partner.pk, since, today),
        Task("Look into it", "IN-3", "thing without a page", "x", since, None, "Desk Person", **theirs),
    ]
    monkeypatch.setattr(inbox, "inbox", lambda *, person, at: tasks)
    return office


def test_tasks_show_due_date_age_assignment_count_and_place(waiting, enter):
    answer = enter(waiting.desk).get("/")
    shown, page = text(answer), answer.content.decode()
    assert "1 task is overdue." in shown
    assert "Decide 3 lines IN-1 20 Nov 2026 4 days Desk Person" in shown
    assert "Take up IN-2 21 Nov 2026 today 4 days —" in shown
    assert page.count(f'href="/partners/{waiting.partner.pk}"') == 2
    assert "Look into it IN-3 — 4 days Desk Person" in shown


@pytest.mark.parametrize(("whose", "expected"), [("", 3), ("mine", 1), ("free", 1), ("nonsense", 3)])
def test_tasks_are_narrowed_by_assignment(waiting, enter, whose, expected):
    context = enter(waiting.desk).get("/", {"whose": whose}).context
    assert (len(context["rows"]), context["counts"]) == (expected, {"all": 3, "mine": 1, "free": 1})


def test_an_empty_inbox_says_so(office, enter):
    assert "Nothing waits for you." in text(enter(office.librarian).get("/"))


def test_search_finds_what_the_reader_may_see(office, enter, clock):
    log(
        what="talk", on="2026-11-20", said_by="Their secretary", subject="Hydrology of the upper river",
        by=office.desk, at=clock.now(), partner=office.partner,
    )  # fmt: skip
    found = {role: "upper river" in text(enter(getattr(office, role)).get("/search?q=hydrology+river")) for role in
             ("desk", "auditor", "librarian", "approver")}  # fmt: skip
    assert found == {"desk": True, "auditor": True, "librarian": False, "approver": False}


def test_search_says_when_it_finds_nothing_or_is_asked_nothing(office, enter):
    client = enter(office.desk)
    nothing = client.get("/search", {"q": "nothing <b>"})
    assert "Nothing that you may see holds all these words." in text(nothing)
    assert "<b>" not in nothing.content.decode()
    assert "Type words or a number" in text(client.get("/search"))


def test_the_node_answers_whoever_watches_over_it(client, db):
    answer = client.get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok\n")
