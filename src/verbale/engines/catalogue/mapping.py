"""Which column of a table, or which path of a JSON object, holds what of a publication."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields

from verbale.engines.catalogue.bibliographic import Bibliographic
from verbale.engines.catalogue.errors import NoMapping
from verbale.kernel.canonical import Json

NAMES = tuple(one.name for one in fields(Bibliographic) if one.name not in ("countries", "restricted"))
"""What may be mapped: the names of ``Bibliographic``, but ``country`` for all countries, ``restriction`` for both."""

LISTS = frozenset({"creators", "original_creators", "country", "series", "subjects", "isbn", "issn", "variants",
                   "local_numbers"})  # fmt: skip
"""Those that hold several values, parted by a separator."""


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """``columns``: our name → headings of columns, or paths of JSON with dots (``author.0.name``, ``authors.name``).

    Several columns are taken together: their values in order for a list, the first that is not empty else.
    ``separator`` parts the values of a list within one cell; empty: the cell is one value. Raises ``NoMapping``.
    """

    columns: Mapping[str, tuple[str, ...]]
    separator: str = ";"

    def __post_init__(self) -> None:
        if unknown := sorted(set(self.columns) - set(NAMES)):
            raise NoMapping(why=f"“{unknown[0]}” is nothing that a record has; known are {', '.join(NAMES)}")
        if not self.columns.get("title"):
            raise NoMapping(why="it does not say which column holds the title")

    def as_json(self) -> Json:
        """``{"columns": {"title": ["Titel"]}, "separator": ";"}``"""
        return {"columns": {name: list(given) for name, given in self.columns.items()}, "separator": self.separator}

    @classmethod
    def from_json(cls, told: object) -> ColumnMapping:
        """Reads what ``as_json`` gives; a column may stand alone instead of in a list. Raises ``NoMapping``."""
        if not isinstance(told, Mapping) or not isinstance(told.get("columns"), Mapping):
            raise NoMapping(why='it is no object with "columns"')
        separator = told.get("separator", ";")
        if not isinstance(separator, str) or unknown(told):
            raise NoMapping(why='beside "columns" it may have only "separator", a text')
        return cls({str(name): _headings(name, given) for name, given in told["columns"].items()}, separator)


def unknown(told: Mapping[str, object]) -> bool:
    """Whether there is anything beside the two members of a mapping."""
    return bool(set(told) - {"columns", "separator"})


def _headings(name: object, given: object) -> tuple[str, ...]:
    listed = [given] if isinstance(given, str) else given
    if not isinstance(listed, list | tuple) or not all(isinstance(one, str) and one for one in listed):
        raise NoMapping(why=f"“{name}” names no column")
    return tuple(listed)
