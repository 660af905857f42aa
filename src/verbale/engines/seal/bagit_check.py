"""Whether a folder is a complete and valid BagIt bag, whoever made it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from verbale.engines.seal.bagit import DATA, DECLARATION, FETCH, Fetched, Manifest, TagReader, same_name
from verbale.engines.seal.bagit_files import ALGORITHMS, Folder, look_into
from verbale.engines.seal.bagit_report import BagReport, Finding, Kind
from verbale.engines.seal.limits import Limits
from verbale.kernel.errors import Unreadable

MOST_MANIFESTS = 32
"""More kinds of checksum than anybody knows; each costs a reading of its manifest."""

_MANIFEST = re.compile(r"(tag)?manifest-[^/]+\.txt", re.DOTALL)
_SYSTEM = re.compile(
    r"(\.DS_Store|\._.*|\.Spotlight-V100|\.Trashes|\.fseventsd|Thumbs\.db|ehthumbs\.db|desktop\.ini)", re.I
)
_WEAK = frozenset({"md5", "sha1"})


T = TypeVar("T")


class NotAFolder(Unreadable):
    """{folder} cannot be looked into: {why}. Name the folder that holds the bag, the one with “bagit.txt” in it."""


def check_bag(folder: Path, limits: Limits | None = None) -> BagReport:
    """Everything that is wrong with a bag, and everything odd; nothing is written, fetched, or followed out of it.

    Reads each file once, in constant memory. Raises NotAFolder, and TooLarge when there is more than the limits allow.
    """
    try:
        return _Check(look_into(folder, limits or Limits()), limits or Limits()).report()
    except OSError as fault:
        raise NotAFolder(folder=folder, why=fault.strerror or str(fault)) from fault


class _Check:
    """One check of one bag; each step adds its findings."""

    def __init__(self, folder: Folder, limits: Limits) -> None:
        self._folder, self._limits = folder, limits
        self._reader = TagReader(limits)
        self._findings = self._reader.findings
        self._payload = sorted(path for path in folder.files if path.startswith(DATA))
        self._fetched = Fetched()
        self._alike: dict[str, list[str]] = defaultdict(list)
        for path in sorted(folder.files):
            self._alike[same_name(path)].append(path)
        self._lost: set[str] = set()

    def report(self) -> BagReport:
        self._findings += [finding for _, finding in sorted(self._folder.refused.items())]
        self._tag(DECLARATION, self._reader.read_declaration, needed=True)
        manifests = [self._tag(name, self._manifest_reader(name)) for name in self._manifests()]
        read = [manifest for manifest in manifests if manifest]
        payload = [manifest for manifest in read if manifest.name.startswith("manifest-")]
        tags = [manifest for manifest in read if manifest not in payload]
        self._check_elements(payload, tags)
        self._fetched = self._tag(FETCH, self._reader.read_fetch) or Fetched()
        self._check_names()
        self._check_listed(payload)
        self._check_tags_listed(payload, tags)
        self._check_fetched(payload)
        self._check_content([*payload, *tags])
        self._check_sum()
        told = self._reader.declaration
        checked = tuple(manifest.algorithm for manifest in payload if manifest.algorithm in ALGORITHMS)
        findings = tuple(dict.fromkeys(self._findings))
        return BagReport(told.version, told.encoding, checked, len(self._payload), self._size(), findings)

    def _manifests(self) -> list[str]:
        names = sorted(filter(_MANIFEST.fullmatch, self._folder.files))
        self._limits.check("the number of manifests", len(names), MOST_MANIFESTS)
        return names

    def _manifest_reader(self, name: str) -> Callable[[bytes], Manifest]:
        return lambda data: self._reader.read_manifest(name, data)

    def _tag(self, name: str, read: Callable[[bytes], T], *, needed: bool = False) -> T | None:
        """Reads a tag file if it is there; what cannot be opened is a finding."""
        if name not in self._folder.files:
            if needed and name not in self._folder.refused:
                self._note(Kind.MISSING_ELEMENT, name)
            return None
        self._limits.check(f"“{name}”", self._folder.files[name].size, self._limits.manifest_size)
        try:
            data = self._folder.read(name)
        except OSError as fault:
            self._note(Kind.UNREADABLE, name, fault.strerror or str(fault))
            return None
        return read(data)

    def _check_elements(self, payload: list[Manifest], tags: list[Manifest]) -> None:
        """What must be there (RFC 8493, 2.1), and whether its checksums can be computed and mean something."""
        if DATA.rstrip("/") not in self._folder.folders and DATA.rstrip("/") not in self._folder.refused:
            self._note(Kind.MISSING_ELEMENT, DATA)
        if not any(name.startswith("manifest-") for name in self._manifests()):
            self._note(Kind.MISSING_ELEMENT, "manifest-….txt")
        for manifests in (payload, tags):
            known = [manifest for manifest in manifests if manifest.algorithm in ALGORITHMS]
            for manifest in manifests:
                if manifest not in known:
                    self._note(Kind.SKIPPED if known else Kind.UNCHECKED, manifest.name)
        weak = [manifest.name for manifest in payload if manifest.algorithm in _WEAK]
        if self._reader.declaration.strict and len(weak) == len(payload):
            for name in weak:
                self._note(Kind.WEAK, name)

    def _check_names(self) -> None:
        for alike in self._alike.values():
            for other in alike[1:]:
                self._note(Kind.ALIKE, alike[0], other)
        for path in sorted(filter(_is_system_file, self._folder.files)):
            self._note(Kind.SYSTEM_FILE, path)

    def _check_listed(self, payload: list[Manifest]) -> None:
        """Each file of the payload stands in every manifest; before 1.0 one is enough (RFC 8493, 3)."""
        listed = {manifest.name: {self._lying(path) for path in manifest.listed} for manifest in payload}
        if listed and not self._reader.declaration.strict:
            listed = {", ".join(listed): set().union(*listed.values())}
        for name, paths in listed.items():
            for path in self._payload:
                if path not in paths:
                    self._note(Kind.UNLISTED, name, path)

    def _check_tags_listed(self, payload: list[Manifest], tags: list[Manifest]) -> None:
        for tag in tags:
            for manifest in payload:
                if manifest.name not in tag.listed:
                    self._note(Kind.UNPROTECTED, tag.name, manifest.name)

    def _check_fetched(self, payload: list[Manifest]) -> None:
        for path, length in self._fetched.listed.items():
            lacking = [manifest.name for manifest in payload if path not in manifest.listed]
            if lacking and (self._reader.declaration.strict or len(lacking) == len(payload)):
                self._note(Kind.FETCH_UNLISTED, ", ".join(lacking), path)
            found = self._folder.files.get(path)
            if found and length is not None and length != found.size:
                self._note(Kind.LENGTH, FETCH, path)

    def _check_content(self, manifests: list[Manifest]) -> None:
        """Each listed file is there and is what it was; a file in several manifests is read once."""
        wanted: dict[str, list[tuple[Manifest, str]]] = defaultdict(list)
        for manifest in manifests:
            for path in manifest.listed:
                lying = self._lying(path)
                if lying is None:
                    self._note_missing(manifest.name, path)
                elif manifest.algorithm in ALGORITHMS:
                    wanted[lying].append((manifest, path))
                elif lying != path:
                    self._note(Kind.MISSING, manifest.name, path)
        for lying, uses in sorted(wanted.items()):
            self._compare(lying, uses)

    def _compare(self, lying: str, uses: list[tuple[Manifest, str]]) -> None:
        try:
            found = self._folder.checksums(lying, {manifest.algorithm for manifest, _ in uses})
        except OSError as fault:
            self._note(Kind.UNREADABLE, lying, fault.strerror or str(fault))
            return
        for manifest, path in uses:
            holds = found[manifest.algorithm] == manifest.listed[path]
            if lying != path:
                self._note(Kind.ONLY_ALIKE, lying, path) if holds else self._note(Kind.MISSING, manifest.name, path)
            elif not holds:
                self._note(Kind.CHANGED, manifest.name, path)

    def _lying(self, path: str) -> str | None:
        """The file that lies in the bag under this path, or else under one that some computers take for the same."""
        if path in self._folder.files:
            return path
        if path in self._fetched.listed:
            return None
        return next(iter(self._alike.get(same_name(path), ())), None)

    def _note_missing(self, name: str, path: str) -> None:
        if self._is_refused(path):
            return
        if path in self._fetched.listed:
            self._note(Kind.TO_FETCH, FETCH, path)
        elif _is_system_file(path) and not self._reader.declaration.strict:
            self._lost.add(path)
            self._note(Kind.LOST_SYSTEM_FILE, name, path)
        else:
            self._note(Kind.MISSING, name, path)

    def _is_refused(self, path: str) -> bool:
        parts = path.split("/")
        return any("/".join(parts[:depth]) in self._folder.refused for depth in range(1, len(parts) + 1))

    def _check_sum(self) -> None:
        name = self._reader.declaration.info
        told = self._tag(name, lambda data: self._reader.read_sum(name, data))
        if told is None or any(path not in self._folder.files for path in self._fetched.listed):
            return
        size, count = self._size(), len(self._payload)
        explained = self._lost and told[1] == count + len(self._lost) and told[0] >= size
        if told != (size, count) and not explained:
            self._note(Kind.SUM, name, f"{told[0]}.{told[1]}")

    def _size(self) -> int:
        return sum(self._folder.files[path].size for path in self._payload)

    def _note(self, kind: Kind, file: str, what: str = "") -> None:
        self._findings.append(Finding(kind, file, what))


def _is_system_file(path: str) -> bool:
    return bool(_SYSTEM.fullmatch(path.rpartition("/")[2]))
