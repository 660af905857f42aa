"""Which edition follows which, and which record of the newest a record of an older one is (CATALOGUE.md, 4)."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from verbale.engines import catalogue
from verbale.records import files
from verbale.records.holding import Edition


def folder_of(edition: Edition) -> Path:
    """Where its tables are."""
    return files.home().editions / edition.folder


def opened(edition: Edition) -> catalogue.Edition:
    """The edition's tables, opened."""
    return catalogue.open_edition(folder_of(edition))


def earlier(edition: Edition) -> list[Edition]:
    """The editions of the same source up to this one, itself the last."""
    found = [edition]
    while found[0].follows is not None:
        found.insert(0, found[0].follows)
    return found


def later(edition: Edition) -> Iterator[Edition]:
    """The editions of the same source after this one, one after another."""
    following = edition.followers.first()
    while following is not None:
        yield following
        following = following.followers.first()


def newest() -> list[Edition]:
    """Of each source the newest edition, the oldest import first: what is offered is offered from these."""
    return list(Edition.objects.newest().order_by("imported_at", "pk"))


def carried(edition: Edition, numbers: Collection[int]) -> dict[int, int]:
    """The numbers that records of an edition have in the newest of its source, without those that were withdrawn."""
    return catalogue.descend(numbers, [folder_of(one) for one in later(edition)])


def newest_after(edition: Edition) -> Edition:
    """The newest edition of the same source, which may be this one."""
    return [edition, *later(edition)][-1]
