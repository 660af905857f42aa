"""The outbound inspector: opens a sealed pouch again, and lets it leave only if it holds what release acts name.

It shares no code with what seals (``engines/seal``), and takes no word of it: the sealed bytes are opened with the
sender's own key, and all in them, from the age header to the ink on the last page of a PDF, is measured by an
``Allowance`` that the caller assembles from the release acts. Unknown means refuse. As a library::

    from verbale.engines.inspection import Allowance, AllowedFile, AllowedMessage, FileKind, Mark, inspect

    mark = Mark("official", {"en": "OFFICIAL USE", "de": "NUR FÜR DEN DIENSTGEBRAUCH"})
    paper = AllowedFile("1-document.pdf", sha256, size, FileKind.RELEASED, act=release, mark=mark, label="2-label.xml")
    slip = AllowedFile("2-label.xml", sha256, size, FileKind.LABEL, act=release, mark=mark)
    allowance = Allowance(
        sender="DD", recipient="CN", epoch=1, number=7, previous=position, acknowledged=None, signer=our_public_key,
        messages=(AllowedMessage(identifier, "delivery", digest_of(body), (paper, slip)),), known=frozenset({line}),
    )
    inspection = inspect(Path("7.pouch"), identity=own, allowance=allowance, workspace=Path("work"))
    for finding in inspection.findings:
        print(finding.sentence())
    inspection.demand()

What a message may say is a table, ``verbale.engines.inspection.schema.BODIES``.
"""

from verbale.engines.inspection.allowance import (
    Allowance,
    AllowedBytes,
    AllowedFile,
    AllowedMessage,
    FileKind,
    Mark,
    NoAllowance,
)
from verbale.engines.inspection.finding import SENTENCES, Finding, Inspection, Kind, MayNotLeave
from verbale.engines.inspection.inspector import inspect
from verbale.engines.inspection.schema import BODIES, FILES

__all__ = [
    "BODIES",
    "FILES",
    "SENTENCES",
    "Allowance",
    "AllowedBytes",
    "AllowedFile",
    "AllowedMessage",
    "FileKind",
    "Finding",
    "Inspection",
    "Kind",
    "Mark",
    "MayNotLeave",
    "NoAllowance",
    "inspect",
]
