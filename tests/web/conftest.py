"""An office with its people, a partner and keys; clients who are signed in."""

from collections.abc import Callable
from datetime import datetime
from types import SimpleNamespace

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.test import Client

from tests.bounds import unhurried  # noqa: F401 - for all tests here
from tests.once import once
from tests.web.keys import public_keys
from tests.web.shelf import shelf  # noqa: F401 - a fixture of all tests here
from verbale.domain.spine import office as offices
from verbale.domain.spine import party, party_keys, person
from verbale.kernel.clock import SetClock
from verbale.records.person import Invitation, Person
from verbale.web import moment

PASSWORD = "a sentence is good enough"
HASHED = MD5PasswordHasher().encode(PASSWORD, "salt")


@pytest.fixture(autouse=True)
def clock_of_pages(monkeypatch: pytest.MonkeyPatch, clock: SetClock, settings) -> SetClock:
    """The pages tell the test's time. Passwords are hashed fast."""
    monkeypatch.setattr(moment, "CLOCK", clock)
    settings.PASSWORD_HASHERS = [
        "django.contrib.auth.hashers.MD5PasswordHasher",
        "django.contrib.auth.hashers.PBKDF2PasswordHasher",
    ]
    return clock


@pytest.fixture
def add_person(db, clock: SetClock) -> Callable[..., Person]:
    """Adds somebody who accepted the invitation: ``add_person("desk", "approver")`` has these roles."""

    def add(*roles: str, handle: str = "", name: str = "") -> Person:
        handle = handle or roles[0]
        who, _ = person.invite(
            handle=handle, name=name or f"{handle.title()} Person", email=f"{handle}@example.org", roles=roles,
            by=None, at=clock.now(),
        )  # fmt: skip
        Person.objects.filter(pk=who.pk).update(password=HASHED)
        Invitation.objects.filter(person=who).delete()
        return Person.objects.get(pk=who.pk)

    return add


@pytest.fixture
def office(add_person, clock: SetClock) -> SimpleNamespace:
    """A complete office: its people by role, ourselves with keys, and a partner without."""
    at = clock.now()
    made, _ = once(("office of pages", at), lambda: (_founded(add_person, at), None))
    return made


def _founded(add_person: Callable[..., Person], at: datetime) -> SimpleNamespace:
    people = {role: add_person(role) for role in ("administrator", "desk", "approver", "librarian", "auditor")}
    offices.describe(
        by=None, at=at, names={"en": "International desk", "zh": "国际处"}, languages=["en", "zh"],
        time_zone="Europe/Zurich", complete=True,
    )  # fmt: skip
    us = party.introduce(code="OURS", names={"en": "Our institute"}, language="en", by=None, at=at, is_us=True)
    party_keys.add(party=us, keys=public_keys("ours"), by=None, at=at)
    partner = party.introduce(
        code="FI-NHI", names={"en": "Nordic Hydrology Institute", "zh": "北方水文研究所"}, language="en",
        by=people["administrator"], at=at, country="FI",
    )  # fmt: skip
    return SimpleNamespace(**people, us=us, partner=partner)


@pytest.fixture
def enter(settings) -> Callable[[Person], Client]:
    """A client in which the person is signed in, in a demo, which asks nobody for a second factor."""
    settings.DEMO = True

    def sign_in(who: Person) -> Client:
        client = Client()
        client.force_login(who, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return sign_in
