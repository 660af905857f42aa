"""The plain road for what is not usual: the same functions that read a stream record by record."""

from __future__ import annotations

import io
from dataclasses import dataclass, field

import numpy as np

from verbale.engines.catalogue.bulk.frames import Frames
from verbale.engines.catalogue.bulk.scan import Flags
from verbale.engines.catalogue.encoding import Habit
from verbale.engines.catalogue.iso2709 import read_rest, read_whole
from verbale.engines.catalogue.reading import checked
from verbale.engines.catalogue.record import Fault, Record
from verbale.engines.catalogue.window import Window


@dataclass(slots=True)
class Plain:
    """What was read of one chunk record by record, in order.

    ``inside`` are the frames that turned out to be within a record that begins in another one; ``until`` is the first
    frame that cannot be read without what follows the chunk.
    """

    reads: list[Record | Fault] = field(default_factory=list)
    inside: list[int] = field(default_factory=list)
    until: int | None = None


def read_plainly(window: Window, frames: Frames, usual: Flags, habit: Habit) -> Plain:
    """Reads the frames of the window's data that are not usual; drops nothing."""
    found = Plain()
    done = 0
    for place in np.flatnonzero(~usual).tolist():
        start, end = int(frames.start[place]), int(frames.end[place]) + 1
        if start < done:
            continue
        reach = max(end, start + int(frames.length[place]))
        if reach > len(window.data) and not window.ended:
            found.until = place
            break
        piece = _piece(window, start, reach)
        read = read_whole if frames.agrees[place] else read_rest
        found.reads += map(checked, read(piece, habit))
        done = piece.offset - window.offset
        if done > end:
            within = (frames.start > start) & (frames.start < done)
            found.inside += np.flatnonzero(within).tolist()
    return found


def _piece(window: Window, start: int, end: int) -> Window:
    """A part of the window as one of its own, at whose end nothing more can be read."""
    piece = Window(io.BytesIO())
    piece.data, piece.offset, piece.ended = window.data[start:end], window.offset + start, True
    return piece
