"""Which fonts a paper needs, and whether this machine has them.

Latin, Greek and Cyrillic stand in fonts that come with the typesetter. Chinese, Japanese and Korean need one Debian
package; other scripts are taken from any font installed here that has them.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import typst

from verbale.engines.paper.errors import MissingFont

BASE = "Libertinus Serif"
PACKAGE = "fonts-noto-cjk"


@dataclass(frozen=True, slots=True)
class Script:
    """A script that the bundled fonts lack: how it is called, its characters, and two families, the better first."""

    name: str
    languages: tuple[str, ...]
    ranges: tuple[tuple[int, int], ...]
    serif: str
    sans: str

    def is_in(self, text: str) -> bool:
        """Whether the text has a character of this script."""
        return _one_of(self.ranges).search(text) is not None


@functools.cache
def _one_of(ranges: tuple[tuple[int, int], ...]) -> re.Pattern[str]:
    """What finds a character of these ranges: minutes have a million characters to look through."""
    return re.compile("[" + "".join(f"{chr(first)}-{chr(last)}" for first, last in ranges) + "]")


SCRIPTS = (
    Script("Chinese", ("zh",), ((0x2E80, 0x2FDF), (0x3400, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF)),
           "Noto Serif CJK SC", "Noto Sans CJK SC"),
    Script("Japanese", ("ja",), ((0x3040, 0x30FF), (0x31F0, 0x31FF)), "Noto Serif CJK JP", "Noto Sans CJK JP"),
    Script("Korean", ("ko",), ((0x1100, 0x11FF), (0x3130, 0x318F), (0xA960, 0xA97F), (0xAC00, 0xD7FF)),
           "Noto Serif CJK KR", "Noto Sans CJK KR"),
    Script("Chinese punctuation", (), ((0x3000, 0x303F), (0xFF00, 0xFFEF)), "Noto Serif CJK SC", "Noto Sans CJK SC"),
)  # fmt: skip


def families(languages: Sequence[str], text: str = "", *, installed: Iterable[str] | None = None) -> tuple[str, ...]:
    """The font families for papers in these languages holding this text, in order of preference.

    Chinese characters in a Korean paper keep their Korean shape, since languages come before what the text shows.
    ``installed`` are the families of this machine unless given. Raises MissingFont.
    """
    ordered = [script for language in languages for script in SCRIPTS if language.split("-")[0] in script.languages]
    ordered += [script for script in SCRIPTS if script.is_in(text) and not _covered(script, ordered)]
    needed = list(dict.fromkeys(ordered))
    have = frozenset(installed if installed is not None else _installed(needed))
    return (BASE, *(dict.fromkeys(_family(script, have) for script in needed)))


@functools.cache
def all_fonts() -> typst.Fonts:
    """The bundled fonts and those of this machine, searched once a process."""
    return typst.Fonts()


def _covered(script: Script, ordered: Sequence[Script]) -> bool:
    """The one package's families all hold Chinese characters and punctuation, each in its own shape."""
    return script in ordered or (script.name.startswith("Chinese") and bool(ordered))


def _installed(needed: Sequence[Script]) -> list[str]:
    have = all_fonts().families()
    if any(script.serif not in have and script.sans not in have for script in needed):
        # Installed since this process began, perhaps.
        all_fonts.cache_clear()
        have = all_fonts().families()
    return have


def _family(script: Script, have: frozenset[str]) -> str:
    for family in (script.serif, script.sans):
        if family in have:
            return family
    raise MissingFont(script=script.name, package=PACKAGE)
