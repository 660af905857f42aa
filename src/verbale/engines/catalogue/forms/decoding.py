"""Lines as text: UTF-8 where they are, else what their letters make likely, remembered from line to line."""

from __future__ import annotations

from verbale.engines.catalogue.encoding import CODECS, UTF8, detected


class LineDecoder:
    """``encoding`` is what the file was in so far; UTF-8 until a line is in something else."""

    def __init__(self, head: bytes) -> None:
        self.encoding = UTF8
        text = head[: head.rfind(b"\n") + 1] or head
        if not text.isascii() and (found := detected(text)) is not None:
            self.encoding = found[0]

    def decode(self, raw: bytes) -> tuple[str, str] | None:
        """The text and its encoding; None if in none that is known."""
        for encoding in (UTF8, self.encoding):
            try:
                return raw.decode(CODECS.get(encoding, encoding)), encoding
            except UnicodeDecodeError:
                continue
        found = detected(raw)
        if found is None:
            return None
        self.encoding = found[0]
        return found[1].decode(), found[0]


UNDECODABLE = "its letters are likely in none of the encodings that are known"
