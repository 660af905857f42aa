"""The part of a stream that a reader is looking at, so that memory does not grow with the file."""

from __future__ import annotations

from typing import Protocol

CHUNK = 256 * 1024
"""Bytes read at a time."""


class Source(Protocol):
    """Anything that gives bytes, at most as many as asked for and none at its end: a file, a pipe, a digest of one."""

    def read(self, size: int, /) -> bytes: ...


class Window:
    """``data`` is what has been read and not yet dropped; ``offset`` is where it begins in the stream.

    ``encoding`` is set where the stream is known to be in one, whatever it declares.
    """

    def __init__(self, stream: Source, encoding: str | None = None) -> None:
        self.stream = stream
        self.encoding = encoding
        self.data = b""
        self.offset = 0
        self.ended = False

    def reach(self, size: int) -> bool:
        """Reads on until at least so many bytes are there; False if the stream ends before."""
        while len(self.data) < size and not self.ended:
            more = self.stream.read(max(CHUNK, size - len(self.data)))
            self.ended = not more
            self.data += more
        return len(self.data) >= size

    def drop(self, size: int) -> bytes:
        """Takes so many bytes off the front."""
        taken = self.data[:size]
        self.skip(len(taken))
        return taken

    def skip(self, size: int) -> None:
        """Goes on behind so many of the bytes that are there, which nobody wants."""
        self.data = self.data[size:]
        self.offset += size
