"""Setting a paper from a template and facts. Facts travel as JSON; no text of theirs is ever read as markup."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any, Literal, cast

import typst

from verbale.engines.paper.errors import NoGlyph
from verbale.engines.paper.fonts import all_fonts, families

TEMPLATES = Path(__file__).parent / "templates"
Standard = Literal["a-2a", "a-2b", "a-3a"]

TAGGED: Standard = "a-2a"
"""PDF/A-2a: tagged for screen readers, fonts embedded, and an error instead of a blank where no font has a glyph."""

CARRYING: Standard = "a-3a"
"""The same for a paper that carries a file of any kind."""

PLAIN: Standard = "a-2b"
"""The same without tags, for a drawing that becomes a part of another page."""

_RARE = re.compile(
    "[^\n -~\u00a0-\u00ac\u00ae-\u0377\u0400-\u052f\u2010-\u2027\u2030-\u205e\u3000-\u303f\u4e00-\u9fff"
    "\uac00-\ud7a3\uff01-\uff5e]"
)
"""What is not among the characters that most papers are written with, all of which a page shows."""

_NOT_SHOWN = re.compile(r'the text `?"(.+?)"`? could not be displayed', re.DOTALL)


def typeset(
    template: str, facts: dict[str, Any], *, languages: Sequence[str], day: date, standard: Standard = TAGGED
) -> bytes:
    """The PDF/A that a template makes of the facts; equal facts and day give equal bytes.

    ``day`` is the document's date. Raises MissingFont where a script has no font here, NoGlyph where a character has
    none.
    """
    return _compiled(_compiler(template, facts, languages), day, standard)


def typeset_with_places(
    template: str, facts: dict[str, Any], *, languages: Sequence[str], day: date, label: str
) -> tuple[bytes, list[Any]]:
    """The PDF/A-2a like ``typeset``, and what the template noted under a label, in its order on the pages."""
    compiler = _compiler(template, facts, languages)
    data = _compiled(compiler, day, TAGGED)
    return data, json.loads(compiler.query(f"<{label}>", field="value"))


def shown(value: Any) -> Any:
    """The value with every text composed (NFC) and free of characters that no page shows.

    Controls become spaces; marks of writing direction, soft hyphens and the like go.
    """
    if isinstance(value, str):
        composed = unicodedata.normalize("NFC", value)
        if not _RARE.search(composed):
            return composed
        return "".join(_shown(character) for character in composed)
    if isinstance(value, dict):
        return {key: shown(member) for key, member in value.items()}
    if isinstance(value, list | tuple):
        return [shown(member) for member in value]
    return value


def _shown(character: str) -> str:
    kind = unicodedata.category(character)
    if character == "\n" or not kind.startswith("C"):
        return character
    return " " if kind == "Cc" else ""


def _compiler(template: str, facts: dict[str, Any], languages: Sequence[str]) -> typst.Compiler:
    facts = shown(facts)
    text = json.dumps(facts, ensure_ascii=False)
    # A language's own fonts come first in it: Chinese and Korean draw the same characters differently.
    faces = [families((one, *(other for other in languages if other != one)), text) for one in languages]
    # The languages of the typesetter are plain: zh for zh-Hans.
    plain = [language.split("-")[0] for language in languages]
    fonts = families(languages, text)
    inputs = {**facts, "fonts": fonts, "faces": faces, "languages": plain}
    return typst.Compiler(
        str(TEMPLATES / f"{template}.typ"),
        root=str(TEMPLATES),
        font_paths=all_fonts(),
        sys_inputs={"facts": json.dumps(inputs, ensure_ascii=False)},
    )


def _compiled(compiler: typst.Compiler, day: date, standard: Standard) -> bytes:
    try:
        pdf = compiler.compile(
            format="pdf",
            pdf_standards=[standard],
            pdf_tags=standard != PLAIN,
            timestamp=datetime.combine(day, time(), UTC),
        )
    except typst.TypstError as fault:
        if found := _NOT_SHOWN.search(str(fault)):
            raise NoGlyph(character=found[1]) from fault
        raise
    return cast(bytes, pdf)
