"""Nobody gets behind the sign-in page unasked; roles decide; approvers need a second factor; every page is guarded."""

from pathlib import Path

import pytest
from django.conf import settings as configured
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from verbale.records.person import Person, Role
from verbale.web import access

OPEN = {"sign-in", "sign-in-code", "sign-out", "language", "invitation", "health", "calendar-feed"}
"""The only addresses that answer to a stranger."""
CHANNEL = "channel/v1/"
"""Where nodes call, not people: no cookie counts there, only signatures."""


def patterns(inside=None, start=""):
    """Every address of the pages with its name and view."""
    for one in inside if inside is not None else get_resolver().url_patterns:
        if isinstance(one, URLResolver):
            yield from patterns(one.url_patterns, start + str(one.pattern))
        elif isinstance(one, URLPattern) and not start.startswith(CHANNEL):
            yield start + str(one.pattern), one.name, one.callback


def address(route: str) -> str:
    """The route with something in the place of every parameter."""
    while "<" in route:
        before, _, rest = route.partition("<")
        kind, _, after = rest.partition(">")
        route = before + ("1" if kind.startswith("int:") else "x") + after
    return f"/{route}"


def test_every_view_says_whom_it_is_for():
    assert [route for route, _, view in patterns() if not hasattr(view, "roles")] == []


def test_only_these_views_are_for_strangers():
    assert {name for _, name, view in patterns() if getattr(view, "roles", ()) is None} == OPEN


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_stranger_gets_nothing_but_the_sign_in_page(method):
    client = Client()
    answers = {}
    for route, name, _ in patterns():
        if name not in OPEN:
            answer = getattr(client, method)(address(route))
            answers[route] = (answer.status_code, answer.headers.get("Location", "").partition("?")[0])
    assert set(answers.values()) == {(302, "/sign-in")}


@pytest.mark.django_db
def test_an_unknown_address_tells_a_stranger_nothing():
    answer = Client().get("/orders/nothing/here")
    assert answer.status_code == 404
    assert "<nav" not in answer.content.decode()


def test_a_stranger_in_the_middle_of_a_page_is_led_to_sign_in(db):
    answer = Client().get("/", headers={"HX-Request": "true"})
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (200, "/sign-in")


def test_roles_decide(office, enter):
    pages = {
        "/people": {"administrator", "desk", "auditor"},
        "/people/invite": {"administrator"},
        "/authorities": {"administrator", "desk", "auditor"},
        "/office": {"administrator"},
        "/journal": {"auditor"},
        "/partners": set(Role.values),
        "/": set(Role.values),
    }
    found = {
        page: {role for role in Role.values if enter(getattr(office, role)).get(page).status_code == 200}
        for page in pages
    }
    assert found == pages


def test_who_may_not_reads_why(office, enter):
    answer = enter(office.librarian).get("/journal")
    assert answer.status_code == 403
    assert "it is for people with the role auditor" in answer.content.decode()


def test_an_approver_is_led_to_the_second_factor(office, enter, settings):
    client = enter(office.approver)
    settings.DEMO = False
    assert client.get("/").headers["Location"] == "/account/second-factor"
    assert client.get("/", headers={"HX-Request": "true"}).headers["HX-Redirect"] == "/account/second-factor"
    assert [client.get(page).status_code for page in ("/account/second-factor", "/account")] == [200, 200]
    assert client.post("/sign-out").headers["Location"] == "/sign-in"


def test_others_need_no_second_factor(office, enter, settings):
    client = enter(office.desk)
    settings.DEMO = False
    assert client.get("/").status_code == 200


def test_a_deactivated_person_is_out_at_once(office, enter):
    client = enter(office.desk)
    Person.objects.filter(pk=office.desk.pk).update(is_active=False)
    assert client.get("/").headers["Location"] == "/sign-in?next=/"


def test_things_that_one_may_not_see_are_not_found(office, enter):
    answer = enter(office.librarian).get(f"/people/{office.desk.pk}")
    assert answer.status_code == 404
    assert office.desk.name not in answer.content.decode()


def test_posting_without_our_own_form_is_refused(office, enter):
    client = Client(enforce_csrf_checks=True)
    client.force_login(office.administrator, backend="django.contrib.auth.backends.ModelBackend")
    answer = client.post(f"/people/{office.desk.pk}/deactivate")
    assert answer.status_code == 403
    assert "This form is too old" in answer.content.decode()
    assert Person.objects.get(pk=office.desk.pk).is_active


POLICY = {
    "default-src": "'none'", "script-src": "'self'", "style-src": "'self'", "img-src": "'self'", "font-src": "'self'",
    "connect-src": "'self'", "form-action": "'self'", "base-uri": "'none'", "frame-ancestors": "'none'",
}  # fmt: skip


@pytest.mark.parametrize("page", ["/sign-in", "/", "/account", "/people", "/nowhere", "/journal", "/healthz"])
def test_every_page_carries_the_strict_policy(office, enter, page):
    answer = enter(office.desk).get(page)
    given = dict(part.strip().split(" ", 1) for part in answer.headers["Content-Security-Policy"].split(";"))
    assert given == POLICY
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.headers["X-Frame-Options"] == "DENY"


def test_no_template_needs_anything_inline():
    folder = Path(access.__file__).parent / "templates"
    found = [
        f"{path.name}: {sign}"
        for path in folder.rglob("*.html")
        for sign in (" style=", " onclick=", " onchange=", "<style", "javascript:", " hx-on", "http://", "https://")
        if sign in path.read_text("utf-8")
    ]
    assert found == []


def test_nobody_is_let_past_by_the_settings():
    assert "verbale.web.access.SignedIn" in configured.MIDDLEWARE
