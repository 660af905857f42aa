"""Two real nodes with pages, each in a process and a home of its own, and a browser for each of their people.

with two_nodes(folder, chromium) as (north, south):
    desk = north.page("desk")        # signed in, on the pages of NORTH
    carry(north, south)              # a round of each carrier, in this order
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from axe_playwright_python.sync_playwright import Axe

from tests.browser.pages import sign_in
from tests.journeys.situation_nodes import PEOPLE
from tests.patience import BROWSER_PATIENCE
from verbale.journeys.demo_side import Side

CODES = ("NORTH", "SOUTH")
PASSWORD = "long enough 42"
WIDTHS = (390, 1280)


class Node:
    """One node: its process, its server, and the browser windows of its people."""

    def __init__(self, folder: Path, code: str, chromium: Any) -> None:
        self.code, self.folder, self.chromium = code, folder, chromium
        self.side = Side(folder / "homes" / code, code, lambda _: None, steps="tests.browser.node_steps")
        self.url = ""
        self.windows: dict[str, Any] = {}

    def do(self, what: str, **facts: Any) -> Any:
        return self.side.do(what, at=datetime.now(UTC), **facts)

    def types(self, handle: str, *command: str) -> Any:
        """What a command says as JSON."""
        code, told, said = self.do("types", command=command, handle=handle)
        assert code == 0, said
        return told

    def found(self) -> None:
        made = self.side.do(
            "make", side=self.code, admin_name="Ada Lindt", names={"en": f"{self.code.title()} Institute"},
            language="en", languages=["zh", "ru"], port=8700, at=datetime.now(UTC),
        )  # fmt: skip
        people = [
            {"handle": handle, "name": f"{handle.title()} of {self.code.title()}", "email": "", "roles": [role],
             "office": "", "password": PASSWORD}
            for handle, role in PEOPLE
        ]  # fmt: skip
        self.do("staff", people=people, invitation=made["invitation"], password=PASSWORD)
        self.do("complete_office", address="1 Library Square", answer_days=30)
        since = datetime.now(UTC).date() - timedelta(days=30)
        self.do("grant", codes=("texts", "memoranda"), since=since)
        self.url = f"http://127.0.0.1:{self.side.do('serve_pages')}"

    def meets(self, other: Node) -> None:
        """It knows the other's keys, and the folder through which their pouches go."""
        folders = [self.folder / f"{one.code}-{two.code}" for one, two in ((self, other), (other, self))]
        for folder in folders:
            folder.mkdir(exist_ok=True)
        keys = other.side.do("our_keys")
        self.do(
            "introduce", code=other.code, names={"en": f"{other.code.title()} Institute"}, language="en", keys=keys,
            folder="",
        )  # fmt: skip
        self.do("folders", to=str(folders[0]), back=str(folders[1]))

    def page(self, handle: str) -> Any:
        """The window of one of its people, who is signed in."""
        if handle not in self.windows:
            context = self.chromium.new_context(
                viewport={"width": 1280, "height": 900}, locale="en-GB", timezone_id="UTC", reduced_motion="reduce"
            )
            context.set_default_timeout(BROWSER_PATIENCE)
            self.windows[handle] = context.new_page()
            sign_in(self.windows[handle], SimpleNamespace(url=self.url), handle, PASSWORD)
        return self.windows[handle]

    def close(self) -> None:
        """Closes the windows, and ends the process by its own id."""
        for window in self.windows.values():
            window.context.close()
        self.side.close()


@contextmanager
def two_nodes(folder: Path, chromium: Any) -> Iterator[tuple[Node, Node]]:
    """Two nodes that know each other, with people who hold what they need."""
    north, south = made = tuple(Node(folder, code, chromium) for code in CODES)
    try:
        with ThreadPoolExecutor() as both:
            list(both.map(Node.found, made))
        north.meets(south)
        south.meets(north)
        yield north, south
    finally:
        for one in made:
            one.close()


def carry(*nodes: Node) -> None:
    """A round of each node's carrier, in this order."""
    for one in nodes:
        assert one.do("turn") == []


def press(page: Any, name: str) -> None:
    """Presses the button, or follows the link, that is called so in the page's own part, to the page it leads to."""
    main = page.locator("main")
    button, link = (main.get_by_role(role, name=name, exact=True) for role in ("button", "link"))
    with page.expect_navigation():
        button.or_(link).first.click()


def look(page: Any, name: str) -> list[str]:
    """What is wrong with the page that is open, at both widths; a picture of it if VERBALE_PICTURES names a folder."""
    found: list[str] = []
    folder = os.environ.get("VERBALE_PICTURES")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        violations = Axe().run(page).response["violations"]
        found += [f"{name}, {width}: {one['id']}: {node['html'][:120]}" for one in violations for node in one["nodes"]]
        wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        found += [f"{name}, {width}: {wide} pixels too wide"] if wide > 0 else []
        if folder:
            page.screenshot(path=Path(folder) / f"{name}-{width}.png", full_page=True)
    page.set_viewport_size({"width": WIDTHS[-1], "height": 900})
    return found
