"""The difference of two revisions, article by article and language by language, for a page or a terminal to print."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from verbale.engines.agreement.article import Article, Fact
from verbale.engines.agreement.revision import Revision
from verbale.engines.agreement.runs import MOST_STEPS_IN_ALL, Effort, Run, runs


class Change(StrEnum):
    """What became of an article."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"
    """Its words are the same, and it stands elsewhere among the articles that stayed."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One wording in one language, before and after (None: there was or is none), and the runs between them."""

    part: str
    language: str
    before: str | None
    after: str | None
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class ArticleChange:
    """What became of one article. ``moved`` may be true of a changed one as well. Places count from 1 (None: it is not
    there). Roles and facts are given only where they differ."""

    identifier: str
    change: Change
    moved: bool
    place_before: int | None
    place_after: int | None
    passages: tuple[Passage, ...]
    roles: tuple[tuple[str, ...], tuple[str, ...]] | None = None
    facts: tuple[tuple[str, Fact, Fact], ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """From one revision to another: only what differs. ``before`` is None where a first text is shown as all new.
    ``kind`` and ``languages`` are given, before and after, only where they differ."""

    before: str | None
    after: str
    kind: tuple[str, str] | None
    languages: tuple[tuple[str, ...], tuple[str, ...]] | None
    title: tuple[Passage, ...]
    articles: tuple[ArticleChange, ...]

    @property
    def empty(self) -> bool:
        """Whether nothing differs."""
        return not (self.kind or self.languages or self.title or self.articles)


def difference(before: Revision | None, after: Revision) -> Difference:
    """The difference; articles in the order in which they stand afterwards, each removed one before the article that
    followed it. Wordings that are too long to compare in a second or so are shown as replaced."""
    languages = tuple(dict.fromkeys((*after.languages, *(before.languages if before else ()))))
    comparing = _Comparing(languages, Effort(MOST_STEPS_IN_ALL))
    return Difference(
        before.hash if before else None,
        after.hash,
        (before.kind, after.kind) if before and before.kind != after.kind else None,
        (before.languages, after.languages) if before and before.languages != after.languages else None,
        comparing.passages("title", before.title if before else {}, after.title),
        comparing.articles(before.articles if before else (), after.articles),
    )


@dataclass(frozen=True, slots=True)
class Clash:
    """An article that both sides changed against the text in force, each in its way (None: removed or never there)."""

    identifier: str
    base: Article | None
    ours: Article | None
    theirs: Article | None


def clashes(base: Revision | None, ours: Revision, theirs: Revision) -> tuple[Clash, ...]:
    """Which articles both proposals change against the text in force and do not change alike; in the order of theirs,
    then of ours. Everything else can be taken from whoever changed it."""
    names = dict.fromkeys(
        article.identifier for revision in (theirs, ours, base) if revision for article in revision.articles
    )
    found = (
        Clash(name, base.article(name) if base else None, ours.article(name), theirs.article(name)) for name in names
    )
    return tuple(one for one in found if one.ours != one.theirs and one.base not in (one.ours, one.theirs))


@dataclass(frozen=True, slots=True)
class _Comparing:
    """What one comparison has in common: the languages in their order, and how long it may take."""

    languages: tuple[str, ...]
    effort: Effort

    def articles(self, before: tuple[Article, ...], after: tuple[Article, ...]) -> tuple[ArticleChange, ...]:
        """The articles that differ or stand elsewhere."""
        old = {one.identifier: (place, one) for place, one in enumerate(before, 1)}
        new = {one.identifier: (place, one) for place, one in enumerate(after, 1)}
        moved = _moved([name for name in old if name in new], [name for name in new if name in old])
        changes = (
            self.article(name, old.get(name, (None, None)), new.get(name, (None, None)), name in moved)
            for name in _in_reading_order(list(old), list(new))
        )
        return tuple(change for change in changes if change)

    def article(
        self, name: str, old: tuple[int | None, Article | None], new: tuple[int | None, Article | None], moved: bool
    ) -> ArticleChange | None:
        """What became of one article, of which at least one side is there; None if nothing did."""
        (place_before, before), (place_after, after) = old, new
        passages = (
            *self.passages("heading", before.heading if before else {}, after.heading if after else {}),
            *self.passages("text", before.text if before else {}, after.text if after else {}),
        )
        roles = (before.roles if before else (), after.roles if after else ())
        facts = _facts(before.facts if before else {}, after.facts if after else {})
        differs = bool(passages or roles[0] != roles[1] or facts)
        if before and after and not (differs or moved):
            return None
        change = Change.ADDED if not before else Change.CHANGED if differs else Change.MOVED
        return ArticleChange(
            name,
            change if after else Change.REMOVED,
            moved,
            place_before,
            place_after,
            passages,
            roles if roles[0] != roles[1] else None,
            facts,
        )

    def passages(self, part: str, before: Mapping[str, str], after: Mapping[str, str]) -> tuple[Passage, ...]:
        """The wordings of one part that differ, by language."""
        return tuple(
            Passage(
                part, one, before.get(one), after.get(one), runs(before.get(one, ""), after.get(one, ""), self.effort)
            )
            for one in self.languages
            if before.get(one) != after.get(one)
        )


def _moved(old: list[str], new: list[str]) -> set[str]:
    """The names that do not belong to the longest part whose order stayed."""
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    stayed = {name for block in blocks for name in old[block.a : block.a + block.size]}
    return set(old) - stayed


def _in_reading_order(old: list[str], new: list[str]) -> list[str]:
    """The new order, with each that is gone before the next one that stayed."""
    there, order, gone_before = set(new), list(new), dict[str | None, list[str]]()
    follower: str | None = None
    for name in reversed(old):
        if name in there:
            follower = name
        else:
            gone_before.setdefault(follower, []).insert(0, name)
    merged = [one for name in order for one in (*gone_before.get(name, ()), name)]
    return merged + gone_before.get(None, [])


def _facts(before: Mapping[str, Fact], after: Mapping[str, Fact]) -> tuple[tuple[str, Fact, Fact], ...]:
    """Name, value before and after; a value that is missing shows as None, like one that is null."""
    names = sorted({*before, *after})
    return tuple(
        (name, before.get(name), after.get(name))
        for name in names
        if (name in before, repr(before.get(name))) != (name in after, repr(after.get(name)))
    )
