"""What all tests share: a clock, randomness, a node's home, the real inputs, a browser.

Django is set up here rather than by pytest's configuration, so that it reads a home of its own: tests must never
open the node of the person who runs them.
"""

import gc
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import urlsplit

import django
import hypothesis
import pytest

from tests.patience import BROWSER_PATIENCE
from tests.shared import SHARED
from verbale.kernel.clock import SetClock
from verbale.kernel.home import Home, NodeConfig

_HOME = Home(Path(tempfile.mkdtemp(prefix="verbale-tests-")) / "home")
_HOME.create(NodeConfig(side="OURS"), secret="the tests' sessions are signed with this")
os.environ["VERBALE_HOME"] = str(_HOME.path)
os.environ["DJANGO_SETTINGS_MODULE"] = "verbale.config.settings"
# In a file, as a node has it: two threads are then two connections, and a race can show.
os.environ["VERBALE_TEST_DATABASE"] = str(_HOME.path.parent / "tests.sqlite3")
django.setup()  # here, and not in a hook, for the conftests below this one, which import the stores

# The same examples in every run: one that fails is found by who changed something, not by whose turn it was.
hypothesis.settings.register_profile(
    "house",
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
# Others each time (HYPOTHESIS_PROFILE=roam), and many of them (soak): a failure names what reproduces it.
hypothesis.settings.register_profile(
    "roam", hypothesis.settings.get_profile("house"), derandomize=False, print_blob=True
)
hypothesis.settings.register_profile("soak", hypothesis.settings.get_profile("roam"), max_examples=20_000)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "house"))

LONGEST_NAME = 25
"""Signs of the longest value that gives a test its name; an identifier has 26, and is another in each process."""


STORES = ("tests/records/", "tests/domain/")
"""Tests in these folders are run on PostgreSQL too; the Makefile names them as well."""
FIRST = ("tests/journeys/test_demo.py", "tests/test_journey.py", "tests/journeys/", "tests/carrier/test_https_nodes.py")
"""Whole nodes at work, a minute or more a file. A split run begins with them, so that it ends with what is short."""
LAST = ("tests/browser/", "tests/faults/test_simulator.py")
"""The simulator is the very last: it keeps every processor busy by itself."""


def pytest_configure() -> None:
    django.setup()
    from django.conf import settings

    # A password is hashed slowly on purpose; here nobody guesses any.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    # Tests sign in wrongly more often than a node allows; those of the lockout switch it on.
    settings.AXES_ENABLED = False
    options = settings.DATABASES["default"].get("OPTIONS", {})
    if "init_command" in options:
        # Nothing here outlives the run, so nothing needs to survive a power cut.
        options["init_command"] = options["init_command"].replace("synchronous=FULL", "synchronous=OFF")


def pytest_collection(session: pytest.Session) -> None:  # noqa: ARG001
    """What is imported while tests are found is there to stay: it is not looked through for garbage, then or later."""
    gc.disable()


def pytest_collection_finish(session: pytest.Session) -> None:  # noqa: ARG001
    gc.freeze()
    gc.enable()


def pytest_unconfigure() -> None:
    shutil.rmtree(_HOME.path.parent, ignore_errors=True)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.nodeid.startswith(STORES):
            item.add_marker("stores")
        if "chromium" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")
    items.sort(key=lambda item: _turn(item.nodeid))


def _turn(name: str) -> int:
    """When a test's turn comes: the first in the order told, then all others as they were found, then the last."""
    for place, start in enumerate(FIRST):
        if name.startswith(start):
            return place - len(FIRST)
    return next((place for place, start in enumerate(LAST, start=1) if name.startswith(start)), 0)


@pytest.fixture(scope="session", autouse=True)
def _journal_emptied_between_tests() -> Iterator[None]:
    """A transactional test ends by emptying every table, and only for that the journal's triggers step aside."""
    from django.db import connection
    from django.test import TransactionTestCase

    from verbale.records import triggers

    emptied = TransactionTestCase._fixture_teardown

    def emptied_in_spite_of_triggers(case: TransactionTestCase) -> None:
        triggers.drop(connection)
        emptied(case)
        triggers.create(connection)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", emptied_in_spite_of_triggers)
        yield


@pytest.fixture
def clock() -> SetClock:
    """A clock that stands at 21 November 2026, 09:00 UTC, until the test moves it."""
    return SetClock(datetime(2026, 11, 21, 9, tzinfo=UTC))


@pytest.fixture
def random() -> Callable[[int], bytes]:
    """Bytes that look random and are the same in every run."""
    return Random(1964).randbytes


@pytest.fixture
def shared() -> Path:
    """The folder of real inputs beside the project."""
    if not SHARED.is_dir():
        pytest.skip("needs the real inputs in ../shared")
    return SHARED


@pytest.fixture
def home(tmp_path: Path, settings: Any) -> Home:
    """A fresh node's home, which is also the one that Django's settings name during the test."""
    home = Home(tmp_path / "home")
    home.create(NodeConfig(side="OURS"), secret="this test's sessions are signed with this")
    settings.HOME, settings.NODE, settings.EMAIL_FILE_PATH = home, home.config(), home.mail
    return home


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """Debian's Chromium under Playwright; where it is missing, tests skip, or fail if VERBALE_REQUIRE_BROWSER=1."""
    program = shutil.which("chromium")
    if program is None:
        absent = pytest.fail if os.environ.get("VERBALE_REQUIRE_BROWSER") == "1" else pytest.skip
        absent("needs Debian's Chromium: apt-get install chromium")
    from playwright.sync_api import sync_playwright

    # Playwright's event loop runs in the thread of the test, where Django would refuse its database.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=flags, timeout=BROWSER_PATIENCE)
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def page(chromium: Any) -> Iterator[Any]:
    """A page 1440 pixels wide; at the end nothing it loaded may have come from another machine."""
    foreign: list[str] = []
    context = chromium.new_context(
        viewport={"width": 1440, "height": 900}, locale="en-GB", timezone_id="UTC", reduced_motion="reduce"
    )  # fmt: skip
    context.set_default_timeout(BROWSER_PATIENCE)
    context.on("request", lambda request: foreign.append(request.url) if _is_foreign(request.url) else None)
    yield context.new_page()
    context.close()
    assert foreign == []


def _is_foreign(address: str) -> bool:
    parts = urlsplit(address)
    return parts.scheme in ("http", "https", "ws", "wss") and parts.hostname not in ("localhost", "127.0.0.1", "::1")


def pytest_make_parametrize_id(config: pytest.Config, val: object, argname: str) -> str | None:  # noqa: ARG001
    """Names a test by what may be random only by its place, so that every process of a split run finds the same."""
    return argname if isinstance(val, str | bytes) and len(val) > LONGEST_NAME else None
