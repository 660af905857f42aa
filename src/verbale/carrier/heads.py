"""Signed heads of the journal: exported, so that truncation and wholesale rewriting show."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from verbale.domain.spine import journal, party
from verbale.engines.chain import Head, sign_head
from verbale.engines.seal.keys import NodeKeys
from verbale.kernel import whole_file
from verbale.kernel.home import Home


def export_head(*, keys: NodeKeys, home: Home, at: datetime) -> Path:
    """Signs the journal's last entry into a file of its own; keep copies of it outside this machine."""
    number, entry_hash = journal.head()
    code = party.us().code
    note = sign_head(Head(f"{code} journal", number, entry_hash, at), keys.signing, code)
    path = home.heads / f"{number:012d}.head"
    whole_file.put(path, note.encode())
    return path
