"""What the editor's own reader and writer make of DMN files: with what the server keeps, nothing is lost.

A sheet of JavaScript reads and writes each file as the editor does when nobody edits; it needs what `make setup` builds
the editor of.
"""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.shared import ROOT, SHARED
from verbale.engines.rules.graft import for_editor, grafted, loses
from verbale.engines.rules.namespaces import DMN_1_3, moved, only_later, read_whole, written
from verbale.engines.rules.xml import VERSIONS, namespace

BOOKS = sorted((ROOT / "src" / "verbale" / "rulebooks").glob("*.dmn"))
KIT = sorted((SHARED / "tck").rglob("*.dmn")) if SHARED.is_dir() else []
SHEET = """
import { readFileSync, writeFileSync } from 'node:fs';
import { DmnModdle } from 'dmn-moddle';
for (const path of process.argv.slice(2)) {
  const moddle = new DmnModdle();
  const { rootElement } = await moddle.fromXML(readFileSync(path, 'utf-8'), 'dmn:Definitions');
  writeFileSync(path, (await moddle.toXML(rootElement, { format: true })).xml);
}
"""


@pytest.fixture(scope="module")
def written_by_editor(tmp_path_factory):
    """Each file as the editor writes it, by its path."""
    if shutil.which("node") is None or not (ROOT / "node_modules" / "dmn-moddle").is_dir():
        pytest.skip("needs the table editor: npm, then make setup")
    folder = tmp_path_factory.mktemp("editor")
    copies = {path: folder / f"{number}.dmn" for number, path in enumerate((*BOOKS, *KIT))}
    for path, copied in copies.items():
        copied.write_bytes(for_editor(path.read_bytes(), name=path.name))
    command = ["node", "--input-type=module", "-e", SHEET, "--", *map(str, copies.values())]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return {path: copied.read_bytes() for path, copied in copies.items()}


@pytest.mark.parametrize("path", [*BOOKS, *KIT], ids=lambda path: path.stem)
def test_nothing_is_lost(written_by_editor, path: Path):
    data, returned = path.read_bytes(), written_by_editor[path]
    assert loses(data, returned, name=path.name) is False
    saved, root = grafted(data, returned, name=path.name), read_whole(data, name=path.name)
    assert saved == (data if namespace(root) == DMN_1_3 or only_later(root) else written(moved(root)))


@pytest.mark.parametrize("version", ["1.1", "1.2", "1.4", "1.5"])
def test_an_edited_cell_is_all_that_differs_in_any_version(written_by_editor, version):
    path = BOOKS[-1]
    own = next(own for own, told in VERSIONS.items() if told == version)
    data = written(moved(read_whole(path.read_bytes(), name=path.name), own))
    edited = re.sub(rb"(<text>)\"confidential\"(</text>)", rb'\1"open"\2', written_by_editor[path], count=1)
    saved = grafted(data, edited, name=path.name).splitlines()
    before = written(moved(read_whole(data, name=path.name))).splitlines()
    differing = [(one.strip(), other.strip()) for one, other in zip(before, saved, strict=True) if one != other]
    assert [(one.split(b"<text>")[1], other.split(b"<text>")[1]) for one, other in differing] == [
        (b'"confidential"</text></inputEntry>', b'"open"</text></inputEntry>')
    ]
