"""The bag (BagIt 1.0, RFC 8493) inside a pouch: which files it has, in which order, and its manifests.

``pouch/`` holds ``pouch.json``, ``pouch.json.sig``, ``bagit.txt``, ``manifest-sha256.txt``,
``tagmanifest-sha256.txt`` and ``data/…``, in this order, so that everything is known and verified before the first
content arrives.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from verbale.engines.seal.errors import BadContents, BadPath, NotAPouch
from verbale.engines.seal.paths import check_path, check_paths
from verbale.kernel.canonical import digest

ENVELOPE, SIGNATURE, DECLARATION = "pouch.json", "pouch.json.sig", "bagit.txt"
MANIFEST, TAG_MANIFEST = "manifest-sha256.txt", "tagmanifest-sha256.txt"
TAG_FILES = (ENVELOPE, SIGNATURE, DECLARATION, MANIFEST, TAG_MANIFEST)
FOLDER, DATA = "pouch/", "data/"
BAGIT = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
NAMESPACE = "verbale-pouch"
"""The purpose that the envelope's signature names."""

_LINE = re.compile(r"([0-9a-f]{64})  data/(.+)", re.ASCII)


def write_manifest(hashes: Iterable[tuple[str, str]]) -> bytes:
    """The payload manifest over (path, SHA-256), sorted by path. An empty bag is refused: ``sha256sum -c`` would be."""
    listed = sorted(hashes)
    if not listed:
        raise BadContents(why="there are none")
    check_paths(path for path, _ in listed)
    return "".join(f"{sha256}  {DATA}{path}\n" for path, sha256 in listed).encode()


def read_manifest(data: bytes) -> dict[str, str]:
    """SHA-256 by path, in the manifest's order; refuses what ``write_manifest`` would not have written."""
    try:
        listed = dict(map(_read_line, data.decode().removesuffix("\n").split("\n")))
        if write_manifest(listed.items()) != data:
            raise NotAPouch(why="its manifest is not in order")
    except (UnicodeDecodeError, BadPath, BadContents) as fault:
        raise NotAPouch(why=f"its manifest cannot be read ({fault})") from fault
    return listed


def write_tag_manifest(tags: Mapping[str, bytes]) -> bytes:
    """The tag manifest over every tag file but itself."""
    return "".join(f"{digest(tags[name])}  {name}\n" for name in TAG_FILES[:-1]).encode("ascii")


def _read_line(line: str) -> tuple[str, str]:
    found = _LINE.fullmatch(line)
    if not found:
        raise NotAPouch(why="its manifest has a line that is none")
    return check_path(found[2]), found[1]
