"""The one order in which a set of acts is counted: the depositary's (PROTOCOL.md, 12.10 and 12.11).

The depositary's acts stand in the order of its chain. An act of the other side stands before the first act of the
depositary that has seen it, and after all of them as long as none has. Hashes cannot run in a circle, so this order
never puts an act before one that it has seen; and it depends on nothing but the acts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from verbale.engines.agreement.act import Act
from verbale.engines.agreement.errors import ForkedActs, MixedActs


@dataclass(frozen=True, slots=True)
class History:
    """The acts of one text: ``counted`` in the depositary's order, and ``waiting``, whose predecessors are missing."""

    text: str
    depositary: str
    sides: tuple[str, ...]
    counted: tuple[Act, ...]
    waiting: tuple[Act, ...]

    def last(self, side: str) -> Act | None:
        """The side's last act that counts."""
        return next((act for act in reversed(self.counted) if act.side == side), None)

    def chain(self, side: str) -> tuple[Act, ...]:
        """The side's acts that count, by number."""
        return tuple(act for act in self.counted if act.side == side)

    def other(self, side: str) -> str | None:
        """The other side, if it is known."""
        return next((one for one in self.sides if one != side), None)


def history(acts: Iterable[Act]) -> History:
    """Orders the acts of one text by its two sides; an act that is given twice counts once. Raises MixedActs if they
    do not belong together, ForkedActs if a side has two acts with one number."""
    known = sorted({act.hash: act for act in acts}.values(), key=lambda act: (act.side, act.number, act.hash))
    if not known:
        raise MixedActs(why="there are none")
    _check_together(known)
    chains = {side: {act.number: act for act in known if act.side == side} for side in {act.side for act in known}}
    linked = _linked(chains)
    counted = tuple(_merged(known[0].depositary, linked))
    hashes = {act.hash for act in counted}
    return History(
        known[0].text,
        known[0].depositary,
        tuple(sorted({known[0].depositary, *chains})),
        counted,
        tuple(act for act in known if act.hash not in hashes),
    )


def _check_together(known: list[Act]) -> None:
    for what in ("text", "depositary"):
        if len({getattr(act, what) for act in known}) > 1:
            raise MixedActs(why=f"they name more than one {what}")
    if len({known[0].depositary, *(act.side for act in known)}) > 2:
        raise MixedActs(why="more than two sides, with the depositary, did them")
    for one, next_one in pairwise(known):
        if (one.side, one.number) == (next_one.side, next_one.number):
            raise ForkedActs(text=one.text, side=one.side, number=one.number)


def _linked(chains: dict[str, dict[int, Act]]) -> dict[str, list[Act]]:
    """Each chain from its beginning as far as everything that an act names is there."""
    linked: dict[str, list[Act]] = {side: [] for side in sorted(chains)}
    places: dict[str, Act] = {}
    grown = True
    while grown:
        grown = False
        for side, chain in linked.items():
            while (act := chains[side].get(len(chain) + 1)) and _fits(act, chain, places):
                chain.append(act)
                places[act.hash] = act
                grown = True
    return linked


def _fits(act: Act, chain: list[Act], places: dict[str, Act]) -> bool:
    if act.previous != (chain[-1].hash if chain else None):
        return False
    before = places[chain[-1].seen].number if chain and chain[-1].seen else 0
    if act.seen is None:
        return before == 0
    return act.seen in places and places[act.seen].side != act.side and places[act.seen].number >= before


def _merged(depositary: str, linked: dict[str, list[Act]]) -> Iterator[Act]:
    others = [act for side, chain in linked.items() if side != depositary for act in chain]
    places = {act.hash: place for place, act in enumerate(others, 1)}
    taken = 0
    for act in linked.get(depositary, []):
        upto = places[act.seen] if act.seen else taken
        yield from others[taken:upto]
        yield act
        taken = max(taken, upto)
    yield from others[taken:]
