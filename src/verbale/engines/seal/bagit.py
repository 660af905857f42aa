"""The tag files of a BagIt bag that somebody else made, read as bytes into values and findings.

Source: RFC 8493 (version 1.0), and the drafts of the same authors before it (0.93 to 0.97), which bags in archives
still follow. ``bag.py`` is another matter: the one strict spelling that our own pouches have.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

from verbale.engines.seal.bagit_files import ALGORITHMS
from verbale.engines.seal.bagit_report import Finding, Kind
from verbale.engines.seal.limits import Limits

DECLARATION, FETCH, DATA = "bagit.txt", "fetch.txt", "data/"
VERSIONS = frozenset({"0.93", "0.94", "0.95", "0.96", "0.97", "1.0"})
LINE_LIMIT = 1 << 13
"""Characters of the longest line that is understood: room for an address and a path."""

_DECLARED = re.compile(r"BagIt-Version: (\d+\.\d+)\nTag-File-Character-Encoding: ([!-~]+)\n?", re.ASCII)
_HINTED = re.compile(r"BagIt-Version[ \t]*:[ \t]*(\d*\.\d+)", re.ASCII)
_MANIFEST_LINE = re.compile(r"([0-9a-fA-F]+)[ \t]+(.+)", re.ASCII | re.DOTALL)
_FETCH_LINE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[!-~]+[ \t]+(\d{1,19}|-)[ \t]+(.+)", re.ASCII | re.DOTALL)
_OXUM = re.compile(r"(\d{1,19})\.(\d{1,19})", re.ASCII)
_BREAK = re.compile("\r\n|\n|\r")
_ENCODING = re.compile(r"[A-Za-z0-9_:+-]{1,40}", re.ASCII)
# Python knows more encodings than text has: some unpack, some evaluate escapes.
_ENCODINGS = re.compile(
    r"ascii|utf-?(8|16|32)([_-][bl]e)?|iso8859-\d+|cp(125\d|437|850|866|932|936|949|950)|koi8-[rtu]|mac-roman"
    r"|gb2312|gbk|gb18030|hz|big5|big5hkscs|shift_jis(_2004|x0213)?|euc_(jp|kr|jis_2004|jisx0213)|iso2022_(jp|kr)"
)
_BOMS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@dataclass(frozen=True, slots=True)
class Declaration:
    """What ``bagit.txt`` says: the version, "" where it says none, and the encoding of the other tag files."""

    version: str = ""
    encoding: str = ""

    @property
    def strict(self) -> bool:
        """Whether the rules of 1.0 hold, which they do where no earlier draft is named."""
        return not self.version.startswith("0.")

    @property
    def info(self) -> str:
        """The name of the file with the bag's metadata."""
        return "package-info.txt" if self.version in {"0.93", "0.94", "0.95"} else "bag-info.txt"


@dataclass(slots=True)
class Manifest:
    """A manifest's checksums, lower-case, by path; ``algorithm`` is the name as it stands in the file's."""

    name: str
    algorithm: str
    listed: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Fetched:
    """What ``fetch.txt`` lists: by path its length in bytes, None where it gives none."""

    listed: dict[str, int | None] = field(default_factory=dict)


