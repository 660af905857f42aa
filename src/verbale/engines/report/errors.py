"""What can go wrong in reading a report."""

from __future__ import annotations

from verbale.kernel.errors import Unreadable


class UnreadableReport(Unreadable):
    """“{name}” cannot be read as a report: {why}. Bring it as DOCX, PDF or plain text."""


class ReportTooBig(Unreadable):
    """“{name}” is beyond the limit of {limit}. Bring a smaller file, or only the part with the conclusions."""


class ReportLocked(Unreadable):
    """“{name}” is encrypted. Bring a copy that opens without a password."""


class HostileReport(Unreadable):
    """“{name}” was not read, since it is made like an attack: {why}. Ask its sender for a plain copy."""
