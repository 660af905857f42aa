"""Revisions of minutes as pages show them: article by article, with the differences of their languages marked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from verbale.domain.cycle import minutes_check
from verbale.domain.cycle.minutes_check import Checked
from verbale.domain.cycle.minutes_outline import Outline, Written
from verbale.engines import agreement
from verbale.kernel.errors import NotFound
from verbale.records.minutes import Minutes
from verbale.records.text import Text, TextKind
from verbale.web import minutes_conclusion
from verbale.web.access import seen
from verbale.web.minutes_words import ROLES, Found, Run, marked


@dataclass(frozen=True, slots=True)
class Shown:
    """An article, or the title where it has no identifier: its words by language, and what was found in it."""

    identifier: str
    role: str
    languages: list[tuple[str, str, list[Run]]]
    found: list[Found]
    duty: str = ""
    """The number of the duty of the mandate that a conclusion names (S3)."""
    concluded: tuple[tuple[str, str], ...] = ()
    """What a conclusion says beside its words: whom it binds, when it is due, who is in charge."""

    @property
    def open(self) -> int:
        return sum(one.open for one in self.found)


def minutes_text(identifier: str, viewer: Any) -> Text:
    """The text of minutes that the viewer may see, by its identifier or that of the minutes."""
    rows = seen(Text, viewer).filter(text_kind=TextKind.MINUTES).select_related("partner")
    found = rows.filter(pk=identifier).first() or rows.filter(minutes__pk=identifier).first()
    if found is None:
        raise NotFound(what="minutes", which=identifier)
    return found


def kept_of(text: Text, viewer: Any) -> Minutes | None:
    """What is kept of minutes beside the text; reading a page makes nothing."""
    return seen(Minutes, viewer).filter(text=text).first()


def checked(
    revision: agreement.Revision, minutes: Minutes | None, fields: Mapping[str, Any] | None = None
) -> list[Shown]:
    """A revision with its title first; ``fields`` are those that ask for reasons, by the keys of the differences."""
    found = minutes_check.check(revision, minutes)
    numbered = list(enumerate(found, start=1))
    fields = fields or {}

    def of(article: str) -> list[Found]:
        return [Found(n, one.finding, one, fields.get(one.key)) for n, one in numbered if one.article == article]

    return _shown(
        revision.languages,
        revision.title,
        revision.articles,
        [of(""), *(of(one.identifier) for one in revision.articles)],
    )


def checked_outline(outline: Outline) -> list[Shown]:
    """The same of minutes that are still being written."""
    numbered = list(enumerate(minutes_check.check_outline(outline), start=1))
    places: list[int | None] = [None, *range(len(outline.articles))]
    found = [[Found(number, one) for number, (at, one) in numbered if at == place] for place in places]
    return _shown(outline.languages, outline.title, outline.articles, found)


def _shown(
    languages: Sequence[str], title: Mapping[str, str], articles: Iterable[agreement.Article | Written],
    found: Sequence[list[Found]],
) -> list[Shown]:  # fmt: skip
    head = Shown("", "", marked({one: title.get(one, "") for one in languages}, found[0]), found[0])
    rest = [
        Shown(
            one.identifier, role_of(one.roles),
            marked({code: minutes_check.words(one, code) for code in languages}, each), each,
            str(one.facts.get("duty", "")), tuple(minutes_conclusion.told(one.facts)),
        )
        for one, each in zip(articles, found[1:], strict=True)
    ]  # fmt: skip
    return [head, *rest]


def role_of(roles: Sequence[str]) -> str:
    """What an article is: the first role that minutes know, empty for any other."""
    return next((one for one in ROLES if one and one in roles), "")


def count_open(found: Iterable[Checked]) -> int:
    """How many differences are neither mended nor accepted."""
    return sum(one.accepted is None for one in found)
