"""Signing in and out, the second factor, the language, too many attempts."""

import time

import pytest
from django.test import Client
from django_otp.oath import TOTP

from tests.web.conftest import PASSWORD
from verbale.domain.spine import second_factor
from verbale.records.person import Person

WRONG = "The sign-in name or the password is wrong."


def code_now(device) -> str:
    totp = TOTP(device.bin_key, device.step, device.t0, device.digits, device.drift)
    totp.time = time.time()
    return f"{totp.token():06d}"


@pytest.fixture
def with_device(office, clock):
    """The approver, with a second factor and its recovery codes."""
    device = second_factor.begin(office.approver)
    second_factor.confirm(person=office.approver, code=code_now(device), at=clock.now())
    device.refresh_from_db()
    device.last_t = -1
    device.save()
    return device, second_factor.recovery_codes(person=office.approver, at=clock.now())


def sign_in(client, handle, password=PASSWORD, **more):
    return client.post("/sign-in", {"handle": handle, "password": password, **more})


def test_signing_in_leads_to_the_inbox(office):
    answer = sign_in(Client(), "desk")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")
    assert answer.cookies["verbale_language"].value == "en"


def test_signing_in_leads_to_the_page_that_was_asked_for(office):
    assert sign_in(Client(), "desk", next="/people?x=1").headers["Location"] == "/people?x=1"


@pytest.mark.parametrize(
    "elsewhere", ["https://example.org/", "//example.org", "javascript:alert(1)", "/\\example.org"]
)
def test_signing_in_leads_nowhere_else(office, elsewhere):
    assert sign_in(Client(), "desk", next=elsewhere).headers["Location"] == "/"


@pytest.mark.parametrize("handle", ["desk", "nobody"])
def test_a_wrong_password_and_an_unknown_name_look_alike(office, handle):
    answer = sign_in(Client(), handle, "something else")
    assert answer.status_code == 422
    assert WRONG in answer.content.decode()


def test_an_empty_form_names_each_field(office):
    text = Client().post("/sign-in", {"handle": ""}).content.decode()
    assert 'href="#id_handle"' in text
    assert 'href="#id_password"' in text


def test_a_deactivated_person_cannot_sign_in(office):
    Person.objects.filter(pk=office.desk.pk).update(is_active=False)
    assert sign_in(Client(), "desk").status_code == 422


def test_the_second_factor_is_asked_for(with_device):
    device, _ = with_device
    client = Client()
    assert sign_in(client, "approver", next="/account").headers["Location"] == "/sign-in/code"
    assert client.get("/").headers["Location"] == "/sign-in?next=/"
    assert client.post("/sign-in/code", {"code": code_now(device)}).headers["Location"] == "/account"
    assert client.get("/").status_code == 200


def test_a_wrong_code_is_refused(with_device):
    client = Client()
    sign_in(client, "approver")
    answer = client.post("/sign-in/code", {"code": "000000"})
    assert answer.status_code == 409
    assert "This code is wrong" in answer.content.decode()
    assert client.get("/").status_code == 302


def test_a_recovery_code_works_once(with_device):
    _, codes = with_device
    for expected in (302, 409):
        client = Client()
        sign_in(client, "approver")
        assert client.post("/sign-in/code", {"code": codes[0]}).status_code == expected


def test_the_code_must_come_soon(with_device, clock):
    device, _ = with_device
    client = Client()
    sign_in(client, "approver")
    clock.forward(seconds=301)
    assert client.post("/sign-in/code", {"code": code_now(device)}).headers["Location"] == "/sign-in"


def test_the_code_page_needs_a_password_first(db):
    assert Client().get("/sign-in/code").headers["Location"] == "/sign-in"


def test_setting_the_second_factor_up(office, settings):
    settings.DEMO = False
    client = Client()
    sign_in(client, "approver")
    assert client.get("/account/second-factor/picture").headers["Content-Type"] == "image/svg+xml"
    device = second_factor.begin(office.approver)
    assert client.post("/account/second-factor", {"code": "000000"}).status_code == 409
    device.refresh_from_db()
    device.throttling_failure_count, device.throttling_failure_timestamp = 0, None
    device.save()
    answer = client.post("/account/second-factor", {"code": code_now(device)})
    assert (
        answer.content.decode().count("<li>") - answer.content.decode().count("<li><a") == second_factor.RECOVERY_CODES
    )
    assert client.get("/").status_code == 200
    assert client.get("/account/second-factor").headers["Location"] == "/account"


def test_signing_out(office, enter):
    client = enter(office.desk)
    assert client.get("/sign-out").status_code == 405
    assert client.post("/sign-out").headers["Location"] == "/sign-in"
    assert client.get("/").status_code == 302


def test_too_many_attempts_lock_out(office, settings):
    settings.AXES_ENABLED = True
    client = Client()
    answers = [sign_in(client, "desk", "wrong").status_code for _ in range(8)]
    assert answers == [422] * 7 + [429]
    locked = sign_in(client, "desk")
    assert locked.status_code == 429
    assert "Too many attempts" in locked.content.decode()


def test_the_language_is_kept_in_the_cookie_and_on_the_person(office, enter):
    client = enter(office.desk)
    answer = client.post("/language", {"language": "zh-hans", "next": "/people"})
    assert (answer.headers["Location"], answer.cookies["verbale_language"].value) == ("/people", "zh-hans")
    assert Person.objects.get(pk=office.desk.pk).language == "zh-hans"
    assert '<html lang="zh-hans">' in client.get("/").content.decode()


def test_a_stranger_chooses_a_language_too(db):
    client = Client()
    client.post("/language", {"language": "zh-hans", "next": "/sign-in"})
    assert '<html lang="zh-hans">' in client.get("/sign-in").content.decode()


def test_an_unknown_language_changes_nothing(office, enter):
    client = enter(office.desk)
    assert "verbale_language" not in client.post("/language", {"language": "xx"}).cookies
    assert Person.objects.get(pk=office.desk.pk).language == "en"
