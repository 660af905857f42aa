"""The texts of a rulebook in other languages, which the rulebook itself carries.

    found = texts(model)
    found.languages                                    # ("zh",)
    found.said("University journals", "zh")            # the text as it stands, where there is none in that language

`<texts xmlns="urn:verbale:rulebook:1"><text of="University journals" lang="zh">高校期刊</text></texts>` stands among
the extension elements of the model. A text is named by what it says in the file: a title, a heading, a text in
quotation marks, a note of a rule. They decide nothing, and are for those who read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from .finding import Finding
from .model import DecisionTable, Extension, Model
from .supply import NAMESPACE

TAG, ONE = "texts", "text"
LITERAL = re.compile(r'"((?:[^"\\]|\\.)*)"')
"""A text in quotation marks within a cell."""
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Texts:
    """By language, what a text of the rulebook says in it."""

    by_language: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages beside that of the file, in the order in which they first occur."""
        return tuple(self.by_language)

    def found(self, text: str, language: str) -> str | None:
        """What a text says in a language; None where the rulebook does not say."""
        return self.by_language.get(language, {}).get(_plain(text))

    def said(self, text: str, language: str) -> str:
        """The same, and the text as it stands where there is none."""
        return self.found(text, language) or text


def texts(model: Model) -> Texts:
    """The texts that a model carries; what is ill-formed is left out, and `check_texts` names it."""
    found: dict[str, dict[str, str]] = {}
    for each in _elements(model):
        if _why_not(each) is None:
            kept = found.setdefault(each.attributes["lang"], {})
            kept.setdefault(_plain(each.attributes["of"]), each.text.strip())
    return Texts(found)


def check_texts(model: Model) -> Iterator[Finding]:
    """Texts that are ill-formed, that stand twice, or whose original stands nowhere in the file; none is an error."""
    known, seen = set(map(_plain, _originals(model))), set()
    for each in _elements(model):
        name = _plain(each.attributes.get("of", ""))
        key = (name, each.attributes.get("lang", ""))
        why = _why_not(each)
        if why is None and key in seen:
            why = f"it stands twice in “{key[1]}”"
        if why is None and name not in known:
            why = "nothing in the rulebook says that"
        seen.add(key)
        if why is not None:
            yield Finding("text", f"text of “{name}”", why, error=False)


def _elements(model: Model) -> Iterator[Extension]:
    return (each for whole in model.carried(NAMESPACE, TAG) for each in whole.children)


def _why_not(each: Extension) -> str | None:
    if each.tag != ONE or each.namespace != NAMESPACE or not each.attributes.get("of", "").strip():
        return f"“{each.tag}” is no text with what it is a text of"
    if not _LANGUAGE.fullmatch(each.attributes.get("lang", "")):
        return f"“{each.attributes.get('lang', '')}” is no code of a language, such as zh"
    return None if each.text.strip() else "it is empty"


def _originals(model: Model) -> Iterator[str]:
    """All that a reader reads."""
    yield model.name
    for decision in model.decisions:
        yield decision.name
        if isinstance(decision.logic, DecisionTable):
            yield from _in_table(decision.logic)


def _in_table(table: DecisionTable) -> Iterator[str]:
    yield from (column.label for column in table.inputs)
    yield from (column.name or column.label for column in table.outputs)
    yield from table.annotations
    for rule in table.rules:
        for text in (*(cell.text for cell in rule.inputs), *(cell.text for cell in rule.outputs)):
            yield from LITERAL.findall(text)
        yield from rule.annotations.values()


def _plain(text: str) -> str:
    return " ".join(text.split())
