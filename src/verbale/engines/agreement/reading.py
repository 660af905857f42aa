"""Reading what is hashed and signed: only its canonical bytes, since another spelling would have another hash."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeVar

from verbale.engines.agreement.errors import NoAct, NoRevision
from verbale.kernel.canonical import Json, read_json
from verbale.kernel.errors import VerbaleError


class Written(Protocol):
    """What has canonical bytes."""

    def as_bytes(self) -> bytes: ...


T = TypeVar("T", bound=Written)


def read_canonical(
    data: bytes, of_json: Callable[[Json], T], *, what: str, largest: int, refusal: type[NoAct] | type[NoRevision]
) -> T:
    """The value whose canonical bytes these are; whatever is wrong with them is a ``refusal``."""
    if len(data) > largest:
        raise refusal(why=f"it has more than {largest} bytes")
    try:
        value = of_json(read_json(data, what))
    except refusal:
        raise
    except VerbaleError as fault:
        raise refusal(why=str(fault)) from fault
    if value.as_bytes() != data:
        raise refusal(why="it is not written canonically")
    return value
