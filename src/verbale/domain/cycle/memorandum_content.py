"""What a memorandum says: title, agenda, schedule, supplements, in values that refuse nonsense at birth (S15)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Self

from verbale.domain.cycle import words
from verbale.kernel.canonical import Json
from verbale.kernel.errors import WrongUse
from verbale.kernel.identifier import is_identifier, new_identifier
from verbale.kernel.imprecise import ImpreciseDate, Precision

MOST_ITEMS = 200
"""Items of an agenda; and as many rows of a schedule, and supplements."""
LONGEST_DUTY, LONGEST_HOUR = 20, 100
MOST_PAGES = 100_000


class BadMemorandum(WrongUse):
    """A memorandum cannot say this: {why}."""


@dataclass(frozen=True, slots=True)
class Item:
    """One item of an agenda: its words by language, the duty it falls under or ``other``, what is wanted of it.

    ``id`` is its own through all versions; ``same_as`` names the other side's item that it is one with, or nothing.
    """

    title: Mapping[str, str]
    duty: str
    want: Mapping[str, str] = field(default_factory=dict)
    same_as: str = ""
    id: str = field(default_factory=new_identifier)

    def __post_init__(self) -> None:
        object.__setattr__(self, "title", words.by_language(self.title, what="title of an item"))
        object.__setattr__(self, "want", words.by_language(self.want, what="wanted result", needed=False))
        object.__setattr__(self, "duty", words.line(self.duty, what="duty", longest=LONGEST_DUTY))
        for name, needed in (("id", True), ("same_as", False)):
            value = getattr(self, name)
            if not isinstance(value, str) or (not is_identifier(value) and (needed or value)):
                raise BadMemorandum(why=f"“{str(value)[:26]}” is no identity of an item")

    def as_json(self) -> dict[str, Json]:
        """As it is kept and told."""
        return {
            "id": self.id, "title": dict(self.title), "duty": self.duty, "want": dict(self.want),
            "same_as": self.same_as,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a schedule: an imprecise date, the hour or place as written, what then is done."""

    on: str
    what: Mapping[str, str]
    at: str = ""

    def __post_init__(self) -> None:
        on = ImpreciseDate.read(words.line(self.on, what="date in the schedule", longest=40, needed=False))
        if on.precision in (Precision.NONE, Precision.IMMEDIATELY, Precision.SINCE):
            raise BadMemorandum(why="a row of its schedule has no date; a month or a year will do")
        object.__setattr__(self, "on", on.edtf)
        object.__setattr__(self, "what", words.by_language(self.what, what="row of the schedule"))
        hour = words.line(self.at, what="hour or place", longest=LONGEST_HOUR, needed=False)
        object.__setattr__(self, "at", hour)

    def as_json(self) -> dict[str, Json]:
        """As it is kept and told."""
        return {"on": self.on, "at": self.at, "what": dict(self.what)}


@dataclass(frozen=True, slots=True)
class Supplement:
    """A paper that supplements a memorandum: title by language, the language it is in, its pages, 0 if not counted."""

    title: Mapping[str, str]
    language: str = ""
    pages: int = 0

    def __post_init__(self) -> None:
        object.__setattr__(self, "title", words.by_language(self.title, what="title of a supplement"))
        object.__setattr__(self, "language", words.language(self.language))
        if type(self.pages) is not int or not 0 <= self.pages <= MOST_PAGES:
            raise BadMemorandum(why=f"the pages of a supplement are no number from 0 to {MOST_PAGES}")

    def as_json(self) -> dict[str, Json]:
        """As it is kept and told."""
        return {"title": dict(self.title), "language": self.language, "pages": self.pages}


@dataclass(frozen=True, slots=True)
class Content:
    """All that one version of a memorandum says."""

    titles: Mapping[str, str]
    agenda: tuple[Item, ...] = ()
    schedule: tuple[Row, ...] = ()
    supplements: tuple[Supplement, ...] = ()

    def __post_init__(self) -> None:
        titles = words.by_language(self.titles, what="title of the memorandum", longest=words.LONGEST_LINE)
        object.__setattr__(self, "titles", titles)
        for name in ("agenda", "schedule", "supplements"):
            if len(getattr(self, name)) > MOST_ITEMS:
                raise BadMemorandum(why=f"its {name} has more than {MOST_ITEMS} entries")
        _check_once([one.id for one in self.agenda], "two items have the same identity")
        named = [one.same_as for one in self.agenda if one.same_as]
        _check_once(named, "two items are said to be one with the same item")

    def as_json(self) -> dict[str, list[Json]]:
        """Agenda, schedule and supplements as they are kept and told."""
        return {
            "agenda": [one.as_json() for one in self.agenda],
            "schedule": [one.as_json() for one in self.schedule],
            "supplements": [one.as_json() for one in self.supplements],
        }

    @classmethod
    def of_json(cls, titles: object, told: Mapping[str, Any]) -> Self:
        """Reads what ``as_json`` wrote; refuses other fields and other types.

        Raises BadMemorandum, BadWords, NoDate.
        """
        kinds: dict[str, Any] = {"agenda": Item, "schedule": Row, "supplements": Supplement}
        read = {name: tuple(_each(kind, told.get(name), name)) for name, kind in kinds.items()}
        return cls(titles, **read)  # type: ignore[arg-type]


def _check_once(names: Sequence[str], why: str) -> None:
    if len(set(names)) < len(names):
        raise BadMemorandum(why=why)


_FIELDS = {
    Item: {"id", "title", "duty", "want", "same_as"}, Row: {"on", "at", "what"},
    Supplement: {"title", "language", "pages"},
}  # fmt: skip


def _each(kind: Any, rows: object, name: str) -> list[Any]:
    if not isinstance(rows, list) or len(rows) > MOST_ITEMS:
        raise BadMemorandum(why=f"its {name} is no list of at most {MOST_ITEMS} entries")
    if not all(isinstance(row, dict) and set(row) == _FIELDS[kind] for row in rows):
        raise BadMemorandum(why=f"an entry of its {name} has not the fields {', '.join(sorted(_FIELDS[kind]))}")
    return [kind(**row) for row in rows]
