"""What one word of a query asks of an index: any of the tokens under which items that mean it may stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice

import tantivy

from verbale.engines.catalogue.search import hangul, latin
from verbale.engines.catalogue.search.analyzer import EXACT, PART, ordered, pairs, stems
from verbale.engines.catalogue.search.compound import forms_of
from verbale.engines.catalogue.search.form import BODY, TEXTS, order_of
from verbale.engines.catalogue.search.opened import Opened
from verbale.engines.catalogue.search.runs import Run, Script

_TITLE, _WRITTEN, _STRICT, _COMPOUND = 2.0, 1.5, 3.0, 0.5
_MOST_CUTS, _LONGEST_CUT = 8, 12
_LONGEST_JOINED, _MOST_JOINED = 24, 4
_LEAST_SPLIT, _FREQUENT = 4, 50
_SPLIT_IN = (order_of("title"), order_of("creator"), order_of("subject"))
_PARTICLES = "的之与和及"
_LETTERS = (Script.LATIN, Script.CYRILLIC)
_SHOULD, _MUST = tantivy.Occur.Should, tantivy.Occur.Must


class Groups:
    """Makes the question of each run of a query, in one field (``body`` is all of them).

    ``ranked``: what puts better hits before others is asked too; it changes nothing in what is found.
    """

    def __init__(self, index: Opened, field: str, *, ranked: bool = True) -> None:
        self.index, self.field, self.ranked = index, field, ranked and field == BODY
        self._orders = [order_of(name) for name in (TEXTS if field == BODY else (field,))]

    def of(self, runs: Sequence[Run], at: int) -> tantivy.Query:
        """What the run at a place asks; its neighbours tell which words may be written as one."""
        run = runs[at]
        if run.script is Script.HAN:
            return self._han(run.plain)
        if run.script is Script.HANGUL:
            return self._hangul(run.plain)
        made = [*self._words(run), *self._joined(runs, at), *self._split(run)]
        return _any(made)

    def opening(self, run: Run) -> tantivy.Query:
        """What begins with the letters of a run."""
        if run.script in (Script.HAN, Script.HANGUL):
            return self.of([run], 0)
        beginning = "".join(letter for letter in run.plain if letter.isalnum())
        return tantivy.Query.regex_query(self.index.schema, self.field, f"{EXACT}{beginning}.*")

    def wider(self, text: str) -> tantivy.Query:
        """Han whose first or last character may stand apart, as words are shortened: 杂交稻 for 杂交水稻."""
        return _any([_every([self._cuts(one), self._cuts(rest)])
                     for one, rest in ((text[0], text[1:]), (text[-1], text[:-1]))])  # fmt: skip

    def phrase(self, tokens: Sequence[str]) -> tantivy.Query:
        """What has tokens side by side in this order, in one text of the field."""
        if len(tokens) == 1:
            return _any([self._term(name, tokens[0]) for name in self._orders])
        return _any([self._phrase(name, tokens) for name in self._orders])

    def _words(self, run: Run) -> Iterator[tantivy.Query]:
        if run.script in _LETTERS:
            # A single letter is a name's first one, which stands only as it is written.
            yield from self._found(stems(run) if len(run.plain) > 1 else (EXACT + run.plain, *stems(run)))
            if self.ranked and self.index.has(EXACT + run.plain, "title"):
                yield tantivy.Query.boost_query(self._term("title", EXACT + run.plain), _TITLE * _WRITTEN)
            yield from self._compounds(run)
            return
        yield from self._found([EXACT + run.plain], _WRITTEN)
        if len(run.pieces) > 1:
            yield self.phrase(ordered(run))

    def _compounds(self, run: Run) -> Iterator[tantivy.Query]:
        """What has the word as a part of a compound: as it was indexed or, for an unknown word, as it is found now."""
        for word in dict.fromkeys((run.plain, latin.spelt(run.plain))) if run.script is Script.LATIN else ():
            tokens = [PART + form for form in forms_of(word) if self.index.words.known(form)]
            tokens = tokens or [EXACT + one for one in self.index.compounds(word)]
            if found := [self._term(self.field, token) for token in tokens if self.index.has(token, self.field)]:
                yield tantivy.Query.boost_query(_any(found), _COMPOUND)

    def _joined(self, runs: Sequence[Run], at: int) -> Iterator[tantivy.Query]:
        """Neighbours written as one word: ground water, guang xian, KS B 0801."""
        for first in range(max(0, at - _MOST_JOINED + 1), at + 1):
            for last in range(max(at, first + 1), min(len(runs), first + _MOST_JOINED)):
                some = runs[first : last + 1]
                if any(run.script not in (*_LETTERS, Script.NUMBER) for run in some):
                    continue
                whole = "".join(run.plain for run in some)
                if len(whole) <= _LONGEST_JOINED:
                    yield from self._found([EXACT + whole, *self._stems_joined(some, whole)])

    def _stems_joined(self, some: Sequence[Run], whole: str) -> tuple[str, ...]:
        script = some[-1].script
        return stems(Run(script, whole, whole)) if script in _LETTERS else ()

    def _split(self, run: Run) -> Iterator[tantivy.Query]:
        """One word written as two: groundwater, database."""
        if run.script not in _LETTERS or not _LEAST_SPLIT <= len(run.plain) <= _LONGEST_JOINED:
            return
        for cut in range(1, len(run.plain) - 1):
            parts = [ordered(Run(run.script, part, part))[0] for part in (run.plain[:cut], run.plain[cut:])]
            for name in self._orders if self.field != BODY else _SPLIT_IN:
                if all(map(self._seldom, [name] * 2, parts)):
                    yield self._phrase(name, parts)

    def _seldom(self, name: str, token: str) -> bool:
        """Whether a token occurs, and not so often that asking for it costs more than it tells."""
        count, all_ = self.index.searcher.doc_freq(name, token), self.index.searcher.num_docs
        return 0 < count <= max(_FREQUENT, all_ // _FREQUENT)

    def _han(self, text: str) -> tantivy.Query:
        made = [*self._found([EXACT + text]), self._cuts(text)]
        parts = [part for part in _parted(text) if part]
        if len(parts) > 1 and all(len(part) > 1 for part in parts):
            made.append(_every([self._cuts(part) for part in parts]))
        if len(text) > 2 and self.ranked:
            made.append(tantivy.Query.boost_query(self.phrase(tuple(text)), _STRICT))
        return _any(made)

    def _hangul(self, text: str) -> tantivy.Query:
        words = list(dict.fromkeys((text, hangul.southern(text))))
        nouns = [noun for word in words if len(noun := hangul.noun_of(word)) > 1]
        written = list(self._found([EXACT + word for word in (*words, *nouns)], _WRITTEN))
        return _any([*written, *map(self._cuts, dict.fromkeys((*words, *nouns)))])

    def _cuts(self, text: str) -> tantivy.Query:
        """A text without blanks, or words of two or three characters that make it up."""
        if len(text) < 3:
            return _any(list(self._found([text])))
        return _any([_every([self._chunk(part) for part in parts]) for parts in cuts(text)])

    def _chunk(self, text: str) -> tantivy.Query:
        return _every([_any(list(self._found([token]))) for token in pairs(text)])

    def _found(self, tokens: Sequence[str], weight: float = 1.0) -> Iterator[tantivy.Query]:
        """Items that have any of the tokens, those before others that have it in the title."""
        for token in dict.fromkeys(tokens):
            if not self.index.has(token, self.field):
                continue
            yield self._term(self.field, token)
            if self.ranked and self.index.has(token, "title"):
                yield tantivy.Query.boost_query(self._term("title", token), _TITLE * weight)

    def _term(self, name: str, token: str) -> tantivy.Query:
        return tantivy.Query.term_query(self.index.schema, name, token)

    def _phrase(self, name: str, tokens: Sequence[str]) -> tantivy.Query:
        return tantivy.Query.phrase_query(self.index.schema, name, list(tokens))


@lru_cache(maxsize=1024)
def cuts(text: str) -> tuple[tuple[str, ...], ...]:
    """The ways to cut a text into parts of two or three characters; of a long one, the first few."""
    if len(text) <= 3:
        return ((text,),)
    if len(text) > _LONGEST_CUT:
        even = tuple(text[at : at + 2] for at in range(0, len(text) - 1, 2))
        return ((*even, text[-2:]) if len(text) % 2 else even,)
    return tuple(islice(_cut(text), _MOST_CUTS))


def _cut(text: str) -> Iterator[tuple[str, ...]]:
    if len(text) in (2, 3):
        yield (text,)
    for size in (2, 3):
        if len(text) - size > 1:
            yield from ((text[:size], *rest) for rest in _cut(text[size:]))


def _parted(text: str) -> list[str]:
    for particle in _PARTICLES:
        text = text.replace(particle, " ")
    return text.split()


def _any(asked: Sequence[tantivy.Query]) -> tantivy.Query:
    if not asked:
        return tantivy.Query.empty_query()
    return asked[0] if len(asked) == 1 else tantivy.Query.boolean_query([(_SHOULD, one) for one in asked])


def _every(asked: Sequence[tantivy.Query]) -> tantivy.Query:
    return asked[0] if len(asked) == 1 else tantivy.Query.boolean_query([(_MUST, one) for one in asked])
