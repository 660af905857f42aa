import pytest

from verbale.engines.paper import MissingFont, families

BUNDLED = ("Libertinus Serif", "DejaVu Sans Mono")
ALL = (*BUNDLED, "Noto Serif CJK SC", "Noto Sans CJK SC", "Noto Serif CJK KR", "Noto Serif CJK JP")


@pytest.mark.parametrize(
    ("languages", "text", "expected"),
    [
        (("en", "ru"), "Plain, простой, Ελληνικά", ("Libertinus Serif",)),
        (("en", "zh"), "", ("Libertinus Serif", "Noto Serif CJK SC")),
        (("ko", "en"), "漢字", ("Libertinus Serif", "Noto Serif CJK KR")),
        (("en",), "A book called 材料", ("Libertinus Serif", "Noto Serif CJK SC")),
        (("en",), "한국", ("Libertinus Serif", "Noto Serif CJK KR")),
        (("zh-Hans",), "カナ", ("Libertinus Serif", "Noto Serif CJK SC", "Noto Serif CJK JP")),
        (("zh", "ko"), "", ("Libertinus Serif", "Noto Serif CJK SC", "Noto Serif CJK KR")),
    ],
)
def test_languages_and_texts_choose_the_fonts(languages, text, expected) -> None:
    assert families(languages, text, installed=ALL) == expected


def test_the_second_family_where_the_first_is_missing() -> None:
    assert families(("zh",), installed=(*BUNDLED, "Noto Sans CJK SC")) == ("Libertinus Serif", "Noto Sans CJK SC")


@pytest.mark.parametrize(("languages", "text", "script"), [(("zh",), "", "Chinese"), (("en",), "한국", "Korean")])
def test_a_missing_font_names_its_package(languages, text, script) -> None:
    with pytest.raises(MissingFont) as refused:
        families(languages, text, installed=BUNDLED)
    assert str(refused.value) == (
        f"No font here shows {script}. Install the Debian package fonts-noto-cjk with: apt-get install fonts-noto-cjk"
    )
