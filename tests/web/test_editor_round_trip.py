"""What the editor's own reader and writer make of DMN files: with what the server keeps, nothing is lost.

A sheet of JavaScript reads and writes each file as the editor does when nobody edits; it needs what `make setup` builds
the editor of.
"""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from lxml import etree

from tests.shared import ROOT, SHARED
from verbale.engines.rules.dmn.graft import for_editor, grafted, loses
from verbale.engines.rules.dmn.namespaces import DMN_1_3, moved, only_later, read_whole, written
from verbale.engines.rules.dmn.xml import VERSIONS, namespace

BOOKS = sorted((ROOT / "src" / "verbale" / "rulebooks").glob("*.dmn"))
KIT = sorted((SHARED / "tck").rglob("*.dmn")) if SHARED.is_dir() else []
CELL = re.compile(rb"(<inputEntry[^>]*>\s*<text>)[^<]*(</text>)")
UNKNOWN = {
    "0086-import": ["unresolved reference <include1:_32543811-b499-4608-b784-6c6f294b1c58>"],
    "1161-boxed-list-expression": ["unknown attribute <useAlternativeInputDataShape>"],
}
"""What the reader does not know of the kit in DMN 1.3: a part of another file, and an attribute of a later version."""
SHEET = """
import { readFileSync, writeFileSync } from 'node:fs';
import { DmnModdle } from 'dmn-moddle';
const found = [];
for (const path of process.argv.slice(1)) {
  const moddle = new DmnModdle();
  const { rootElement, warnings } = await moddle.fromXML(readFileSync(path, 'utf-8'), 'dmn:Definitions');
  writeFileSync(path, (await moddle.toXML(rootElement, { format: true })).xml);
  found.push(warnings.map((each) => each.message));
}
console.log(JSON.stringify(found));
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
    rewritten(copies.values())
    return {path: copied.read_bytes() for path, copied in copies.items()}


def rewritten(paths):
    """What the reader did not understand of each file, which the writer then writes anew."""
    command = ["node", "--input-type=module", "-e", SHEET, "--", *map(str, paths)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize("path", [*BOOKS, *KIT], ids=lambda path: path.stem)
def test_nothing_is_lost(written_by_editor, path: Path):
    data, returned = path.read_bytes(), written_by_editor[path]
    assert loses(data, returned, name=path.name) is False
    saved, root = grafted(data, returned, name=path.name), read_whole(data, name=path.name)
    assert saved == (data if namespace(root) == DMN_1_3 or only_later(root) else written(moved(root)))


def test_a_changed_cell_is_all_that_changes_and_what_is_saved_is_understood(written_by_editor, tmp_path):
    changed, saved = {}, {}
    for path, returned in written_by_editor.items():
        data = path.read_bytes()
        if only_later(read_whole(data, name=path.name)):
            continue
        saved[path] = tmp_path / f"{len(saved)}.dmn"
        saved[path].write_bytes(grafted(data, CELL.sub(rb"\1EDITED\2", returned, count=1), name=path.name))
        before, after = (
            lines(each) for each in (written(moved(read_whole(data, name=path.name))), saved[path].read_bytes())
        )
        changed[path.stem] = [new.strip() for old, new in zip(before, after, strict=True) if old != new]
    assert {len(each) for each in changed.values()} == {0, 1}
    assert all("EDITED" in line for each in changed.values() for line in each)
    assert sum(map(len, changed.values())) >= len(BOOKS)
    told = zip(saved, rewritten(saved.values()), strict=True)
    assert {path.stem: found for path, found in told if found} == {name: UNKNOWN[name] for name in UNKNOWN if KIT}


LADEN = b"""<?xml version="1.0" encoding="UTF-8"?>
<?office keep?>
<!-- before -->
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" xmlns:o="urn:office" id="d" name="d" namespace="n">
  <inputData id="i" name="age"><variable name="age" typeRef="number"/></inputData>
  <decision id="fee" name="fee" o:historyTimeToLive="3">
    <variable name="fee"/>
    <informationRequirement id="x"><requiredInput href="#i"/></informationRequirement>
    <decisionTable id="t" o:reviewed="yes" outputLabel="Fee">
      <description>What it costs</description>
      <extensionElements><o:owner>desk</o:owner></extensionElements>
      <input id="c1" label="age" o:inputVariable="a"><extensionElements><o:x>1</o:x></extensionElements>
        <inputExpression id="e1" typeRef="number"><text>age</text></inputExpression>
        <inputValues id="iv"><text>[0..120]</text></inputValues></input>
      <output id="c2" name="fee" o:unit="EUR"><outputValues id="ov"><text>0, 5</text></outputValues>
        <defaultOutputEntry id="de"><text>5</text></defaultOutputEntry></output>
      <annotation name="clause"/>
      <rule id="r1" o:by="desk"><?cell here?>
        <description>children</description>
        <extensionElements><o:since>1964</o:since></extensionElements>
        <inputEntry id="r1i" o:seen="yes" expressionLanguage="feel" label="L"><description>d</description>
          <extensionElements><o:q/></extensionElements><text>&lt; 18</text></inputEntry>
        <outputEntry id="r1o"><text><![CDATA[0]]></text></outputEntry>
        <annotationEntry o:z="1"><text>3</text></annotationEntry>
      </rule>
      <rule id="r2">
        <inputEntry id="r2i"><text>&gt;= 18</text></inputEntry>
        <outputEntry id="r2o"><!-- five --><text>5</text></outputEntry>
        <annotationEntry><text>4</text></annotationEntry>
      </rule>
    </decisionTable>
  </decision>
  <decision id="e" name="e"><description>x</description><literalExpression id="le" o:k="v" typeRef="number">
    <description>dd</description><text>1 + 1</text></literalExpression></decision>
</definitions>
"""


@pytest.mark.parametrize(("was", "becomes"), [(b"&lt; 18", b"&lt; 19"), (b"&gt;= 18", b"1"), (b"1 + 1", b"2")])
def test_whatever_hangs_on_a_table_stays_on_it(written_by_editor, tmp_path, was, becomes):  # noqa: ARG001
    path = tmp_path / "laden.dmn"
    path.write_bytes(for_editor(LADEN, name="x"))
    assert rewritten([path]) == [[]]
    returned = path.read_bytes()
    assert grafted(LADEN, returned, name="x") == LADEN
    assert grafted(LADEN, returned.replace(was, becomes), name="x") == LADEN.replace(was, becomes)


def lines(data):
    return etree.canonicalize(data.decode(), with_comments=True).splitlines()


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
