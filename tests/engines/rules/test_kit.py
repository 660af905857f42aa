"""The runner of the conformance kit; the kit itself where it lies beside the project."""

import pytest

from tests.shared import SHARED
from verbale.engines.rules.kit import CaseResult, Failure, run_kit
from verbale.engines.rules.kitfile import NoCases, NoFolder, NoModel, NotKit

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


@pytest.fixture
def kit(tmp_path):
    def write(model, cases=CASES, name="m-test-01.xml"):
        (tmp_path / "m.dmn").write_bytes(model)
        (tmp_path / name).write_text(cases.format(model="m.dmn"))
        return tmp_path

    return write


def test_a_case_passes_only_if_all_its_results_do(kit):
    root = kit(literal_model("a / 2", {"a": "number"}))
    place = (root, "m-test-01.xml")
    unknown = "Model “made” has no decision “nobody”. Its decisions are: answer."
    assert list(run_kit(root)) == [
        CaseResult(*place, "exact"),
        CaseResult(*place, "apart", (Failure("answer", "1.0000001", "1"),)),
        CaseResult(*place, "error"),
        CaseResult(*place, "other", (Failure("nobody", "null", "", unknown),)),
    ]


def test_every_result_that_failed_is_told_with_its_reason(kit):
    result = """<resultNode name="answer"><expected><value xsi:type="xsd:decimal">7</value></expected></resultNode>"""
    cases = CASES[: CASES.index("<testCase id")] + f'<testCase id="two">{result * 2}</testCase></testCases>'
    (only,) = run_kit(kit(literal_model("1 / 0"), cases))
    why = "“/” gives no value here (division by zero, or beyond the range of numbers)"
    assert [str(each) for each in only.failures] == [f"answer: expected 7, got null ({why})"] * 2
    assert not only.passed


def test_an_unreadable_model_fails_its_cases(kit):
    results = list(run_kit(kit(literal_model("1 +"))))
    assert [each.passed for each in results] == [False] * 4
    assert all("literal expression" in str(each.failures[0]) for each in results)


def test_folders_below_are_run_too_and_other_files_left_alone(kit, tmp_path):
    root = kit(literal_model("a / 2", {"a": "number"}), name="deep-test-01.xml")
    below = tmp_path / "below"
    below.mkdir()
    for name in ("m.dmn", "deep-test-01.xml"):
        (root / name).rename(below / name)
    (tmp_path / "notes.xml").write_text("<notes/>")
    assert {(each.folder, each.file) for each in run_kit(tmp_path)} == {(below, "deep-test-01.xml")}


def test_without_a_name_the_model_is_the_one_called_like_the_cases(kit):
    cases = CASES.replace("<modelName>{model}</modelName>", "")
    assert [each.passed for each in run_kit(kit(literal_model("a / 2", {"a": "number"}), cases))].count(True) == 2


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ("<a", "not well-formed"),
        ("<a/>", "“a”, not “testCases”"),
        ('<!DOCTYPE testCases [<!ENTITY e "e">]><testCases/>', "document type"),
        (CASES.replace(">1.0000001<", ">one<"), "case “apart”"),
        (CASES.replace("xsd:decimal", "xsd:date"), "case “exact” has a value that cannot be read (“2” is not a date"),
        ('<testCases><modelName>{model}</modelName><testCase id="empty"/></testCases>', "case “empty” expects nothing"),
    ],
)
def test_a_file_that_is_no_kit_file(kit, wrong, why):
    with pytest.raises(NotKit) as caught:
        list(run_kit(kit(literal_model("1"), wrong)))
    assert why in str(caught.value)


def test_a_missing_model_and_one_outside_the_folder(kit, tmp_path):
    for name in ("gone.dmn", "../gone.dmn"):
        with pytest.raises(NoModel) as caught:
            list(run_kit(kit(literal_model("1"), CASES.replace("{model}", name))))
        assert caught.value.facts["model"] == name


def test_a_folder_without_cases_and_one_that_is_none(tmp_path):
    (tmp_path / "notes.xml").write_text("<testCases/>")
    with pytest.raises(NoCases):
        list(run_kit(tmp_path))
    for wrong in (tmp_path / "gone", tmp_path / "notes.xml"):
        with pytest.raises(NoFolder):
            list(run_kit(wrong))


@pytest.mark.shared
@pytest.mark.skipif(not KIT.exists(), reason="the conformance kit does not lie beside the project")
def test_level_2_passes_whole():
    results = list(run_kit(KIT / "compliance-level-2"))
    assert [each for each in results if not each.passed] == []
    assert len(results) == 116


@pytest.mark.shared
@pytest.mark.skipif(not KIT.exists(), reason="the conformance kit does not lie beside the project")
def test_level_3_does_not_fall_back():
    """What is open: functions in Java, which are never called, and imports between models."""
    failed = {each.file[:4] for each in run_kit(KIT / "compliance-level-3") if not each.passed}
    assert failed <= {"0076", "0086", "0089"}
