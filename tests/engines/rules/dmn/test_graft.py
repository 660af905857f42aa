"""An edited table goes back into its file, and everything else stays as it stood."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from tests.shared import ROOT, SHARED
from verbale.engines.rules import read_model
from verbale.engines.rules.dmn.graft import OtherModel, for_editor, grafted, loses
from verbale.engines.rules.dmn.namespaces import DMN_1_3, moved, only_later, read_whole, written
from verbale.engines.rules.dmn.reader import read_leniently
from verbale.engines.rules.dmn.xml import VERSIONS
from verbale.engines.rules.errors import DocumentType, NotDmn

BOOKS = sorted((ROOT / "src" / "verbale" / "rulebooks").glob("*.dmn"))
TABLES = sorted((SHARED / "tck").rglob("*.dmn")) if SHARED.is_dir() else []
BY_VERSION = {version: own for own, version in VERSIONS.items()}
SMALL = b"""<?xml version="1.0" encoding="UTF-8"?>
<?office keep?>
<!-- of the lending desk -->
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" xmlns:o="urn:office" id="d" name="d" namespace="n">
  <!-- whose rules -->
  <extensionElements><o:owner since="1964">desk</o:owner></extensionElements>
  <inputData id="i" name="age"><variable name="age" typeRef="number"/></inputData>
  <decision id="fee" name="fee">
    <informationRequirement><requiredInput href="#i"/></informationRequirement>
    <decisionTable id="t" o:reviewed="yes">
      <input id="c1" label="age"><inputExpression typeRef="number"><text>age</text></inputExpression></input>
      <output id="c2" name="fee"/>
      <annotation name="clause"/>
      <!-- children -->
      <rule id="r1">
        <inputEntry id="r1i"><text>&lt; 18</text></inputEntry>
        <outputEntry id="r1o"><text>0</text></outputEntry>
        <annotationEntry><text>3</text></annotationEntry>
      </rule>
      <rule id="r2">
        <inputEntry id="r2i"><text>&gt;= 18</text></inputEntry>
        <outputEntry id="r2o"><text>5</text></outputEntry>
        <annotationEntry><text>4</text></annotationEntry>
      </rule>
      <!-- nothing more -->
    </decisionTable>
  </decision>
</definitions>
"""
ANEW = (
    b'<rule id="r3"><inputEntry id="a"><text>-</text></inputEntry>'
    b'<outputEntry id="b"><text>7</text></outputEntry></rule>'
)


def as_editor_writes(data: bytes) -> bytes:
    """What an editor that knows nothing but tables makes of a file: no comments, no foreign parts, one long line."""
    root = etree.fromstring(for_editor(data, name="x"), etree.XMLParser(remove_comments=True, remove_blank_text=True))
    for each in list(root):
        if etree.QName(each).localname not in ("inputData", "decision"):
            root.remove(each)
    return etree.tostring(root)


def meaning(data: bytes, name: str) -> str:
    """What a file says, whatever its version."""
    model = read_leniently(data, name=name).model
    return re.sub(r"version='[^']*'| at 0x\w+", "", repr(model))


def test_what_nobody_edited_is_the_same_bytes():
    assert grafted(SMALL, as_editor_writes(SMALL), name="x") == SMALL


def test_an_edited_cell_is_the_one_line_that_differs():
    edited = as_editor_writes(SMALL).replace(b">5<", b">6<")
    assert grafted(SMALL, edited, name="x") == SMALL.replace(b">5<", b">6<")


@pytest.mark.parametrize(
    ("own", "edited", "saved"),
    [
        (b' hitPolicy="UNIQUE" typeRef="number"', b"", b' hitPolicy="UNIQUE"'),
        (b' hitPolicy="UNIQUE"', b' hitPolicy="FIRST"', b' hitPolicy="FIRST"'),
        (b' hitPolicy="FIRST"', b"", b""),
        (b"", b' hitPolicy="UNIQUE"', b""),
        (b"", b' hitPolicy="ANY"', b' hitPolicy="ANY"'),
    ],
)
def test_usual_values_stay_where_they_stood_and_come_nowhere_else(own, edited, saved):
    at = b'<decisionTable id="t"'
    data = SMALL.replace(at, at + own)
    changed = as_editor_writes(SMALL).replace(at, at + edited).replace(b"&lt; 18", b"&lt; 19")
    wanted = SMALL.replace(at, at + saved).replace(b"&lt; 18", b"&lt; 19")
    assert etree.canonicalize(grafted(data, changed, name="x").decode(), with_comments=True) == etree.canonicalize(
        wanted.decode(), with_comments=True
    )


def test_a_rule_goes_with_its_comment_and_another_comes():
    edited = as_editor_writes(SMALL)
    first = re.search(rb"<rule id=.r1.*?</rule>", edited)
    assert first
    saved = grafted(
        SMALL, edited.replace(first[0], b"").replace(b"</decisionTable>", ANEW + b"</decisionTable>"), name="x"
    )
    start, end = SMALL.index(b"      <!-- children"), SMALL.index(b'      <rule id="r2"')
    last = SMALL.index(b"      <!-- nothing more")
    anew = b"""      <rule id="r3">
        <inputEntry id="a">
          <text>-</text>
        </inputEntry>
        <outputEntry id="b">
          <text>7</text>
        </outputEntry>
      </rule>
