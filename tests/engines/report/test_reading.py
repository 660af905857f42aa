"""Reports read: the one of 1987 whole, and our own in five languages and several layouts."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.shared import SHARED
from verbale.engines.report import BUILT_IN, Kind, NoLabel, ReadReport, read_report, taken_up

SAMPLES = Path(__file__).parent / "samples"
SEED = SHARED / "seeds" / "002_75f8723608549c9b.txt"
needs_seed = pytest.mark.skipif(not SEED.exists(), reason="the real inputs are not beside the project")

SCIENCE, TRADE = "Minister for Science and Technology", "Minister for Foreign Trade"
EDUCATION, PLANNING = "Minister for Higher and Vocational Education", "Chairman of the State Planning Commission"
ELECTRICAL = "Minister for Electrical and Electronic Engineering"
ACADEMY = "President of the Academy of Sciences of the GDR"
ECONOMIC = "Chairman of the Economic Committee GDR/PR China, Dr. Wyschofsky"


def read(name: str) -> ReadReport:
    return read_report(SAMPLES / name, name=name)


def told(report: ReadReport) -> list[tuple[Any, ...]]:
    """Number, in charge, participation, subjects and dates of each, without the words."""
    return [
        (
            one.number,
            one.in_charge,
            one.participation,
            tuple((subject.name, subject.lead, subject.participation) for subject in one.subjects),
            tuple((step.what, step.as_written, step.edtf) for step in one.dates),
        )
        for one in report.commitments
    ]


@needs_seed
def test_the_six_conclusions_of_1987() -> None:
    report = read_report(SEED, name="002")
    subjects = (
        ("New Ceramic Materials", "Professor L. Michalowski", (EDUCATION, "Minister for Glass and Ceramics Industry")),
        (
            "Development and Application of Laser Technology and Optoelectronics",
            "Professor B. Wilhelmi",
            (EDUCATION, ELECTRICAL, "Minister for District-Directed Industry and Food Industry"),
        ),
        (
            "Scientific Equipment Building and Vacuum Technology, including Exchange of Equipment and Acquisition of "
            "Parts and Components",
            "Professor N. Langhoff",
            (ACADEMY, ELECTRICAL),
        ),
    )
    milestones = (
        ("Proposals for Cooperation and Directives for the Study Delegations", "June 1987", "1987-06"),
        ("Agreements with the Chinese Side by the Study Delegations", "October 1987", "1987-10"),
    )
    at_once = (("", "immediately", "immediately:1987-05-18"),)
    assert (report.language, report.dated) == ("en", date(1987, 5, 18))
    assert told(report) == [
        ("1", (SCIENCE, ECONOMIC, "Respective Ministers", ACADEMY), (), (), ()),
        ("2", (), (), subjects, milestones),
        ("3", (SCIENCE, "Respective Ministers", ACADEMY), (), (), (("", "November 1987", "1987-11"),)),
        ("4", (SCIENCE, TRADE), (), (), (("", "October 1987", "1987-10"),)),
        ("5", ("Respective Ministers", SCIENCE, ECONOMIC, PLANNING, SCIENCE), (), (), at_once),
        ("6", (EDUCATION, PLANNING), (), (), (("", "October 1987", "1987-10"),)),
    ]


@needs_seed
def test_each_place_is_where_the_conclusion_stands() -> None:
    text = SEED.read_text(encoding="utf-8")
    report = read_report(SEED, name="002")
    assert report.text == text
    for one in report.commitments:
        place = text[one.source.start : one.source.end]
        assert place.startswith(f"{one.number}. ")
        assert all(part in place for part in one.text.split("\n"))
        assert all(name in place for name in one.in_charge if "Wyschofsky" not in name)


@needs_seed
def test_what_no_conclusion_takes_up() -> None:
    report = read_report(SEED, name="002")
    shares = {sentence.text: taken_up(sentence.text, report.commitments).share for sentence in report.sentences}
    polymers = shares["- Polymeric fibers and technical applications"]
    ceramics = shares["- New ceramic construction materials"]
    review = next(share for text, share in shares.items() if text.startswith("It has to be reviewed"))
    assert polymers < 0.5 < ceramics
    assert review < 0.5


@needs_seed
@pytest.mark.parametrize("name", ["000_f2fc5dc61890bc5d", "001_15dda9f24270eee6", "003_ab9abd50dbc928b3"])
def test_running_text_is_no_proposal(name: str) -> None:
    assert read_report(SHARED / "seeds" / f"{name}.txt", name=name).as_json() == {"commitments": []}


def test_labels_in_the_line_in_german() -> None:
    assert told(read("de_inline.txt")) == [
        (
            "1",
            ("Institut für Hydrologie", "Bundesanstalt für Gewässerkunde"),
            ("TU Dresden",),
            (),
            (("", "bis 30.06.2026", "../2026-06-30"),),
        ),
        (
            "2",
            ("Dr. Karin Vogel, Institut für Hydrologie",),
            ("1. Stellvertreter des Ministers", "Technische Universität Bergakademie Freiberg"),
            (),
            (
                ("Entwurf des Vertrages", "Ende Oktober 2026", "../2026-10-31"),
                ("Unterzeichnung", "II. Quartal 2027", "2027-04/2027-06"),
            ),
        ),
        (
            "3",
            ("Bundesanstalt für Gewässerkunde",),
            (),
            (
                ("Verdunstung über Stauseen", "Prof. Anna Lindner", ("Wetterdienst",)),
                ("Versalzung von Böden", "Prof. Dr. R. Becker", ("Universität Halle", "Landesamt für Umwelt")),
                ("Fernerkundung", "", ()),
            ),
            (("", "sofort", "immediately:2026-03-12"),),
        ),
        ("4", ("beide Seiten",), (), (), (("", "nach Vereinbarung", ""),)),
    ]


def test_indented_labels_and_a_skipped_number_in_russian() -> None:
    report = read("ru_labels.txt")
    assert told(report) == [
        (
            "1",
            ("Министерство сельского хозяйства", "Росрыболовство"),
            ("Институт океанологии им. П. П. Ширшова", "Дальневосточный университет"),
            (),
            (("", "до 15 ноября 2025 г.", "../2025-11-15"),),
        ),
        (
            "2",
            ("Водоканал",),
            (),
            (),
            (
                ("программа", "октябрь 2025 г.", "2025-10"),
                ("поездка", "I квартал 2026 г.", "2026-01/2026-03"),
            ),
        ),
        (
            "3",
            ("Академия наук",),
            (),
            (
                ("устойчивые сорта риса", "проф. Н. А. Соколова", ("ВИР", "Кубанский аграрный университет")),
                ("переработка водорослей", "акад. Петров В. С.", ("Институт биологии моря",)),
            ),
            (("", "с 2026 года", "2026/.."),),
        ),
        ("5", ("Минобрнауки",), (), (), (("", "немедленно", "immediately:2025-09-18"),)),
    ]
    assert report.commitments[1].control == ("Иванов И. И.",)


def test_chinese() -> None:
    assert told(read("zh_labels.txt")) == [
        (
            "一",
            ("农业机械化研究所", "机械工业局"),
            ("中国农业大学", "农机试验站"),
            (),
            (("", "二〇二五年九月底前", "../2025-09-30"),),
        ),
        (
            "二",
            (),
            (),
            (
                ("马铃薯收获机械", "王建国教授", ("北方农机厂",)),
                ("秸秆还田技术", "李明华研究员", ("土壤研究所", "农机试验站")),
            ),
            (("方案", "2025年10月", "2025-10"), ("样机", "2026年上半年", "2026-01/2026-06")),
        ),
        ("三", ("张华",), (), (), (("", "立即", "immediately:2025-05-20"),)),
    ]


def test_korean() -> None:
    assert told(read("ko_labels.txt")) == [
        ("1", ("농업과학원",), ("수의연구소", "평안대학"), (), (("", "2025년 10월까지", "../2025-10"),)),
        (
            "2",
            (),
            (),
            (
                ("가축 전염병 예방", "김철수 박사", ("수의연구소",)),
                ("사료 생산 기술", "박영희 교수", ("사료공장", "축산연구소")),
            ),
            (("연구 계획", "2025년 7월", "2025-07"), ("결과 보고", "2026년 말까지", "../2026-12-31")),
        ),
        ("3", ("대외협력국",), (), (), (("", "즉시", "immediately:2025-06-03"),)),
    ]


def test_without_a_heading_labelled_paragraphs_count() -> None:
    report = read("en_nohead.txt")
    assert told(report) == [
        (
            "1",
            ("Ministry of Transport", "Hydrographic Office"),
            ("University of Otago",),
            (),
            (("", "by the end of 2026", "../2026-12-31"),),
        ),
        ("2", ("Dr. Helen Moss",), (), (), (("", "from 2027 onwards", "2027/.."),)),
        ("4", (), (), (), (("", "immediately", "immediately:2026-02-04"),)),
    ]
    assert report.commitments[1].text.split("\n")[1:] == [
        "a) two graduate students a year;",
        "b) one lecturer every second year.",
    ]


def test_tables_typed_with_tabs_and_bars() -> None:
    assert told(read("en_table.txt")) == [
        ("1", ("Energy Agency",), ("Wind Institute", "Coast Guard"), (), (("", "30 November 2025", "2025-11-30"),)),
        ("2", ("Grid Operator",), (), (), (("", "first half of 2026", "2026-01/2026-06"),)),
        (
            "3",
            ("Energy Agency", "Grid Operator"),
            ("Technical College",),
            (),
            (("", "immediately", "immediately:2025-10-09"),),
        ),
    ]
    assert [one[:2] for one in told(read("de_table_bars.txt"))] == [
        ("1", ("Institut für Pflanzenbau",)),
        ("2", ("Dr. Maria Kern", "Prof. J. Holm")),
    ]


def test_bold_labels_behind_bullets() -> None:
    assert told(read("ru_bold.txt")) == [
        (
            "1",
            ("Росстандарт",),
            ("ВНИИМ", "Политехнический университет"),
            (),
            (("", "до 1 июля 2025 г.", "../2025-07-01"),),
        ),
        ("2", ("Бюро переводов",), (), (), (("", "в течение 2026 года", "2026"),)),
    ]


def test_numbered_headings_of_running_text_are_no_proposals() -> None:
    assert read("none_running.txt").as_json() == {"commitments": []}


def test_groups_begin_their_numbers_anew_and_the_next_section_ends_them() -> None:
    text = (
        "5. Conclusions\n\nI. Science\n\n1. Both academies go on. (In charge: Academy of Sciences; date: June 1987)\n\n"
        "II. Trade\n\n1. Licences are offered.\nIn charge: Ministry of Trade\nDate: 1988\n\n6. Closing remarks\n\n"
        "The trip was useful.\n"
    )
    assert told(read_report(text.encode(), name="x")) == [
        ("1", ("Academy of Sciences",), (), (), (("", "June 1987", "1987-06"),)),
        ("1", ("Ministry of Trade",), (), (), (("", "1988", "1988"),)),
    ]


def test_an_office_has_its_own_words() -> None:
    text = "Conclusions\n1. The dyke is raised.\nObmann: Deichverband\n"
    labels = BUILT_IN.with_words(Kind.IN_CHARGE, "Obmann")
    assert read_report(text.encode(), name="x").commitments[0].in_charge == ()
    assert read_report(text.encode(), name="x", labels=labels).commitments[0].in_charge == ("Deichverband",)


@pytest.mark.parametrize("word", ["", "  ", "a:b", "a\nb", "x" * 61])
def test_no_label(word: str) -> None:
    with pytest.raises(NoLabel):
        BUILT_IN.with_words(Kind.DATE, word)


def test_as_json() -> None:
    text = "Conclusions\n1. The dyke is raised.\nIn charge: Dyke Board\nDate: plan: May 1988\n"
    assert read_report(text.encode(), name="x").as_json() == {
        "commitments": [
            {
                "number": "1",
                "text": "The dyke is raised.",
                "in_charge": ["Dyke Board"],
                "participation": [],
                "subjects": [],
                "dates": [{"what": "plan", "as_written": "May 1988", "edtf": "1988-05"}],
                "source": {"start": 12, "end": len(text) - 1},
            }
        ]
    }


@pytest.mark.parametrize(
    "text",
    [
        "1. Talks\nDate: 12 May 2024\nParticipants: A. Reed, B. Moss\nIt went well.\n\n2. Visits\nDate: 13 May 2024\n",
        "Datum\tOrt\tThema\tVerantwortlich\n3. Mai 2024\tWien\tBesichtigung\tDr. Maier\n",
        "Ergebnisse\n\n1. Die Gespräche verliefen gut.\n2. Der Minister dankte.\n",
    ],
)
def test_meetings_programmes_and_results_are_no_proposals(text: str) -> None:
    report = read_report(text.encode(), name="x")
    assert (report.commitments, report.dated) == ((), None)


def test_letters_number_conclusions_where_no_numbers_do() -> None:
    text = "IV. CONCLUSIONS\n\nA. The seeds are exchanged.\nResponsible: Seed Bank\n"
    text += "B. A workshop is held.\nV.: Institute\n"
    assert [one[:2] for one in told(read_report(text.encode(), name="x"))] == [
        ("A", ("Seed Bank",)),
        ("B", ("Institute",)),
    ]


def test_the_next_section_in_the_headings_own_numbers_ends_it() -> None:
    text = "五、结论\n\n1、派遣考察组。\n（1）激光技术（王大珩教授）\n参加单位：光机所\n"
    text += "日期：\n协议：一九八六年十月\n\n六、附件\n1. 名单\n"
    assert told(read_report(text.encode(), name="x")) == [
        (
            "1",
            (),
            (),
            (("激光技术", "王大珩教授", ("光机所",)),),
            (("协议", "一九八六年十月", "1986-10"),),
        )
    ]
