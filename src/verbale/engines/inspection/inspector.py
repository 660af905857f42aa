"""Opening a sealed pouch again before it may leave (clause 4.5), trusting nothing that sealed it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from pyrage import x25519

from verbale.engines.inspection import age, isolated
from verbale.engines.inspection.allowance import Allowance, AllowedBytes, AllowedFile, FileKind
from verbale.engines.inspection.catalogue import check_catalogue
from verbale.engines.inspection.envelope import ENVELOPE, SIGNATURE, check_envelope, check_signature
from verbale.engines.inspection.finding import MOST, Finding, Inspection, Kind, bounded
from verbale.engines.inspection.label import LONGEST as LABEL_LIMIT
from verbale.engines.inspection.label import check_label
from verbale.engines.inspection.messages import MESSAGES, MOST_BYTES, check_messages
from verbale.engines.inspection.pdf_demand import PdfDemand
from verbale.engines.inspection.pouch import DATA, MANIFEST, TAGS, Pouch, check_manifests, check_order

_TAG_LIMITS = {MANIFEST: 16 * 1024 * 1024}
_TAG_LIMIT = 4096
_PDF_LIMIT = 512 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class _Task:
    """What is measured by what, and where a PDF may be laid for a while."""

    pouch: Pouch
    allowance: Allowance
    folder: Path
    canaries: tuple[bytes, ...]


def inspect(
    sealed: Path,
    *,
    identity: x25519.Identity,
    allowance: Allowance,
    workspace: Path,
    canaries: Sequence[bytes] = (),
) -> Inspection:
    """Opens the sealed file with the sender's own ``identity`` and measures all that is in it by the allowance.

    Goes on after a finding, as far as the file can be read. In ``workspace``, a folder with room for the pouch, the
    plaintext lies in a file without a name, so that nothing stays if the process is killed; PDFs lie there while they
    are examined. ``canaries`` are bytes that may stand nowhere in the plaintext. Memory stays constant but for the
    messages and the manifest. Raises OSError for the disk alone.
    """
    with sealed.open("rb") as file, tempfile.TemporaryFile(dir=workspace) as plaintext:
        findings = list(age.check_header(file, identity))
        file.seek(0)
        sha256, size, broken = age.decrypt(file, plaintext, identity)
        plaintext.flush()
        findings += broken
        if not broken:
            findings += age.check_length(file, plaintext)
            with tempfile.TemporaryDirectory(dir=workspace, prefix="inspection-") as folder:
                task = _Task(Pouch(plaintext.fileno()), allowance, Path(folder), tuple(filter(None, canaries)))
                findings += islice(_check_all(task, plaintext), MOST + 1)
    return Inspection(sha256, size, bounded(findings))


def _check_all(task: _Task, plaintext: BinaryIO) -> Iterator[Finding]:
    pouch, allowed = task.pouch, task.allowance.payload()
    yield from pouch.findings
    yield from check_order(pouch.paths, [MESSAGES, *allowed])
    tags = {name: pouch.whole(name, _TAG_LIMITS.get(name, _TAG_LIMIT)) for name in TAGS}
    yield from check_envelope(tags[ENVELOPE], tags[MANIFEST], task.allowance)
    yield from check_signature(tags[ENVELOPE], tags[SIGNATURE], task.allowance)
    messages = DATA + MESSAGES
    listed = {path: one.sha256 for path, one in allowed.items()}
    listed[MESSAGES] = pouch.sha256(messages) if messages in pouch else ""
    yield from check_manifests(tags, listed.items())
    yield from check_messages(pouch.whole(messages, MOST_BYTES), task.allowance)
    for path, one in allowed.items():
        if DATA + path in pouch:
            yield from _check_file(task, path, one)
    yield from _check_canaries(task, plaintext)


def _check_file(task: _Task, path: str, allowed: AllowedFile | AllowedBytes) -> Iterator[Finding]:
    """The bytes are those that were allowed; and, since whoever allowed them may be wrong, what they are."""
    size = task.pouch.size(DATA + path)
    if size != allowed.size:
        yield Finding(Kind.CONTENT, path, f"it has {size} bytes and not {allowed.size}")
    elif task.pouch.sha256(DATA + path) != allowed.sha256:
        yield Finding(Kind.CONTENT, path, "its SHA-256 is another")
    if isinstance(allowed, AllowedBytes):
        if path.lower().endswith(".pdf"):
            yield from _check_pdf(task, path, PdfDemand(path, canaries=task.canaries))
    elif allowed.kind is FileKind.CATALOGUE:
        yield from check_catalogue(task.pouch.stream(DATA + path), path, task.allowance.known)
    elif allowed.kind is FileKind.RETURNED:
        yield from ()  # the partner's own bytes, whose hash its own manifest names (see ``statements``)
    elif allowed.kind is FileKind.LABEL:
        yield from _check_label(task, path, allowed)
    else:
        yield from _check_pdf(task, path, _demand(task, path, allowed))


def _check_label(task: _Task, path: str, allowed: AllowedFile) -> Iterator[Finding]:
    data, code = task.pouch.whole(DATA + path, LABEL_LIMIT), allowed.mark.code if allowed.mark else ""
    yield from check_label(data, path, code=code, sender=task.allowance.sender, recipient=task.allowance.recipient)


def _demand(task: _Task, path: str, allowed: AllowedFile) -> PdfDemand:
    return PdfDemand(
        path,
        texts=tuple(allowed.mark.texts.values()) if allowed.mark else (),
        bare=allowed.kind is FileKind.RELEASED and not allowed.carries,
        carries=allowed.carries,
        titles=allowed.titles,
        canaries=task.canaries,
        signed=allowed.kind is FileKind.SIGNED,
    )


def _check_pdf(task: _Task, path: str, demand: PdfDemand) -> Iterator[Finding]:
    if task.pouch.size(DATA + path) > _PDF_LIMIT:
        yield Finding(Kind.PDF, path, f"it has more than {_PDF_LIMIT} bytes")
        return
    copy = task.folder / "examined.pdf"
    try:
        task.pouch.copy(DATA + path, copy)
        yield from isolated.examine(copy, demand)
    finally:
        copy.unlink(missing_ok=True)


def _check_canaries(task: _Task, plaintext: BinaryIO) -> Iterator[Finding]:
    if not task.canaries:
        return
    plaintext.seek(0)
    longest, before = max(map(len, task.canaries)), b""
    while piece := plaintext.read(1024 * 1024):
        if any(canary in before + piece for canary in task.canaries):
            yield Finding(Kind.CANARY, "the pouch")
            return
        before = (before + piece)[-longest:]
