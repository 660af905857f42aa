import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbale.engines.seal.errors import BadPath
from verbale.engines.seal.paths import check_path, check_paths


@pytest.mark.parametrize(
    "path",
    [
        "a",
        "a/b.pdf",
        "отчёт 1957.txt",
        "中文/报告.pdf",
        "-rf",
        "a b",
        ".hidden",
        "*",
        "x" * 255,
        "/".join(["x" * 200] * 5),
    ],
)
def test_plain_relative_paths_may_stand_in_a_pouch(path):
    assert check_path(path) == path


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/etc/passwd",
        "..",
        "../x",
        "a/../b",
        "a/..",
        ".",
        "./a",
        "a//b",
        "a/",
        "a\\b",
        "..\\b",
        "C:b",
        "100%",
        "a\nb",
        "a\0",
        "a\u202eb",
        "a\u200bb",
        "a\u2028b",
        "a\ud800b",
        " a",
        "a ",
        "a /b",
        "a.",
        "a./b",
        "e\u0301",
        "x" * 256,
        "报" * 86,
        "/".join(["x" * 200] * 6),
    ],
)
def test_all_others_are_refused(path):
    with pytest.raises(BadPath):
        check_path(path)


def test_the_error_shows_no_invisible_character():
    with pytest.raises(BadPath) as refused:
        check_path("a\u202eb")

    assert refused.value.facts == {"path": "a\\u202eb", "why": "it holds an invisible character"}


@pytest.mark.parametrize(
    "paths", [["a", "A"], ["a", "a"], ["straße", "STRASSE"], ["a", "a/b"], ["A/b", "a"], ["a/b/c", "a/B"]]
)
def test_paths_that_cannot_stand_side_by_side_are_refused(paths):
    for order in (paths, paths[::-1]):
        with pytest.raises(BadPath):
            check_paths(order)


def test_paths_that_share_folders_stand_side_by_side():
    check_paths(["a/b", "a/c", "ab", "a/d/e", "a/d/f"])


@given(st.text())
def test_what_is_accepted_stays_below_its_folder(path):
    try:
        check_path(path)
    except BadPath:
        return
    assert not path.startswith("/")
    assert not {"", ".", ".."} & set(path.split("/"))
