"""Opens a report as what its bytes say that it is."""

from __future__ import annotations

from pathlib import Path

from verbale.engines.report.errors import ReportTooBig, UnreadableReport
from verbale.engines.report.limits import DEFAULT_LIMITS, Limits
from verbale.engines.report.pdf import read_pdf
from verbale.engines.report.plain import read_plain
from verbale.engines.report.source import Source

_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def open_report(report: Path | bytes, *, name: str, limits: Limits = DEFAULT_LIMITS) -> Source:
    """The report as lines with places; its size is looked at before it is read."""
    content = _content(report, name, limits)
    if content.startswith(b"PK"):
        # python-docx takes a while to import, and most of the processes that know this engine read no DOCX.
        from verbale.engines.report.docx import read_docx

        return read_docx(content, name=name, limits=limits)
    if b"%PDF-" in content[:1024]:
        return read_pdf(content, name=name, limits=limits)
    if content.startswith(_OLD_OFFICE):
        raise UnreadableReport(name=name, why="it is a file of an old or an encrypted word processor")
    if content.startswith(b"{\\rtf"):
        raise UnreadableReport(name=name, why="it is RTF")
    return read_plain(content, name=name, limits=limits)


def _content(report: Path | bytes, name: str, limits: Limits) -> bytes:
    if isinstance(report, bytes):
        content = report
    else:
        try:
            with report.open("rb") as file:
                content = file.read(limits.bytes + 1)
        except OSError as fault:
            raise UnreadableReport(name=name, why=fault.strerror or "it cannot be opened") from fault
    if len(content) > limits.bytes:
        raise ReportTooBig(name=name, limit=f"{limits.bytes} bytes")
    if not content.strip():
        raise UnreadableReport(name=name, why="it is empty")
    return content
