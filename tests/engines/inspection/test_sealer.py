"""What the product seals is spelled as the inspector spells it, though neither knows the other."""

import io
import re
from pathlib import Path

import pyrage
import pytest

from tests.engines.inspection.age_file import sealed, sha256
from tests.engines.inspection.pouches import OURS, SIGNER, SIGNING, THEIRS, told
from verbale.engines.inspection import Allowance, AllowedBytes, inspect
from verbale.engines.seal import Content, Position, address, seal_pouch
from verbale.kernel.canonical import canonical

HASH = "5" * 64
LONG = "w" * 113 + ".csv"


@pytest.mark.parametrize("name", ["list.csv", LONG, "清单.csv", "ж" * 60], ids=["short", "long", "Han", "Cyrillic"])
def test_what_is_sealed_is_spelled_alike(tmp_path, name):
    note, paper = b"verbale/DD/CN/1\n6\n", b"number,title\n"
    contents = [
        Content.of_bytes("checkpoint.note", note),
        Content.of_bytes("messages.json", canonical({"version": 1, "messages": []})),
        Content.of_bytes(f"papers/{name}", paper),
    ]
    envelope = address(contents, sender="DD", recipient="CN", epoch=1, number=7, previous=Position(1, 6, HASH))
    out = io.BytesIO()
    keys = [str(one.to_public()) for one in (THEIRS, OURS)]
    seal_pouch(out, envelope=envelope, contents=contents, signing_key=SIGNING, recipients=keys)
    path = tmp_path / "7.pouch"
    path.write_bytes(sealed(pyrage.decrypt(out.getvalue(), [OURS]), [THEIRS.to_public(), OURS.to_public()]))
    allowance = Allowance(
        sender="DD", recipient="CN", epoch=1, number=7, previous={"epoch": 1, "number": 6, "hash": HASH},
        acknowledged=None, signer=SIGNER, notes=(AllowedBytes("checkpoint.note", sha256(note), len(note)),),
        papers=(AllowedBytes(name, sha256(paper), len(paper)),),
    )  # fmt: skip
    assert told(inspect(path, identity=OURS, allowance=allowance, workspace=tmp_path)) == ""


def test_the_inspector_knows_nothing_of_the_sealer():
    folder = Path(inspect.__code__.co_filename).parent
    imported = {
        found for path in folder.glob("*.py") for found in re.findall(r"(?:from|import) (verbale\S*)", path.read_text())
    }
    assert {name.rpartition(".")[0] for name in imported} == {
        "verbale.engines.inspection",
        "verbale.engines",
        "verbale.kernel",
    }
