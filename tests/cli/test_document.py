"""Documents at the terminal: only what was examined and found usable leaves the store."""

from __future__ import annotations

from io import BytesIO

import pytest

from tests.records.rows import make
from verbale.kernel.clock import SystemClock
from verbale.records import files
from verbale.records import models as records
from verbale.records.person import Role

HELD = b"%PDF-1.7 never looked into"


@pytest.fixture
def held(hire, partner):
    """A document whose file the given state describes."""

    def made(state):
        sha256, size = files.put(BytesIO(HELD), name="held.pdf")
        stored = make(records.StoredFile, sha256=sha256, size=size, state=state, stored_at=SystemClock().now())
        order = make(records.Order)
        return make(records.Document, file=stored, title="Held", thing_kind="order", thing_id=order.pk)

    return made


@pytest.mark.parametrize("state", ["quarantine", "refused"])
def test_what_is_not_found_usable_is_saved_by_nobody(hire, held, tmp_path, state):
    document, desk, out = held(state), hire("desk", Role.DESK), tmp_path / "out.pdf"
    refused = desk.run("document", "save", document.pk, "--to", str(out))
    assert (refused.exit_code, refused.stdout, out.exists()) == (1, "", False)
    assert "Only a file found usable is handed out." in refused.stderr
    forced = desk.run("document", "save", document.pk, "--to", str(out), "--unexamined")
    assert (forced.exit_code, out.exists()) == (2, False)


def test_what_is_sound_is_saved(hire, held, tmp_path):
    document, out = held("sound"), tmp_path / "out.pdf"
    assert hire("desk", Role.DESK).done("document", "save", document.pk, "--to", str(out))["size"] == len(HELD)
    assert out.read_bytes() == HELD
