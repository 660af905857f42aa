"""Plain text: encodings, and places that count the characters of the file."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbale.engines.report import UnreadableReport, open_report

RUSSIAN = "Выводы\n1. Подготовить договор о сотрудничестве в области рыбного хозяйства.\nОтветственный: Академия наук\n"
CHINESE = "结论\n一、继续开展小麦育种合作，并提出报告。\n负责单位：农业部\n期限：一九八七年十月\n"
GERMAN = "Schlussfolgerungen\n1. Die Prüfung der Geräte für Dünger läuft.\nVerantwortlich: Präsident der Hochschule\n"
KOREAN = "결론\n1. 공동 연구 계획을 작성한다.\n책임: 농업과학원\n"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [(RUSSIAN, "utf-8"), (RUSSIAN, "koi8-r"), (RUSSIAN, "cp1251"), (RUSSIAN, "utf-16"), (CHINESE, "gb18030"),
     (CHINESE, "utf-8-sig"), (GERMAN, "cp1252"), (GERMAN, "utf-16-le"), (GERMAN, "utf-16-be"), (KOREAN, "cp949")],
)  # fmt: skip
def test_encodings(text: str, encoding: str) -> None:
    assert open_report(text.encode(encoding), name="x").text == text


def test_a_mark_is_no_text() -> None:
    assert open_report(codecs.BOM_UTF16_BE + "Выводы".encode("utf-16-be"), name="x").text == "Выводы"


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"\x80\x81\x82\x83 words", b"a\0b", b"\x01\x02\x03\x04\x05"])
def test_not_surely_text(content: bytes) -> None:
    with pytest.raises(UnreadableReport):
        open_report(content, name="x")


@given(st.text(st.sampled_from("ab1. \t\u00a0\n\r\x0c—：:"), min_size=1).filter(lambda text: bool(text.strip())))
def test_lines_stand_at_their_places(text: str) -> None:
    source = open_report(text.encode(), name="x")
    assert source.text == text
    assert all(text[line.start : line.end] == line.text and line.text.strip() for line in source.lines)
    assert "\n".join(line.text for line in source.lines).split() == text.split()