class TagReader:
    """Reads a bag's tag files; what is wrong with them collects in ``findings``."""

    def __init__(self, limits: Limits) -> None:
        self.declaration = Declaration()
        self.findings: list[Finding] = []
        self._limits = limits

    def read_declaration(self, data: bytes) -> None:
        """``bagit.txt``: two lines in UTF-8, and nothing else (RFC 8493, 2.1.1)."""
        if data.startswith(_BOMS):
            self._note(Kind.BOM, DECLARATION)
            data = data.removeprefix(codecs.BOM_UTF8)
        text = _BREAK.sub("\n", data[:LINE_LIMIT].decode("utf-8", "replace"))
        found = _DECLARED.fullmatch(text)
        if not found:
            self._note(Kind.NOT_DECLARED, DECLARATION, text)
            hint = _HINTED.match(text)
            self.declaration = Declaration(hint[1] if hint else "")
            return
        self.declaration = Declaration(found[1], found[2])
        if found[1] not in VERSIONS:
            self._note(Kind.VERSION, DECLARATION, found[1])
        if self._codec() is None:
            self._note(Kind.ENCODING, DECLARATION, found[2])

    def read_manifest(self, name: str, data: bytes) -> Manifest:
        """A manifest of the payload (``manifest-…``), which lists ``data/``, or of tag files, which lists the rest."""
        manifest = Manifest(name, name.partition("-")[2].removesuffix(".txt"))
        payload = name.startswith("manifest-")
        length = ALGORITHMS.get(manifest.algorithm)
        for number, line in self._lines(name, data):
            found = _MANIFEST_LINE.fullmatch(line)
            if not found or (length is not None and len(found[1]) != 2 * length):
                self._note(Kind.BAD_LINE, name, line, number)
            elif path := self._path(found[2], name, number, payload=payload):
                self._list(manifest, path, found[1].lower(), number)
        return manifest

    def read_fetch(self, data: bytes) -> Fetched:
        """``fetch.txt``: address, length or ``-``, path in the payload (RFC 8493, 2.2.3)."""
        fetched = Fetched()
        for number, line in self._lines(FETCH, data):
            found = _FETCH_LINE.fullmatch(line)
            if not found:
                self._note(Kind.BAD_LINE, FETCH, line, number)
            elif path := self._path(found[2], FETCH, number, payload=True):
                if path in fetched.listed:
                    self._note(Kind.TWICE, FETCH, path, number)
                fetched.listed[path] = None if found[1] == "-" else int(found[1])
        return fetched

    def read_sum(self, name: str, data: bytes) -> tuple[int, int] | None:
        """Bytes and number of the payload's files as the metadata give them (``Payload-Oxum``), and None if not."""
        told = None
        for number, label, value in self._elements(name, data):
            if label.casefold() != "payload-oxum":
                continue
            if told is not None:
                self._note(Kind.REPEATED, name, label, number)
            elif found := _OXUM.fullmatch(value.strip(" \t")):
                told = int(found[1]), int(found[2])
            else:
                self._note(Kind.BAD_LINE, name, f"{label}:{value}", number)
        return told

    def _elements(self, name: str, data: bytes) -> Iterator[tuple[int, str, str]]:
        """Line number, label and value; a line that begins with space goes on with the value (RFC 8493, 2.2.2)."""
        last: list[str] = []
        begun = 0
        for number, line in self._lines(name, data):
            label, colon, value = line.partition(":")
            if line[0] in " \t" and last:
                last.append(line)
                continue
            if last:
                yield begun, last[0], "".join(last[1:])
                last = []
            spaced = label != label.strip() or (value and value[0] not in " \t")
            if not colon or not label.strip() or (spaced and self.declaration.strict):
                self._note(Kind.BAD_LINE, name, line, number)
            else:
                last, begun = [label.strip(), value], number
        if last:
            yield begun, last[0], "".join(last[1:])

    def _lines(self, name: str, data: bytes) -> Iterator[tuple[int, str]]:
        """The lines that are not empty, with their numbers."""
        codec = self._codec() or "utf-8"
        if codec == "utf-8" and data.startswith(codecs.BOM_UTF8):
            self._note(Kind.SPARE_BOM, name)
            data = data.removeprefix(codecs.BOM_UTF8)
        try:
            lines = _BREAK.split(data.decode(codec))
        except UnicodeError:
            self._note(Kind.UNDECODABLE, name, codec)
            return
        self._limits.check(f"the number of lines of “{name}”", len(lines), self._limits.files + 1)
        for number, line in enumerate(lines, 1):
            if len(line) > LINE_LIMIT:
                self._note(Kind.BAD_LINE, name, line, number)
            elif line:
                yield number, line

    def _list(self, manifest: Manifest, path: str, checksum: str, number: int) -> None:
        if path not in manifest.listed:
            manifest.listed[path] = checksum
        elif manifest.listed[path] != checksum:
            self._note(Kind.CONTRADICTED, manifest.name, path, number)
        else:
            kind = Kind.TWICE if self.declaration.strict else Kind.LISTED_TWICE
            self._note(kind, manifest.name, path, number)

    def _path(self, written: str, name: str, number: int, *, payload: bool) -> str | None:
        """The path that is meant; None, with a finding, if no file of the bag can be."""
        path = written.removeprefix("*").removeprefix("./")
        if not _is_inside(path) or path.startswith(DATA) != payload:
            self._note(Kind.BAD_PATH, name, written, number)
            return None
        if written.startswith("*"):
            self._note(Kind.STAR, name, path, number)
        if written.removeprefix("*").startswith("./"):
            self._note(Kind.NEEDLESS_DOT, name, path, number)
        return self._decoded(path, name, number)

    def _decoded(self, path: str, name: str, number: int) -> str:
        """Breaks are written %0A and %0D, and since 1.0 a percent sign %25 (RFC 8493, 2.1.3); nothing else is."""
        if not self.declaration.strict:
            return re.sub("%0([AaDd])", _unescaped, path)
        if re.search("%(?!0[AaDd]|25)", path):
            self._note(Kind.PERCENT, name, path, number)
        return re.sub("%(0[AaDd]|25)", _unescaped, path)

    def _codec(self) -> str | None:
        """Python's name for the declared encoding; None if there is none, or it is not known here."""
        if not _ENCODING.fullmatch(self.declaration.encoding):
            return None
        try:
            codec = codecs.lookup(self.declaration.encoding).name
        except LookupError:
            return None
        return codec if _ENCODINGS.fullmatch(codec) else None

    def _note(self, kind: Kind, file: str, what: str = "", line: int = 0) -> None:
        self.findings.append(Finding(kind, file, what, line))


def same_name(path: str) -> str:
    """What paths have in common that a computer may take for one: without capitals, accents stored in one way."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", path).casefold())


def _is_inside(path: str) -> bool:
    """Whether a path can be of a file in the bag, on any system: relative, and nowhere up."""
    parts = path.replace("\\", "/").split("/")
    return not (
        "\0" in path
        or path.startswith("~")
        or re.match("[A-Za-z]:", path)
        or any(part in ("", ".", "..") for part in parts)
    )


def _unescaped(found: re.Match[str]) -> str:
    return chr(int(found[0][1:], 16))
