"""A node's people at a terminal: commands run in this process, as somebody, against the test's database."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from tests.bounds import unhurried  # noqa: F401 - for all tests here
from tests.domain.cycle.bureau import Bureau
from tests.engines.paper.documents import drawn
from tests.once import once
from tests.patience import PATIENCE
from tests.shared import ROOT
from verbale.cli.main import verbale
from verbale.domain.spine import office, party, person, token
from verbale.kernel.clock import SystemClock
from verbale.records.person import Person, Role

RULEBOOKS = ROOT / "src" / "verbale" / "rulebooks"


@dataclass
class Terminal:
    """Runs commands as one person; ``secret`` is their token."""

    secret: str
    state: Path

    def run(self, *args: str, input: str | None = None) -> Result:
        environment = {"VERBALE_TOKEN": self.secret, "XDG_STATE_HOME": str(self.state)}
        return CliRunner().invoke(verbale, args, input=input, env=environment)

    def done(self, *args: str) -> Any:
        """What a command says as JSON; it must have gone well, with nothing else on standard output."""
        result = self.run(*args, "--json")
        assert (result.exit_code, result.stderr) == (0, ""), result.stderr
        return json.loads(result.stdout)


def run(*args: object, input: str | None = None) -> Result:
    """Runs a command that needs no node."""
    return CliRunner().invoke(verbale, [str(each) for each in args], input=input)


@pytest.fixture
def nobody(home: Any, db: None, tmp_path: Path) -> Terminal:
    """A terminal at which nobody is signed in."""
    return Terminal("", tmp_path / "state")


@pytest.fixture
def hire(nobody: Terminal, request: pytest.FixtureRequest) -> Hiring:
    """Makes a person with roles and gives the terminal at which they are signed in."""
    at, with_partner = SystemClock().now(), "partner" in request.fixturenames

    def begun() -> tuple[Person, None]:
        first = _begin(at)
        if with_partner:
            _introduce_partner(Hiring(first, at, nobody.state))
        return first, None

    first, _ = once(("node at terminals", with_partner), begun)
    return Hiring(first, at, nobody.state)


@dataclass
class Hiring:
    """Makes people, as ``first`` invites them."""

    first: Person
    at: datetime
    state: Path

    def __call__(self, handle: str, *roles: str, second_factor: bool = False) -> Terminal:
        who = Person.objects.filter(handle=handle).first()
        if who is None:
            who, _ = person.invite(
                handle=handle, name=handle.title(), email=f"{handle}@ours.example", roles=roles, by=self.first,
                at=self.at,
            )  # fmt: skip
        _, secret = token.issue(person=who, label="test", second_factor=second_factor, at=self.at)
        return Terminal(secret, self.state)


def _begin(at: datetime) -> Person:
    """The first administrator of a node, and its office."""
    first, _ = person.invite(
        handle="first", name="First", email="", roles=[Role.ADMINISTRATOR], by=None, at=at, language="en"
    )
    office.describe(by=None, at=at, names={"en": "Institute"}, languages=["en"], time_zone="UTC")
    party.introduce(code="OURS", names={"en": "Institute"}, language="en", by=None, at=at, is_us=True)
    return first


@pytest.fixture
def desk(hire: Hiring) -> Terminal:
    """The terminal of a desk officer."""
    return hire("desk", Role.DESK)


@pytest.fixture
def admin(hire: Hiring) -> Terminal:
    """The terminal of an administrator."""
    return hire("admin", Role.ADMINISTRATOR)


@pytest.fixture
def auditor(hire: Hiring) -> Terminal:
    """The terminal of an auditor."""
    return hire("auditor", Role.AUDITOR)


@pytest.fixture
def at_desk(bureau: Bureau, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Terminal]:
    """Gives the terminal of somebody of a bureau, which the test file takes from the carrier's tests.

    It tells the bureau's time: by another clock what was issued there has expired, or is not valid yet.
    """
    monkeypatch.setattr("verbale.cli.sign_in.SystemClock", lambda: bureau.clock)

    def made(handle: str) -> Terminal:
        _, secret = token.issue(person=bureau.who(handle), label="test", second_factor=True, at=bureau.at())
        return Terminal(secret, tmp_path / "state")

    return made


@pytest.fixture
def partner(hire: Hiring) -> str:
    """The code of a partner for which the policy of 1964 is used, with the authorities that it names."""
    return "FI-NHI"  # made with the node, of which a test is given both at once


def _introduce_partner(hire: Hiring) -> None:
    admin, other = hire("admin", Role.ADMINISTRATOR), hire("other", Role.ADMINISTRATOR)
    admin.done("partner", "add", "FI-NHI", "--name", "Nordic Institute")
    admin.done("policy", "define", "supply", "--title", "Supply")
    for code in ("department-in-charge", "committee"):
        hire(code, Role.APPROVER)
        admin.done("authority", "define", code, "--title", code)
        held = admin.done("authority", "propose", code, code, "--from", "2020-01-01")
        other.done("authority", "confirm", held["id"])
    bring_into_force(admin, hire, "supply", RULEBOOKS / "supply-1964.dmn", "1964-02-18")
    admin.done("policy", "use", "supply", "--partner", "FI-NHI", "--clause", "article 4", "--from", "1964-02-18")
    for code, text in (("open", "OPEN"), ("not for re-export", "NOT FOR RE-EXPORT")):
        admin.done("caveat", "define", code, "--text", text)


def bring_into_force(
    admin: Terminal, hire: Callable[..., Terminal], code: str, book: Path, day: str, *more: str
) -> Any:
    """A rulebook's way at terminals: an administrator drafts, checks and sets the day, the committee approves."""
    name = f"{code}/draft-{admin.done('policy', 'draft', code, str(book), *more)['draft']}"
    admin.done("policy", "check", name)
    committee = hire("committee", Role.APPROVER, second_factor=True)
    committee.done("policy", "approve", name, "--authority", "committee", "--reason", "As decided")
    return admin.done("policy", "into-force", name, "--from", day)


def programs(folder: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Runs the program in a process of its own, in a folder, with no node but the one that is named."""

    def run(*args: str, input: str | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("VERBALE_", "DJANGO_"))}
        kept |= {"XDG_STATE_HOME": str(folder / "state"), "XDG_DATA_HOME": str(folder / "data"), **environment}
        command = [sys.executable, "-c", "from verbale.cli.main import run; run()", *args]
        return subprocess.run(
            command, input=input, capture_output=True, text=True, check=False, env=kept, cwd=folder, timeout=PATIENCE
        )

    return run


@pytest.fixture
def program(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Runs the program in the test's folder."""
    return programs(tmp_path)


@pytest.fixture
def letter(tmp_path: Path) -> str:
    """The path of the scan of a letter."""
    path = tmp_path / "letter.pdf"
    drawn((595, 842)).save(path)
    return str(path)
