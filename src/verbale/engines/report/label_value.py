"""What stands behind a label in its own line: its value, the bracket around both, the sentence that goes on."""

from __future__ import annotations

from verbale.engines.report.dates import find_date
from verbale.engines.report.labels import Found
from verbale.engines.report.sentences import sentences_of
from verbale.engines.report.values import like_sentence
from verbale.engines.report.words import Kind


def closing(words: str, first: Found) -> int:
    """Where the bracket closes in which a line's first label stands; -1 where it stands in none."""
    before = words[: first.start].rstrip()
    if not before.endswith(("(", "（", "[")) and not set("(（[") & set(words[first.start : first.end]):
        return -1
    depth = 1
    for at in range(first.end, len(words)):
        depth += (words[at] in "(（[") - (words[at] in ")）]")
        if not depth:
            return at
    return -1


def value_and_rest(segment: str, kind: Kind) -> tuple[str, str]:
    """The value behind a label, and the sentence that goes on behind it in the same line."""
    stripped = segment.strip(" \t\u00a0;；|*_")
    if len(stripped) < 30:
        return stripped, ""
    first, *others = sentences_of(stripped)
    if not others or (kind is Kind.DATE and find_date(first.text) is None):
        return stripped, ""
    rest = stripped[first.end :].strip()
    return (stripped[: first.end], rest) if like_sentence(rest) else (stripped, "")
