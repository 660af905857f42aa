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


def test_double_dashes_and_labels_in_brackets_in_chinese() -> None:
    text = (
        "赴越南考察报告\n\n撰写人：陈明    日期：2023年3月18日\n\n二 结论\n结论1：联合编制洪水预报手册，内容包括：\n"
        "    ——预报模型（负责人：赵敏教授；参加：清华大学）\n"
        "    ——数据交换（负责人：孙立研究员；参加：水文局、气象局）\n"
        "  进度：初稿 2023年9月；定稿 2024年3月31日\n\n结论2：互派留学生。\n（负责：教育部；期限：尽快）\n"
    )
    report = read_report(text.encode(), name="x")
    assert report.dated == date(2023, 3, 18)
    subjects = (("预报模型", "赵敏教授", ("清华大学",)), ("数据交换", "孙立研究员", ("水文局", "气象局")))
    dates = (("初稿", "2023年9月", "2023-09"), ("定稿", "2024年3月31日", "2024-03-31"))
    assert told(report) == [("1", (), (), subjects, dates), ("2", ("教育部",), (), (), (("", "尽快", ""),))]
    assert report.commitments[0].text == "联合编制洪水预报手册，内容包括："


def test_numbers_alone_in_their_line_and_labels_before_a_tab() -> None:
    text = (
        "Thema: Reise nach Kasan, 1.–5. Juni 2022                                    Dresden, 10. Juni 2022\n\n"
        "Schlussfolgerungen:\n\n1.\nDie Arbeitsgruppe tagt zweimal jährlich.\n\n"
        "Verantwortlich\tProf. Dr. Maria Weiß (TU Dresden), Dr. Ivan Popov\nTermin\tjeweils zum 31.3. und 30.9.\n\n"
        "2.\nGemeinsamer Antrag in den Schwerpunkten\n– Photonik [Prof. K. Adam]\n– Sensorik\n\n"
        "Verantwortlich\nDr. Roth / Dr. Popov\nTermin\n"
        "1. Entwurf: 30. September 2022\n2. Einreichung: 15. Januar 2023\n"
    )
    report = read_report(text.encode(), name="x")
    assert report.dated == date(2022, 6, 10)
    assert told(report) == [
        (
            "1",
            ("Prof. Dr. Maria Weiß (TU Dresden)", "Dr. Ivan Popov"),
            (),
            (),
            (("", "jeweils zum 31.3. und 30.9.", ""),),
        ),
        (
            "2",
            ("Dr. Roth", "Dr. Popov"),
            (),
            (("Photonik", "Prof. K. Adam", ()), ("Sensorik", "", ())),
            (("Entwurf", "30. September 2022", "2022-09-30"), ("Einreichung", "15. Januar 2023", "2023-01-15")),
        ),
    ]


def test_a_heading_of_each_conclusion_stands_by_itself() -> None:
    text = (
        "Visit report\nAuthor: S. Hale; 14 May 2021\n\n5 CONCLUSIONS\n\n5.1 Water reuse\n"
        "The parties shall prepare a joint standard on water reuse.\n"
        "Responsible persons: Mr. John Carter, Ms. Aylin Demir\n"
        "Date: by 30/09/2021\n\n5.2 Training\nTo train 20 engineers.\nDates: first course: September 2021\n"
        "       second course: March 2022\n\n6 ANNEXES\n6.1 List of participants\n"
    )
    report = read_report(text.encode(), name="x")
    assert report.dated == date(2021, 5, 14)
    assert [(one.number, one.text) for one in report.commitments] == [
        ("5.1", "Water reuse\nThe parties shall prepare a joint standard on water reuse."),
        ("5.2", "Training\nTo train 20 engineers."),
    ]
    assert report.commitments[0].in_charge == ("Mr. John Carter", "Ms. Aylin Demir")


def test_conclusions_to_points_and_a_leader_behind_a_dash() -> None:
    text = (
        "Folgerungen\n\nZu 1: Das Programm wird bestätigt. Verantwortl.: Verkehrsamt; Termin: Mai 1988\n"
        "Zu 2: Ein Seminar wird veranstaltet. Verantwortl.: Akademie; Mitw.: Hochschule\n"
    )
    assert [one[:3] for one in told(read_report(text.encode(), name="x"))] == [
        ("1", ("Verkehrsamt",), ()), ("2", ("Akademie",), ("Hochschule",)),
    ]  # fmt: skip
    text = (
        "Поручения\n\n1. Направить делегации по темам:\n   а) лазеры (рук. – проф. Белов И. С.)\n   Срок: май 2023 г.\n"
    )
    (one,) = read_report(text.encode(), name="x").commitments
    assert [(subject.name, subject.lead) for subject in one.subjects] == [("лазеры", "проф. Белов И. С.")]
