"""The words of the table editor: whatever it says is known, and means on our pages what it means there."""

import re

import pytest
from django.utils import translation

from tests.shared import ROOT
from verbale.web.editor_words import EXPLAINED, editor_words

PARTS = ("dmn-js-decision-table", "dmn-js-literal-expression", "dmn-js-shared", "table-js")
UNSEEN = ("Decision name", "FEEL", "JUEL", "Test type", "Variable name", "Variable type", "View DRD", "name")
"""What it says in views that are not opened, in fields that are left out, or of languages beside FEEL."""
SAID = re.compile(r"(?:translate\(|(?:label|explanation): |_LABEL = )'([^']*\w[^']*)'")
HITS = "dmn-js-decision-table/lib/features/hit-policy/HitPolicies.js"


def said():
    for part in PARTS:
        folder = ROOT / "node_modules" / part / "lib"
        if not folder.is_dir():
            pytest.skip("needs the table editor: npm, then make setup")
        for path in folder.rglob("*.js"):
            yield from (each.strip() for each in SAID.findall(path.read_text(encoding="utf-8")))


def test_whatever_the_editor_says_is_known():
    unknown = {each for each in said() if each not in editor_words()}
    assert sorted(each for each in unknown if not (each in UNSEEN or "anguage" in each or each.startswith('"'))) == []


def test_hit_policies_are_explained_as_on_our_pages():
    with translation.override("zh-hans"):
        words = editor_words()
    assert len(EXPLAINED) == 11
    assert words["Rules may overlap. The first matching rule will be chosen"] == "以首条适用的规则为准。"
    assert words["Hit policy:"] == "命中策略："
