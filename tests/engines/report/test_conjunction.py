"""One body with an “and” in its name, or two with one between them."""

from __future__ import annotations

import pytest

from verbale.engines.report.values import split_values

ONE = (
    "Minister for Science and Technology",
    "Minister for Higher and Vocational Education",
    "Minister for District-Directed Industry and Food Industry",
    "Ministry of Trade and Industry",
    "Department of Health and Human Services",
    "Institute of Physics and Chemistry",
    "Commission for Science and Technology of the City Government",
    "Ministry of Education and Research",
    "Federal Ministry for Economic Cooperation and Development",
    "Academy of Sciences and Letters",
    "University of Science and Technology",
    "Minister für Wissenschaft und Technik",
    "Minister für Hoch- und Fachschulwesen",
    "Minister für Elektrotechnik und Elektronik",
    "Ministerium für Land- und Forstwirtschaft",
    "Bundesministerium für Bildung und Forschung",
    "Institut für Boden- und Pflanzenbau",
    "Amt für Arbeit und Soziales",
    "Kommission für Handel und Verkehr",
    "Министерство науки и высшего образования",
    "Министр высшего и среднего специального образования",
    "Министерство сельского хозяйства и продовольствия",
    "Институт географии и геологии",
    "Государственный комитет по науке и технике",
    "国家发展和改革委员会",
    "科学技术与教育部",
    "电工与电子工业部",
    "工业和信息化部",
    "区管工业和食品工业部部长",
    "农业与农村发展研究所",
    "住房和城乡建设部",
    "国家卫生和计划生育委员会",
    "과학기술 및 교육위원회",
    "교육과학기술부",
    "과학 및 기술위원회",
    "전기 및 전자공업부",
)
TWO = {
    "Ministry of Trade and Academy of Sciences": ("Ministry of Trade", "Academy of Sciences"),
    "Institute of Physics and Institute of Chemistry": ("Institute of Physics", "Institute of Chemistry"),
    "Minister for Science and Minister for Trade": ("Minister for Science", "Minister for Trade"),
    "President of the Academy and Chairman of the Commission": (
        "President of the Academy",
        "Chairman of the Commission",
    ),
    "Legal Department and Finance Department": ("Legal Department", "Finance Department"),
    "Dr. A. Meyer and Prof. K. Lang": ("Dr. A. Meyer", "Prof. K. Lang"),
    "Prof. A. Meyer und Dr. K. Lang": ("Prof. A. Meyer", "Dr. K. Lang"),
    "Institut für Physik und Universität Rostock": ("Institut für Physik", "Universität Rostock"),
    "Bundesministerium für Bildung und Forschung und Auswärtiges Amt": (
        "Bundesministerium für Bildung",
        "Forschung und Auswärtiges Amt",
    ),
    "Ministerium für Wissenschaft und Akademie der Wissenschaften": (
        "Ministerium für Wissenschaft",
        "Akademie der Wissenschaften",
    ),
    "Präsident der Akademie und Minister für Wissenschaft und Technik": (
        "Präsident der Akademie",
        "Minister für Wissenschaft und Technik",
    ),
    "Министерство науки и Академия наук": ("Министерство науки", "Академия наук"),
    "РАН и МГУ": ("РАН", "МГУ"),
    "Росатом и Минобрнауки": ("Росатом", "Минобрнауки"),
    "Иванов И. И. и Петров П. П.": ("Иванов И. И.", "Петров П. П."),
    "教育部和外交部": ("教育部", "外交部"),
    "中国科学院与清华大学": ("中国科学院", "清华大学"),
    "教育部及科学技术部": ("教育部", "科学技术部"),
    "王建国和李明华": ("王建国", "李明华"),
    "과학원 및 교육위원회": ("과학원", "교육위원회"),
    "과학원과 교육성": ("과학원", "교육성"),
}


@pytest.mark.parametrize("words", ONE)
def test_one(words: str) -> None:
    assert split_values([words]) == (words,)


@pytest.mark.parametrize(("words", "named"), TWO.items())
def test_two(words: str, named: tuple[str, str]) -> None:
    assert split_values([words]) == named


def test_the_last_of_a_list() -> None:
    assert split_values(["Росгидромет, Академия наук"]) == ("Росгидромет", "Академия наук")
    assert split_values(["KEMRI, University of Nairobi and Ministry of Health"]) == (
        "KEMRI", "University of Nairobi", "Ministry of Health",
    )  # fmt: skip
    assert split_values(["Минпромторг, Минсельхоз и Росгидромет"]) == ("Минпромторг", "Минсельхоз", "Росгидромет")
