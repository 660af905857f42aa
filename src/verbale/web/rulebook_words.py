"""What a check of a rulebook found, in the reader's language: where, why, and the facts that show it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _t

from verbale.engines.rules.reasons import reason_of
from verbale.engines.rules.supply import INSIDE
from verbale.web.words import fact_name, shown

_PIECE = re.compile(r'"(?:\\.|[^"\\])*"|\[[^\]]*\]| and |, | or |.', re.DOTALL)
_FACT = re.compile(r'(.+?) (".*"|\[.*\]|-?\d.*|true|false|unknown|\w[\w ]*\(.*\))', re.DOTALL)
_LINES = re.compile(r"; (?=line \d+[,:]|and \d+ more$)")
_RULES = re.compile(r"rules? ([0-9, and]+)")
_WANTED = re.compile(r"a value(?: of type .+)?|a list, each item .+|one of .+|a context|another value", re.DOTALL)
_TYPE = re.compile(r"a value of type ([\w ]+)")
LONGEST = 2_000
"""Characters of a fact that is told in the reader's language; a longer one is told as it is."""


def why(text: str) -> str:
    """A reason of a finding, or what the solver cannot say; empty, if there is none."""
    if not text:
        return ""
    several = _LINES.split(text)
    if len(several) > 1:
        return "; ".join(map(why, several))
    sentence, facts = reason_of(text)
    if facts.keys() >= {"cell", "wanted"} and not _WANTED.fullmatch(facts["wanted"]):
        # “is not” stands in many a sentence and name that is none of ours.
        return text
    return _t(sentence).format(**{name: _filled(name, value) for name, value in facts.items()})


def basis(text: str) -> str:
    """The basis of a decision: a rulebook's as it is written, that of what was withheld in the reader's language."""
    return why(text) if text.startswith(INSIDE) else text


def place(finding: Mapping[str, Any]) -> str:
    """Where a kept finding is: decision, rule and column, or the part of the rulebook that it is about."""
    if not finding["decision"]:
        return why(finding["place"])
    parts = [_t("decision “%(name)s”") % {"name": finding["decision"]}]
    if finding["rule"]:
        parts.append(_t("rule %(number)s") % {"number": finding["rule"]})
    if finding["column"]:
        parts.append(_t("column “%(name)s”") % {"name": fact_name(finding["column"])})
    return ", ".join(parts)


def _filled(name: str, value: str) -> str:
    if name in ("why", "found"):
        return why(value)
    if name == "record":
        return "; ".join(_fact(each) for each in _parted(value, ", "))
    if name == "where":
        return "; ".join(_among(each) for each in _parted(value, " and "))
    if name == "wanted" and (kind := _TYPE.fullmatch(value)):
        return _t("a value of type %(type)s") % {"type": kind[1]}
    found = _RULES.fullmatch(value) if name == "rules" else None
    return _t("rules %(numbers)s") % {"numbers": found[1].replace(" and ", ", ")} if found else value


def _fact(told: str) -> str:
    """One fact of a record: ``route "department"``, ``distribution unknown``."""
    found = _FACT.fullmatch(told) if len(told) <= LONGEST else None
    return f"{fact_name(found[1])}: {_value(found[2], found[1])}" if found else told


def _among(told: str) -> str:
    """The values of one fact: ``route is "department", "trading company" or unknown``."""
    name, _is, values = told.partition(" is ")
    return f"{fact_name(name)}: {' / '.join(_value(each, name) for each in _either(values))}" if _is else told


def _either(values: str) -> Iterator[str]:
    for some in _parted(values, ", "):
        yield from _parted(some, " or ")


def _value(text: str, name: str) -> str:
    if text in ("unknown", "[]"):
        return shown(None if text == "unknown" else [], name)
    if text in ("true", "false"):
        return shown(text == "true")
    return shown(text[1:-1], name) if text.startswith('"') and text.endswith('"') else text


def _parted(text: str, sign: str) -> Iterator[str]:
    """A text cut at a sign that stands outside quotation marks and brackets."""
    taken = ""
    for piece in _PIECE.findall(text):
        if piece == sign:
            yield taken
            taken = ""
        else:
            taken += piece
    yield taken
