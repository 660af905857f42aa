"""Lines of pairs in, lines of findings out."""

from __future__ import annotations

import json

import pytest

from verbale.engines.parallel import BadPair, check_pairs

GOOD = {"id": "a", "languages": ["zh", "ru"], "texts": {"zh": "三十三套", "ru": "33 комплекта"}}


def test_a_line_a_pair() -> None:
    bad = {**GOOD, "id": "b", "texts": {"zh": "三十三套", "ru": "32 комплекта"}}
    told = list(check_pairs([json.dumps(GOOD), "", json.dumps(bad)]))
    assert [(row["id"], [finding["says"] for finding in row["findings"]]) for row in told] == [
        ("a", []),
        ("b", ["33", "32"]),
    ]
    assert json.loads(json.dumps(told)) == told


def test_a_glossary_may_come_with_the_pair() -> None:
    row = {
        **GOOD,
        "texts": {"zh": "聚合物三十三套", "ru": "33 комплекта"},
        "glossary": [{"zh": "聚合物", "ru": ["полимер"]}],
    }
    assert [finding["says"] for finding in next(check_pairs([json.dumps(row)]))["findings"]] == ["聚合物"]


@pytest.mark.parametrize(
    "line",
    [
        "{", "[]", "1", '{"id": null}', json.dumps({**GOOD, "languages": ["zh"]}), json.dumps({**GOOD, "languages": ["zh", "zh"]}),  # noqa: E501
        json.dumps({**GOOD, "texts": {"zh": "一"}}), json.dumps({**GOOD, "texts": []}), json.dumps({**GOOD, "glossary": {}}),  # noqa: E501
        json.dumps({**GOOD, "glossary": [1]}), "[" * 100_000,
    ],
)  # fmt: skip
def test_a_line_that_is_no_pair_is_named(line: str) -> None:
    with pytest.raises(BadPair) as fault:
        list(check_pairs([json.dumps(GOOD), line]))
    assert fault.value.facts["line"] == 2
