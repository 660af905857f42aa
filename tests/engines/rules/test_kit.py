"""The runner of the conformance kit; the kit itself where it lies beside the project."""

import pytest

from tests.shared import SHARED
from verbale.engines.rules.kit import CaseResult, run_kit

from .models import literal_model

KIT = SHARED / "tck"
CASES = """<testCases xmlns="http://www.omg.org/spec/DMN/20160719/testcase"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><modelName>{model}</modelName>
  <testCase id="exact"><inputNode name="a"><value xsi:type="xsd:decimal">2</value></inputNode>
    <resultNode name="answer">
      <expected><value xsi:type="xsd:decimal">1.000000001</value></expected></resultNode></testCase>
  <testCase id="apart"><inputNode name="a"><value xsi:type="xsd:decimal">2</value></inputNode>
    <resultNode name="answer">
      <expected><value xsi:type="xsd:decimal">1.0000001</value></expected></resultNode></testCase>
  <testCase id="error"><inputNode name="a"><value xsi:nil="true"/></inputNode>
    <resultNode name="answer" errorResult="true"/></testCase>
  <testCase id="other"><resultNode name="nobody"><expected><value xsi:nil="true"/></expected></resultNode></testCase>
</testCases>"""


def test_a_case_passes_only_if_all_its_results_do(tmp_path):
    (tmp_path / "m.dmn").write_bytes(literal_model("a / 2", {"a": "number"}))
    (tmp_path / "m-test-01.xml").write_text(CASES.format(model="m.dmn"))
    assert list(run_kit(tmp_path)) == [
        CaseResult("m-test-01.xml", "exact", True),
        CaseResult("m-test-01.xml", "apart", False, "answer is 1, should be 1.0000001."),
        CaseResult("m-test-01.xml", "error", True),
        CaseResult(
            "m-test-01.xml",
            "other",
            False,
            "Model “made” has no decision “nobody”. Its decisions are: answer.",
        ),
    ]


def test_an_unreadable_model_fails_its_cases(tmp_path):
    (tmp_path / "m.dmn").write_bytes(literal_model("1 +"))
    (tmp_path / "m-test-01.xml").write_text(CASES.format(model="m.dmn"))
    assert [each.passed for each in run_kit(tmp_path)] == [False] * 4


@pytest.mark.shared
@pytest.mark.skipif(not KIT.exists(), reason="the conformance kit does not lie beside the project")
def test_level_2_passes_whole():
    results = list(run_kit(KIT / "compliance-level-2"))
    assert [(each.file, each.case, each.why) for each in results if not each.passed] == []
    assert len(results) == 116


@pytest.mark.shared
@pytest.mark.skipif(not KIT.exists(), reason="the conformance kit does not lie beside the project")
def test_level_3_does_not_fall_back():
    """What is open: functions in Java, which are never called, and imports between models."""
    failed = {each.file[:4] for each in run_kit(KIT / "compliance-level-3") if not each.passed}
    assert failed <= {"0076", "0086", "0089"}
