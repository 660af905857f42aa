"""Looking at a page as its readers do: is it accessible, does it fit, does the browser complain."""

import re
from typing import Any

from axe_playwright_python.sync_playwright import Axe

WIDTHS = (375, 1440)


def sign_in(page: Any, server: Any, handle: str, password: str) -> None:
    page.goto(f"{server.url}/sign-in")
    page.fill("[name=handle]", handle)
    page.fill("[name=password]", password)
    with page.expect_navigation():
        page.click("main button")


def faults(page: Any, address: str, widths: tuple[int, ...] = WIDTHS, axe: Any = None) -> list[str]:
    """Everything wrong with a page: what axe finds, what the browser's console says, what leaves the screen."""
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    found: list[str] = []
    for width in widths:
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(address)
        page.wait_for_load_state()
        violations = (axe or Axe()).run(page).response["violations"]
        found += [f"{width}: {one['id']}: {node['html'][:120]}" for one in violations for node in one["nodes"]]
        wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        found += [f"{width}: {wide} pixels too wide"] if wide > 0 else []
    return [f"{re.sub('^.*?//[^/]*', '', address)}: {fault}" for fault in [*found, *said]]
