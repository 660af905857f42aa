"""What lies between the two folders: it drops, repeats, delays, reorders, cuts off and flips bytes."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from random import Random


@dataclass
class Wire:
    """The way from one side's folder to the other's, and what is on it."""

    source: Path
    target: Path
    random: Random
    on_its_way: list[tuple[int, str, bytes]] = field(default_factory=list)
    """The tick at which it arrives, its name, its bytes."""
    ticks: int = 0
    count: int = 0

    def tick(self, *, faults: bool) -> list[str]:
        """Takes what was laid there, and delivers what is due; what happened, in words."""
        self.ticks += 1
        told = []
        for path in sorted(self.source.glob("*.pouch")):
            data = path.read_bytes()
            path.unlink()
            told += self._take(path.name, data) if faults else self._put(0, path.name, data)
        due = [one for one in self.on_its_way if one[0] <= self.ticks or not faults]
        self.on_its_way = [one for one in self.on_its_way if one not in due]
        for _, name, data in due:
            # Whoever carries a disk may name files as they like; two files of one name are the later one.
            (self.target / name).write_bytes(data)
        return [*told, *(f"{name} arrives" for _, name, _ in due)]

    def _take(self, name: str, data: bytes) -> list[str]:
        fate = self.random.choices(
            ["goes", "is dropped", "comes twice", "is late", "is renamed", "is cut off", "is altered"],
            [50, 12, 10, 12, 6, 5, 5],
        )[0]
        self.count += 1
        draw = self.random.randrange
        later, altered = draw(1, 6), f"{draw(10)}{self.count}-{name}"
        if fate == "is dropped":
            return [f"{name} {fate}"]
        if fate == "comes twice":
            return self._put(0, name, data) + self._put(later, altered, data) + [f"{name} {fate}"]
        if fate == "is late":
            return self._put(later, name, data) + [f"{name} {fate}"]
        if fate == "is renamed":
            return self._put(0, altered, data) + [f"{name} {fate}"]
        if fate == "is cut off":
            return self._put(0, name, data[: draw(len(data))]) + [f"{name} {fate}"]
        if fate == "is altered":
            at = draw(len(data))
            return self._put(0, name, data[:at] + bytes([data[at] ^ (1 << draw(8))]) + data[at + 1 :]) + [
                f"{name} {fate}"
            ]
        return self._put(0, name, data)

    def _put(self, later: int, name: str, data: bytes) -> list[str]:
        self.on_its_way.append((self.ticks + later, name, data))
        return []
