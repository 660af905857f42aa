"""One numbered conclusion taken apart: its sentences, its labelled blocks, the entries listed in it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from verbale.engines.report.conjunction import alone
from verbale.engines.report.dates import date_at_start, find_date
from verbale.engines.report.inline_list import listed
from verbale.engines.report.label_value import closing, value_and_rest
from verbale.engines.report.labels import ANNEX_PATTERN, Found, Labels
from verbale.engines.report.markers import Marker, marker
from verbale.engines.report.parts import Block, Body, Entry, Words
from verbale.engines.report.source import Line
from verbale.engines.report.values import joined, like_sentence, names_body, without_marks
from verbale.engines.report.words import Kind

_GOES_ON = re.compile(
    r"(?:[\-‐(（]|\b(?:and|of|for|the|with|in|to|by|und|für|der|des|die|das|sowie|mit|von|bis|zur|zum|и|по|для|с|в|на|при|от|из|до)"
    r"|\b(?:Herrn?|Frau|Mr|Mrs|Ms|Dr|Prof|Gen|г-н|г-жа|проф|акад)\.?)\s*$",
    re.IGNORECASE,
)
_ONLY_BRACKET = re.compile(r"\s*[(（][^()（）]{2,160}[)）]\s*[.;,]?\s*$")
_INITIALS = re.compile(r"\s*(?:[A-ZА-ЯЁ]\.\s?){1,3}[A-ZА-ЯЁ][\w-]+")
_EAST = re.compile(r"[\u3400-\u9fff\uac00-\ud7a3]")
_FEW_WORDS, _FEW_SIGNS = 5, 9
_LONG = 45
_FEW = 6
_EDGES = " \t\u00a0([（【|-–—"


def body_of(lines: Sequence[Line], after_number: int, labels: Labels, *, last: bool, width: int = 0) -> Body:
    """Takes the lines of one conclusion apart; the first begins with its number, of ``after_number`` characters.

    ``last``: nothing of the section follows, so what stands after its last block is the report's, not its own.
    ``width``: the length of a full line, where the file's lines are cut to one.
    """
    walk = _Walk(labels, width)
    for at, line in enumerate(lines):
        for number, words in enumerate(listed(line.text[after_number:] if at == 0 else line.text)):
            walk.take(line, words, first=at == 0 and number == 0)
    return walk.body_before_the_tail() if last else walk.without_the_heading()


class _Walk:
    """Goes through the lines of a conclusion and remembers what is open."""

    def __init__(self, labels: Labels, width: int) -> None:
        self._labels = labels
        self._width = width
        self._body = Body()
        self._ends: list[int] = []
        self._entry: Entry | None = None
        self._block: Block | None = None
        self._before: Line | None = None

    def take(self, line: Line, words: str, *, first: bool) -> None:
        mark = None if first else marker(words)
        rest = words[mark.end :] if mark else words
        behind = rest if mark and self._labels.at_start(rest) else words
        found = self._labels.within(behind)
        if found and self._block and self._dates_go_on(behind, found, mark):
            self._block.lines.append(behind.strip())
        elif found:
            self._labelled(line, behind, found, mark)
        elif not self._as_value(line, words, mark):
            self._block = None
            if mark and not date_at_start(words):
                self._list(line, mark, words, rest)
            elif not self._goes_with_entry(line, words):
                self._entry = None
                self._text(line, words)
        self._before = line
        if self._ends:
            self._ends[-1] = line.end

    def without_the_heading(self) -> Body:
        """What follows the last block and is no sentence heads the next conclusions."""
        while self._has_blocks() and isinstance(tail := self._body.parts[-1], Words) and not like_sentence(tail.text):
            self._drop()
        return self._ended()

    def body_before_the_tail(self) -> Body:
        """What follows the last block of the last conclusion is the report's end: place, date, signature."""
        if self._has_blocks() and (cut := self._annexes()) is not None:
            while len(self._body.parts) > cut:
                self._drop()
        while self._has_blocks() and isinstance(self._body.parts[-1], Words):
            self._drop()
        return self._ended()

    def _annexes(self) -> int | None:
        """Where “Annexes: 1. Programme” begins behind the last block."""
        for at in range(len(self._body.parts) - 1, 0, -1):
            part = self._body.parts[at]
            if isinstance(part, Block) or (isinstance(part, Entry) and part.blocks):
                return None
            if isinstance(part, Words) and ANNEX_PATTERN.match(part.lines[0]):
                return at
        return None

    def _has_blocks(self) -> bool:
        return any(isinstance(part, Block) or (isinstance(part, Entry) and part.blocks) for part in self._body.parts)

    def _drop(self) -> None:
        self._body.parts.pop()
        self._ends.pop()

    def _ended(self) -> Body:
        self._body.end = self._ends[-1] if self._ends else 0
        return self._body

    def _add(self, part: Words | Entry | Block, line: Line) -> None:
        self._body.parts.append(part)
        self._ends.append(line.end)

    def _labelled(self, line: Line, words: str, found: list[Found], mark: Marker | None) -> None:
        before = words[: found[0].start].rstrip(_EDGES).lstrip()
        if before and mark:
            self._block = None
            self._list(line, mark, words, words[mark.end : found[0].start].rstrip(_EDGES))
        elif before and not self._as_value(line, before, None) and not self._goes_with_entry(line, before):
            self._entry = None
            self._text(line, before)
        ends = [label.start for label in found[1:]] + [len(words)]
        close = closing(words, found[0])
        for label, end in zip(found, ends, strict=True):
            if label.kind is Kind.OTHER:
                self._block = None
                self._text(line, words[label.start : end].strip(_EDGES))
                continue
            within = label.start < close
            self._open(Block(label.kind, indent=_indent(line.text), inline=bool(before), bracketed=within), line)
            bracketed = label.end <= close < end
            value, after = value_and_rest(words[label.end : close if bracketed else end], label.kind)
            if bracketed and any(char.isalpha() for char in words[close + 1 : end]):
                self._behind_bracket(line, words[close + 1 : end])
            if value and self._block:
                self._first_value(self._block, value)
            elif self._block:
                self._block.bare = True
            if after:
                self._block = None
                self._text(line, after)

    def _behind_bracket(self, line: Line, words: str) -> None:
        """What goes on behind a bracket with labels in it is part of the words before it."""
        if self._entry:
            self._entry.words = joined(self._entry.words, words.strip())
        else:
            parts = self._body.parts
            before = next((part for part in reversed(parts) if isinstance(part, Words)), None)
            if before:
                before.lines[-1] = joined(before.lines[-1], without_marks(words))
            else:
                self._text(line, words)

    @staticmethod
    def _first_value(block: Block, value: str) -> None:
        """The value behind a label; where a bullet stands before it, it is the first of a list."""
        mark = marker(value)
        if mark and mark.bullet and value[mark.end :].strip():
            block.listed, value = mark.style, value[mark.end :].strip()
        block.lines.append(value)

    def _dates_go_on(self, words: str, found: list[Found], mark: Marker | None) -> bool:
        """“Completion: 2027” in a list of dates says what the date is for, and opens no other block."""
        block = self._block
        if not block or block.kind is not Kind.DATE or found[0].kind is not Kind.DATE or len(found) > 1:
            return False
        listed = bool(mark and mark.style == block.listed and block.lines) if mark else block.bare and bool(block.lines)
        return listed and not words[: found[0].start].strip() and find_date(words[found[0].end :]) is not None

    def _open(self, block: Block, line: Line) -> None:
        self._block = block
        if self._entry:
            self._entry.blocks.append(block)
        else:
            self._add(block, line)

    def _as_value(self, line: Line, words: str, mark: Marker | None) -> bool:
        block = self._block
        if not block or (like_sentence(words) and not self._dated(block, words)) or _goes_on_after(block, words):
            return False
        if mark and not date_at_start(words) and not _INITIALS.match(words):
            return self._as_listed_value(block, line, mark, words)
        if block.raw and len(block.lines) == 1 and not line.after_gap:
            block.lines, block.listed, block.raw = [block.raw], "", ""
        if block.lines and (block.listed or (line.after_gap and not block.loose)):
            return bool(block.listed) and not line.after_gap and self._continues(block, line, words)
        if not block.lines:
            block.loose = line.after_gap
        elif block.kind is Kind.DATE and find_date(block.lines[-1]) and not find_date(words):
            return False
        if not self._continues(block, line, words):
            block.lines.append(words.strip())
        return True

    def _dated(self, block: Block, words: str) -> bool:
        return block.kind is Kind.DATE and not block.lines and find_date(words) is not None

    def _as_listed_value(self, block: Block, line: Line, mark: Marker, words: str) -> bool:
        """A bullet below a label is a value, unless it goes on with the list of subjects that the label belongs to."""
        entry = self._entry
        if entry and mark.style == entry.marker.style and _indent(words) <= entry.indent:
            return False
        if block.lines and (mark.style != block.listed or (line.after_gap and not block.loose)):
            return False
        if not block.lines:
            block.listed, block.loose = mark.style, line.after_gap
            block.raw = "" if mark.subordinate else words.strip()
        block.lines.append(words[mark.end :].strip())
        return True

    def _continues(self, block: Block, line: Line, words: str) -> bool:
        """A name that was cut at the end of its line goes on in this one."""
        if not block.lines or line.after_gap or not block.lines[-1]:
            return False
        before = block.lines[-1]
        small = words.strip()[:1].islower() and self._full() and not block.lines[0][:1].islower()
        small = small and not names_body(words)
        asked = block.kind is Kind.DATE and before.endswith((":", "："))
        if not (small or asked or _GOES_ON.search(before)):
            return False
        block.lines[-1] = joined(before, words.strip())
        return True

    def _headed(self, words: str) -> bool:
        """Whether the line before is the heading of a conclusion: a few words that do not go on in this line."""
        before = self._before.text.rstrip() if self._before else ""
        few = len(before.split()) <= _FEW and len(before) < (0.6 * self._width or _LONG)
        return few and before[-1:].isalnum() and words[:1].isupper() and not _GOES_ON.search(before)

    def _full(self) -> bool:
        """Whether a value fills its line, so that it may go on in the next; where lines are whole, none does."""
        written = self._before.text.rstrip() if self._before else ""
        return bool(self._width) and len(written) >= max(_LONG, 0.72 * self._width) and not written.endswith("]")

    def _list(self, line: Line, mark: Marker, words: str, rest: str) -> None:
        self._entry = Entry(mark, _indent(words), rest.strip())
        self._add(self._entry, line)

    def _goes_with_entry(self, line: Line, words: str) -> bool:
        entry = self._entry
        if not entry or entry.blocks:
            return False
        if _ONLY_BRACKET.match(words) or (not line.after_gap and self._cut_before(words, entry)):
            entry.words = joined(entry.words, words.strip())
            return True
        return False

    def _cut_before(self, words: str, entry: Entry) -> bool:
        full = bool(self._width and self._before and len(self._before.text.rstrip()) >= 0.72 * self._width)
        opened = entry.words.count("(") + entry.words.count("（") > entry.words.count(")") + entry.words.count("）")
        return full or opened or words.strip()[:1].islower() or _indent(words) > entry.indent + 1

    def _text(self, line: Line, words: str) -> None:
        written = without_marks(words)
        parts = self._body.parts
        if parts and isinstance(parts[-1], Words) and not line.after_gap and not self._headed(written):
            parts[-1].lines.append(written)
        elif written:
            self._add(Words([written]), line)


def _goes_on_after(block: Block, words: str) -> bool:
    """A short sentence below a list of names: a full stop where no name has a sign at its end, and no name itself."""
    said = words.strip()
    if block.kind is Kind.DATE or not block.lines or not block.lines[-1][-1:].isalnum():
        return False
    few = len(said.split()) < _FEW_WORDS and len(_EAST.findall(said)) < _FEW_SIGNS
    if few or not said.endswith((".", "。")) or _INITIALS.search(said):
        return False
    return not (names_body(said) if "А" <= said[0] <= "я" else alone(said[:-1]))


def _indent(words: str) -> int:
    return len(words) - len(words.lstrip())
