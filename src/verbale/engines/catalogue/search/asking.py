"""A query as it was read, turned into a question to one index."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import tantivy

from verbale.engines.catalogue.search.analyzer import order
from verbale.engines.catalogue.search.form import BODY, TEXTS
from verbale.engines.catalogue.search.groups import Groups
from verbale.engines.catalogue.search.opened import Opened
from verbale.engines.catalogue.search.query import All, Either, Node, Phrase, Without, Word, Years
from verbale.engines.catalogue.search.runs import Run, Script, runs_of

_ISBN_10, _ISBN_13, _ISSN = (re.compile(shape) for shape in (r"\d{9}[\dx]", r"97[89]\d{10}", r"\d{7}[\dx]"))
_CODES = {
    "de": "ger", "en": "eng", "ru": "rus", "zh": "chi", "ko": "kor", "fr": "fre", "es": "spa", "ja": "jpn", "pl": "pol",
    "cs": "cze", "uk": "ukr", "it": "ita", "deu": "ger", "zho": "chi", "fra": "fre", "ces": "cze",
}  # fmt: skip
"""Codes of two letters and of ISO 639-2/T, and the MARC codes that items have."""
_LITTLE = frozenset(
    "a an and at by for from in of on or the to with"
    " am an auf aus bei beim das dem den der des die ein eine einer für im in und vom von zu zum zur"
    " а в во для до за и из из-за к как на не о об от по под при с со у"
    .split()
)  # fmt: skip
"""Words that say little: wanted, but not required."""
_MOST_GROUPS, _LEAST_TO_LOOSEN, _SHORT_IN_HAN = 64, 3, 2


@dataclass(frozen=True, slots=True)
class Question:
    """What must be found, what had better be, what must not; ``wide`` asks more widely for some of ``must``."""

    must: list[tantivy.Query] = field(default_factory=list)
    wide: dict[int, tantivy.Query] = field(default_factory=dict)
    should: list[tantivy.Query] = field(default_factory=list)
    never: list[tantivy.Query] = field(default_factory=list)

    def query(self, also: Sequence[tantivy.Query] = ()) -> tantivy.Query:
        """The question, and what must hold besides."""
        must = [*self.must, *also] or [tantivy.Query.all_query()]
        if len(must) == 1 and not self.should and not self.never:
            return must[0]
        return tantivy.Query.boolean_query(_clauses(must, self.should, self.never))

    def loosened(self, also: Sequence[tantivy.Query] = ()) -> tantivy.Query | None:
        """The same question, more widely asked, content with two thirds of three or more; None if it is the same."""
        few = len(self.must) < _LEAST_TO_LOOSEN
        if few and not self.wide:
            return None
        least = len(self.must) if few else -(-len(self.must) * 2 // 3)
        must = [self.wide.get(at, one) for at, one in enumerate(self.must)]
        most = tantivy.Query.boolean_query([(tantivy.Occur.Should, one) for one in must], least)
        return tantivy.Query.boolean_query(_clauses([most, *also], self.should, self.never))


def _clauses(
    must: Sequence[tantivy.Query], should: Sequence[tantivy.Query], never: Sequence[tantivy.Query]
) -> list[tuple[tantivy.Occur, tantivy.Query]]:
    occurs = ((tantivy.Occur.Must, must), (tantivy.Occur.Should, should), (tantivy.Occur.MustNot, never))
    return [(occur, one) for occur, some in occurs for one in some]


class Asking:
    """Asks one index; ``ranked`` if better hits are to stand before others."""

    def __init__(self, index: Opened, *, ranked: bool = True) -> None:
        self.index, self.ranked = index, ranked

    def question(self, node: All) -> Question:
        """The question of words, phrases and fields that must all be found."""
        made = Question()
        for some in _together(node.nodes):
            if isinstance(some, list):
                self._ask_words(some, made)
            elif isinstance(some, Without):
                made.never.append(self._node(some.node))
            else:
                made.must.append(self._node(some))
        if not made.must and made.should:
            made.must.append(made.should.pop())
        del made.must[_MOST_GROUPS:]
        return made

    def _ask_words(self, words: list[Word], made: Question) -> None:
        """Asks for words that stand side by side; one that says little is not required beside one that says more."""
        groups = Groups(self.index, words[0].field or BODY, ranked=self.ranked)
        cut = [runs_of(word.text) for word in words]
        runs = [run for some in cut for run in some]
        at = 0
        for word, some in zip(words, cut, strict=True):
            if number := self._number(word):
                made.must.append(number)
                at += len(some)
                continue
            for run in some:
                last = word.open and run is some[-1]
                asked = groups.opening(run) if last else groups.of(runs, at)
                if run.script is Script.HAN and len(run.plain) > _SHORT_IN_HAN and not last:
                    made.wide[len(made.must)] = groups.wider(run.plain)
                (made.should if run.marked in _LITTLE and len(runs) > 1 else made.must).append(asked)
                at += 1
            made.must.extend(groups.phrase(pair) for pair in _figures(some))

    def _number(self, word: Word) -> tantivy.Query | None:
        """An ISBN or ISSN with or without hyphens."""
        plain = re.sub(r"[-\s–]", "", word.text).casefold()
        known = [plain] if any(shape.fullmatch(plain) for shape in (_ISBN_10, _ISBN_13, _ISSN)) else []
        known += [other] if (other := _other_isbn(plain)) else []
        found = [number for number in known if self.index.has(number, "number")]
        if found or word.field == "isbn":
            return tantivy.Query.term_set_query(self.index.schema, "number", found or [plain])
        return None

    def _node(self, node: Node) -> tantivy.Query:
        match node:
            case Years(first, last):
                return years(self.index, first, last)
            case Word(text, "language" | "kind" as name):
                return self._value(name, text)
            case Phrase(text, name):
                return self._phrase(text, name or BODY)
            case Without():
                return Question(never=[self._node(node.node)]).query()
            case Either(nodes):
                return tantivy.Query.boolean_query([(tantivy.Occur.Should, self._node(one)) for one in nodes])
            case All():
                return self.question(node).query()
            case Word():
                return self.question(All((node,))).query()

    def _value(self, name: str, text: str) -> tantivy.Query:
        value = text.casefold()
        value = _CODES.get(value, value) if name == "language" else value
        return tantivy.Query.const_score_query(tantivy.Query.term_query(self.index.schema, name, value), 0.0)

    def _phrase(self, text: str, name: str) -> tantivy.Query:
        tokens = order(runs_of(text))
        return Groups(self.index, name).phrase(tokens) if tokens else tantivy.Query.all_query()


def years(index: Opened, first: int | None, last: int | None) -> tantivy.Query:
    """What appeared in the years from one to another, both included."""
    low, high = (min(max(year, -9999), 9999) for year in (first or -9999, last or 9999))
    found = tantivy.Query.range_query(index.schema, "year", tantivy.FieldType.Integer, low, high)
    return tantivy.Query.const_score_query(found, 0.0)


def _together(nodes: Sequence[Node]) -> Iterator[Node | list[Word]]:
    """The nodes, words of one field that stand side by side as a list."""
    some: list[Word] = []
    for node in nodes:
        if isinstance(node, Word) and node.field in ("", "isbn", *TEXTS):
            if some and some[-1].field != node.field:
                yield some
                some = []
            some.append(node)
            continue
        if some:
            yield some
            some = []
        yield node
    if some:
        yield some


def _figures(runs: Sequence[Run]) -> Iterator[tuple[str, str]]:
    """Figures written with a mark between them, as in 7.1-2003: they stand side by side."""
    for one, next_ in pairwise(runs):
        if one.script is next_.script is Script.NUMBER:
            yield one.pieces[-1], next_.pieces[0]


def _other_isbn(plain: str) -> str:
    """The form of ten figures of an ISBN of thirteen, and the other way round; empty if there is none."""
    if _ISBN_13.fullmatch(plain) and plain.startswith("978"):
        rest = plain[3:12]
        check = -sum(int(figure) * weight for figure, weight in zip(rest, range(10, 1, -1), strict=True)) % 11
        return rest + "0123456789x"[check]
    if _ISBN_10.fullmatch(plain):
        rest = "978" + plain[:9]
        return rest + str(-sum(int(figure) * (1, 3)[at % 2] for at, figure in enumerate(rest)) % 10)
    return ""
