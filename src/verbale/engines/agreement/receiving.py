"""What to do with an act that came: the signature is verified before, by the caller (PROTOCOL.md, 12.3 and 12.9)."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from verbale.engines.agreement.act import Act
from verbale.engines.agreement.errors import BrokenLink, ForkedActs, OtherText
from verbale.engines.agreement.fold import fold


class Receipt(StrEnum):
    """What an act that was received is."""

    SEEN = "seen"
    """Known already: nothing to keep."""
    COUNTED = "counted"
    """To be kept; it counts, even if it should turn out void."""
    WAITING = "waiting"
    """To be kept; what it names as its previous or as seen has not come yet."""
    DISPUTED = "disputed"
    """To be kept: a conclusion that concludes nothing, which people have to speak about (12.9)."""


def check_received(act: Act, known: Iterable[Act], *, side: str, sides: tuple[str, str]) -> Receipt:
    """Judges an act that came as one of ``side``, whose signature it carries, between these two sides.

    ``known`` are all acts on the same text, of both sides. Acts of our own that the partner returns (7.4) are judged
    in the same way. Raises OtherText, ForkedActs or BrokenLink: then it is not kept.
    """
    held = {one.hash: one for one in known}
    _check_belongs(act, tuple(held.values()), side, sides)
    if act.hash in held:
        return Receipt.SEEN
    _check_links(act, held)
    standing = fold([*held.values(), act], act.day)
    if act.hash in {event.act.hash for event in standing.timeline}:
        return Receipt.DISPUTED if act.hash in standing.disputes else Receipt.COUNTED
    return Receipt.WAITING


def _check_belongs(act: Act, known: tuple[Act, ...], side: str, sides: tuple[str, str]) -> None:
    if act.side != side or act.side not in sides:
        raise OtherText(text=act.text, why=f"it is an act of “{act.side}”, and came as one of “{side}”")
    if act.depositary not in sides:
        raise OtherText(text=act.text, why=f"its depositary, “{act.depositary}”, is neither side")
    for one in known:
        if one.text != act.text:
            raise OtherText(text=one.text, why=f"it is about the text “{act.text}”")
        if one.depositary != act.depositary:
            raise OtherText(text=one.text, why=f"it names “{act.depositary}” as depositary, not “{one.depositary}”")
    if act.number == 1 and act.seen is None and act.depositary != act.side:
        raise OtherText(text=act.text, why="who proposes a text first is its depositary (12.1)")


def _check_links(act: Act, held: dict[str, Act]) -> None:
    own = {one.number: one for one in held.values() if one.side == act.side}
    if act.number in own:
        raise ForkedActs(text=act.text, side=act.side, number=act.number)
    for before, after in ((own.get(act.number - 1), act), (act, own.get(act.number + 1))):
        if before and after and after.previous != before.hash:
            raise ForkedActs(text=act.text, side=act.side, number=before.number)
    seen = held.get(act.seen or "")
    if seen and seen.side == act.side:
        raise BrokenLink(text=act.text, side=act.side, number=act.number, why="it names an act of its own side as seen")
    for earlier in own.values():
        one, two = (earlier, act) if earlier.number < act.number else (act, earlier)
        if _forgets(one, two, held):
            raise BrokenLink(
                text=act.text,
                side=act.side,
                number=two.number,
                why=f"it has seen less than act {one.number} had seen",
            )


def _forgets(one: Act, two: Act, held: dict[str, Act]) -> bool:
    """Whether the later act has seen less than the earlier one, as far as what they name is held."""
    if one.seen is None:
        return False
    if two.seen is None:
        return True
    before, after = held.get(one.seen), held.get(two.seen)
    return bool(before and after and after.number < before.number)