"""
    assert saved == SMALL[:start] + SMALL[end:last] + anew + SMALL[last:]


def test_an_expression_is_edited_too():
    def file(text: bytes) -> bytes:
        return SMALL[: SMALL.index(b"    <decisionTable")] + (
            b'    <literalExpression id="e"><text>'
            + text
            + b"</text></literalExpression>\n  </decision>\n</definitions>\n"
        )

    assert grafted(file(b"age + 1"), as_editor_writes(file(b"age + 2")), name="x") == file(b"age + 2")


@pytest.mark.parametrize(
    ("edited", "why"),
    [
        (SMALL.replace(b'id="fee"', b'id="toll"'), "its decisions are others"),
        (SMALL.replace(b"<decision id", b'<decision id="x" name="x"/><decision id'), "its decisions are others"),
        (re.sub(rb"(?s)<decisionTable.*</decisionTable>", b"", SMALL), "“fee” has no decisionTable any more"),
    ],
)
def test_another_model_is_refused(edited, why):
    with pytest.raises(OtherModel) as refused:
        grafted(SMALL, edited, name="x")
    assert refused.value.facts == {"model": "x", "why": why}


def test_what_comes_from_an_editor_is_read_hardened():
    with pytest.raises(DocumentType):
        grafted(SMALL, b"<!DOCTYPE a><a/>", name="x")
    with pytest.raises(NotDmn):
        grafted(SMALL, b"<a/>", name="x")


def test_a_loss_is_seen():
    returned = as_editor_writes(SMALL)
    assert loses(SMALL, returned, name="x") is False
    assert loses(SMALL, returned.replace(b"<annotationEntry><text>4</text></annotationEntry>", b""), name="x") is True


@pytest.mark.parametrize("path", BOOKS, ids=lambda path: path.name)
@pytest.mark.parametrize("version", ["1.1", "1.2", "1.3", "1.4", "1.5"])
def test_our_rulebooks_mean_the_same_in_every_version(path: Path, version: str):
    data = path.read_bytes()
    other = written(moved(read_whole(data, name=path.name), BY_VERSION[version]))
    assert read_model(other, name=path.name).version == version
    for told in (other, for_editor(other, name=path.name), grafted(other, as_editor_writes(other), name=path.name)):
        assert meaning(told, path.name) == meaning(data, path.name)
    assert read_model(grafted(other, as_editor_writes(other), name="x"), name="x").version == "1.3"


@pytest.mark.skipif(not TABLES, reason="needs the kit in ../shared")
@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.stem)
def test_the_kits_models_lose_nothing(path: Path):
    data = path.read_bytes()
    saved = grafted(data, for_editor(data, name=path.name), name=path.name)
    later = only_later(read_whole(data, name=path.name))
    root = read_whole(saved, name=path.name)
    assert etree.QName(root).namespace == (BY_VERSION["1.5"] if later else DMN_1_3)
    back = moved(root, BY_VERSION["1.5"])
    assert canonical(written(back)) == canonical(data)


def canonical(data: bytes) -> str:
    """With comments and white space, and without the choice of prefixes."""
    return etree.canonicalize(data.decode(), with_comments=True, rewrite_prefixes=True)


def test_references_to_feels_types_lose_the_prefix_of_1_1():
    old = SMALL.replace(DMN_1_3.encode(), BY_VERSION["1.1"].encode()).replace(
        b'xmlns:o="urn:office"', b'xmlns:o="urn:office" xmlns:feel="http://www.omg.org/spec/FEEL/20140401"'
    )
    old = old.replace(b'typeRef="number"', b'typeRef="feel:number"').replace(
        b"<inputData", b'<itemDefinition name="t"><typeRef>feel:string</typeRef></itemDefinition><inputData', 1
    )
    shown = for_editor(old, name="x")
    assert (shown.count(b'typeRef="number"'), shown.count(b"<typeRef>string<")) == (2, 1)
    assert meaning(shown, "x") == meaning(old, "x")


TEXTS = st.sampled_from(["-", '"open"', "null", "not(1)", "< 18", "é & <b>", ""])
EDITS = st.lists(
    st.tuples(st.sampled_from(["cell", "drop", "move", "copy", "hit"]), st.integers(0, 50), TEXTS), max_size=8
)


def edit(table, kind: str, at: int, text: str) -> None:
    """One thing that a person does to a table."""
    rules = [each for each in table if etree.QName(each).localname == "rule"]
    if kind == "hit":
        table.set("hitPolicy", ("UNIQUE", "FIRST", "ANY")[at % 3])
    elif rules:
        rule = rules[at % len(rules)]
        if kind == "cell":
            rule[at % len(rule)][0].text = text
        elif kind == "drop":
            table.remove(rule)
        elif kind == "move":
            table.append(rule)
        else:
            made = etree.fromstring(etree.tostring(rule))
            for each in made.iter():
                if "id" in each.attrib:
                    each.set("id", f"{each.get('id')}_{at}")
            table.insert(table.index(rule), made)


@settings(max_examples=25)
@given(EDITS)
def test_whatever_is_edited_is_what_is_saved_and_all_else_stays(edits):
    for data, name in ((SMALL, "small"), (BOOKS[-1].read_bytes(), BOOKS[-1].name)):
        plain = etree.XMLParser(remove_comments=True, remove_blank_text=True)
        root = etree.fromstring(for_editor(data, name=name), plain)
        for kind, at, text in edits:
            edit(root.find(".//{*}decisionTable"), kind, at, text)
        edited = etree.tostring(root)
        saved = grafted(data, edited, name=name)
        assert decisions(saved, name) == decisions(edited, name)
        assert around(saved) == around(data)
        assert loses(saved, edited, name=name) is False


def decisions(data: bytes, name: str) -> str:
    return re.sub(r" at 0x\w+", "", repr(read_leniently(data, name=name).model.decisions))


def around(data: bytes) -> str:
    """A file without its tables."""
    root = read_whole(data, name="x")
    for each in root.iter("{*}decisionTable"):
        each.clear()
    return canonical(etree.tostring(root))
