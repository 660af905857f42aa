"""Reports of other layouts: labels in brackets, indented, behind bullets or dashes; annexes and places left out."""

from __future__ import annotations

from datetime import date

import pytest

from tests.engines.report.test_reading import read, told
from verbale.engines.report import read_report


def test_brackets_indents_and_dates_behind_bullets_in_german() -> None:
    report = read("de_mangroves.txt")
    assert report.dated == date(2025, 3, 14)
    assert told(report) == [
        ("1", ("Prof. Dr. H. Krämer, Leibniz-Institut",), (), (), (("", "30.06.2025", "2025-06-30"),)),
        (
            "2",
            ("Bundesanstalt für Gewässerkunde", "Deutscher Wetterdienst"),
            ("Universität Rostock", "Institut für Ostseeforschung", "Firma Hydromet GmbH"),
            (),
            (("", "Ende III. Quartal 2025", "../2025-09-30"),),
        ),
        (
            "3",
            ("Abteilung 3",),
            (),
            (
                ("Küstenschutz", "Prof. A. Winkler", ("TU Dresden",)),
                ("Aquakultur", "Dr. M. Lang und Prof. Tran Van Duc", ()),
                ("Fernerkundung", "", ()),
            ),
            (
                ("Arbeitsplan", "Mai 2025", "2025-05"),
                ("Zwischenbericht", "15.12.2025", "2025-12-15"),
                ("Abschluss", "2027", "2027"),
            ),
        ),
        ("4", ("DAAD",), (), (), (("", "sofort", "immediately:2025-03-14"),)),
    ]


def test_a_running_sentence_invents_nobody_and_annexes_are_no_text_in_chinese() -> None:
    report = read("zh_lasers.txt")
    assert told(report) == [
        (
            "一",
            ("中国科学院", "教育部"),
            ("清华大学", "浙江大学", "同济大学"),
            (),
            (("", "2025年3月底前", "../2025-03-31"),),
        ),
        (
            "二",
            ("科技部国际合作司",),
            (),
            (
                ("激光材料", "王志强教授", ("上海光机所",)),
                ("海水淡化", "李明研究员", ()),
                ("低温技术", "", ()),
            ),
            (
                ("立项申请", "2025年6月", "2025-06"),
                ("中期报告", "2026年上半年", "2026-01/2026-06"),
                ("结题", "2027年12月", "2027-12"),
            ),
        ),
        ("三", (), (), (), ()),
        ("四", ("张伟", "李娜"), (), (), (("", "立即", "immediately:2024-11-05"),)),
    ]
    assert report.commitments[3].text == "就设备进口事宜向财政部报告。"
    last = report.commitments[3].source
    assert report.text[last.start : last.end].endswith("时限：立即")


def test_bullets_before_labels_and_circled_subjects_in_korean() -> None:
    assert told(read("ko_hydrogen.txt")) == [
        (
            "1",
            ("과학기술정보통신부", "외교부"),
            ("한국과학기술원", "한국연구재단"),
            (),
            (("", "2019. 12. 31.까지", "../2019-12-31"),),
        ),
        (
            "2",
            ("한국연구재단",),
            (),
            (
                ("수소에너지", "김민수 교수", ("한국에너지기술연구원",)),
                ("해양생태", "이영호 박사", ("해양과학기술원", "부산대학교")),
            ),
            (("계획 수립", "2019년 7월", "2019-07"), ("초청", "2019년 하반년", "2019-07/2019-12")),
        ),
        ("3", ("교육부",), (), (), (("", "조속히", ""),)),
    ]


def test_levels_dashes_and_a_date_at_the_other_edge_in_russian() -> None:
    report = read("ru_waters.txt")
    assert report.dated == date(2024, 5, 27)
    assert told(report) == [
        ("2.1", ("Минобрнауки России", "РАН"), (), (), (("", "до 1 июля 2024 г.", "../2024-07-01"),)),
        (
            "2.2",
            ("Российская академия наук", "Росгидромет"),
            ("Минпромторг", "Минсельхоз", "Росатом"),
            (
                ("новые материалы", "проф. Н. П. Лебедев", ()),
                ("биотехнологии", "акад. В. С. Орлов", ("МГУ", "ИБХ РАН")),
                ("охрана вод", "", ()),
            ),
            (
                ("проекты предложений", "июнь 2024 г.", "2024-06"),
                ("соглашения", "IV квартал 2024 года", "2024-10/2024-12"),
            ),
        ),
        (
            "2.3",
            ("Иванов И. И.", "Петрова А. С."),
            (),
            (),
            (("", "немедленно", "immediately:2024-05-27"),),
        ),
        ("2.4", (), (), (), ()),
    ]
    assert report.commitments[3].control == ("заместитель Министра Сидоров К. Л.",)


def test_action_items_in_english() -> None:
    report = read("en_samples.txt")
    assert report.dated == date(2023, 10, 2)
    assert told(report) == [
        (
            "1",
            ("Legal Department", "Dr A. Mwangi"),
            ("KEMRI", "University of Nairobi", "Ministry of Health"),
            (),
            (("", "15 Nov 2023", "2023-11-15"),),
        ),
        (
            "2",
            ("Joint Secretariat",),
            (),
            (
                ("Malaria genomics in two districts", "Prof. W. Otieno", ()),
                ("Rift Valley fever", "Dr S. Kim", ()),
                ("Soil carbon", "", ()),
            ),
            (
                ("protocol approved", "by January 2024", "../2024-01"),
                ("first samples", "by Q2 2024", "../2024-06"),
                ("final report", "end of 2025", "../2025-12-31"),
            ),
        ),
        ("3", ("Ministry of Foreign Affairs", "Ministry of Education"), (), (), (("", "as soon as possible", ""),)),
        ("4", ("both sides",), (), (), (("", "within 30 days", ""),)),
    ]


def test_what_goes_on_behind_a_bracket_of_labels_is_text() -> None:
    text = "Conclusions\n\n1. A dyke is raised (in charge: Dyke Board; date: May 2026) at both shores.\n"
    (one,) = read_report(text.encode(), name="x").commitments
    assert (one.text, one.in_charge) == ("A dyke is raised at both shores.", ("Dyke Board",))
    assert [step.as_written for step in one.dates] == ["May 2026"]


@pytest.mark.parametrize("after", ["[1]", ""])
def test_a_name_in_small_letters_below_a_long_one_is_another(after: str) -> None:
    text = (
        "Schlussfolgerungen\n\n1. Die Themen sind umzusetzen, und zwar von allen Beteiligten.\n\nVerantwortlich:\n"
        f"Vorsitzender des gemeinsamen Wirtschaftsausschusses, Dr. Lehmann{after}\nzuständige Minister\n"
    )
    (one,) = read_report(text.encode(), name="x").commitments
    assert one.in_charge == ("Vorsitzender des gemeinsamen Wirtschaftsausschusses, Dr. Lehmann", "zuständige Minister")


def test_numbers_of_a_plan_of_measures() -> None:
    text = (
        "Maßnahmeplan\n\nLfd. Nr. 1\nMaßnahme: Messnetz aufbauen\nVerantwortlich: Umweltamt\nTermin: 31.12.2021\n\n"
        "Lfd. Nr. 2\nMaßnahme: Daten austauschen\nVerantwortlich: Landesamt\nTermin: 2022\n"
    )
    assert [one[:2] for one in told(read_report(text.encode(), name="x"))] == [
        ("1", ("Umweltamt",)), ("2", ("Landesamt",)),
    ]  # fmt: skip
