"""Two browsers on two nodes: a session prepared, ten articles in two languages written, disputed, corrected, signed by
both and verified, and what follows from them seen on a later day. Nobody touches anything but pages."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.browser.two_nodes import Node, carry, look, press, two_nodes
from tests.patience import PATIENCE

PASSPHRASE = "ten green bottles"
ARTICLES = (
    ("我方于二〇三一年十二月十四日前寄送三十三份目录。", "Наша сторона направит 33 каталога до 14 декабря 2031 г."),
    ("双方于二〇三一年六月交换水文年鉴五十卷。", "В июне 2031 г. стороны обменяются 50 томами ежегодников."),
    ("对方接待我方专家七人，为期三周。", "Другая сторона примет 7 специалистов нашей стороны сроком на три недели."),
    ("联合观测站设在河口以上一百二十公里处。", "Совместная станция располагается в 120 км выше устья реки."),
    ("费用四万五千卢布由双方平均分担。", "Расходы в размере 45 тысяч рублей стороны несут поровну."),
    ("第二次会议于二〇三二年五月举行。", "Второе заседание состоится в мае 2032 г."),
    ("双方各指定两名联络员。", "Каждая сторона назначает двух сотрудников для связи."),
    ("图书交换增加百分之十五。", "Книгообмен увеличивается на 15 процентов."),
    (
        "我方于二〇三一年三月一日前提供样品十二公斤。",
        "До 1 марта 2031 г. наша сторона предоставит 12 килограммов проб.",
    ),
    ("双方共同出版两国河流图集。", "Стороны совместно издадут атлас рек обеих стран."),
)
PLANTED = "Наша сторона направит 33 каталога до 15 декабря 2031 г."
DUE = {"1": "../2031-12-14", "6": "2032-05"}
"""By the number of an article, the date of what follows from it."""
MORE = ("图书交换增加百分之二十。", "Книгообмен увеличивается на 20 процентов.")
SIDES = {
    "place": ("北京", "Пекин"), "name-1": ("北方研究所", "Северный институт"), "head-1": ("李明", "Ли Мин"),
    "office-1": ("主席", "председатель"), "name-2": ("南方研究所", "Южный институт"), "head-2": ("林海", "Линь Хай"),
    "office-2": ("主席", "председатель"),
}  # fmt: skip
LANGUAGES = ("zh", "ru")
WISHES = {
    "NORTH": ("交换水文年鉴", "Обмен ежегодниками"), "SOUTH": ("联合观测水位", "Совместные наблюдения за уровнем воды"),
}  # fmt: skip


@pytest.fixture
def nodes(tmp_path: Path, chromium: Any) -> Any:
    with two_nodes(tmp_path, chromium) as made:
        yield made


def test_from_the_plan_of_a_session_to_what_is_overdue(nodes: Any, tmp_path: Path) -> None:
    north, south = nodes
    faults: list[str] = []
    commission = founded(north, south)
    governed(north, south, commission)
    session = planned(north, south)
    for node in nodes:
        memorandum(node)
    carry(north, south, north)
    desk, theirs = north.page("desk"), south.page("desk")

    write(desk, f"{north.url}/sessions/{session}/minutes")
    desk.click("main #compare")
    desk.wait_for_selector("#row2 mark")
    assert marked(desk, "#row{}", 12) == {2: ["二〇三一年十二月十四日", "15 декабря 2031 г."]}
    faults += look(desk, "minutes-written")
    press(desk, "Review it")
    press(desk, "Propose it")
    minutes = desk.url.rsplit("/", 1)[-1]
    carry(north, south)

    theirs.goto(f"{south.url}/minutes/{minutes}")
    assert "1 difference between the languages is open." in theirs.inner_text("main")
    press(theirs, "Differences article by article")
    assert "Binds: NORTH · Due: by 14 December 2031" in theirs.inner_text("[aria-label='Article 1']")
    assert "does not. It says “15 декабря 2031 г.”" in theirs.inner_text("[aria-label='Article 1']")
    faults += look(theirs, "findings")
    counter(theirs)
    carry(south, north)
    desk.goto(f"{north.url}/minutes/{minutes}")
    assert "No difference between the languages is open." in desk.inner_text("main")
    assert changed(desk) == {"del": ["15", "五", "15"], "ins": ["14", "二", "20"]}
    assert desk.locator("details.difference p > .muted").all_inner_texts() == ["Русский", "中文", "Русский"]
    faults += look(desk, "counter-proposal")

    agree(north, south, "minutes", minutes)
    for node, other in ((north, south), (south, north)):
        trust(other, node.code, *certificate(node))
    for node, other in ((north, south), (south, north)):
        faults += sign(node, minutes)
        carry(node, other)
    carry(north, south)
    papers = [verified(node, minutes, tmp_path) for node in nodes]
    assert papers[0].read_bytes() == papers[1].read_bytes()
    faults += look(theirs, "verified")
    check_with_poppler(papers[0])

    adopted(desk, north, minutes)
    for article in DUE:
        confirm(desk, north, minutes, article)
    faults += seen_later(desk, north)
    desk.goto(f"{north.url}/sessions/{session}")
    kept = desk.locator("[aria-labelledby=minutes]")
    assert "Signed by both sides" in kept.inner_text()
    assert kept.get_by_role("link", name="Write the minutes").count() == 0
    faults += look(desk, "session")
    assert faults == []


# What is there before they sit down


def founded(north: Node, south: Node) -> str:
    """A commission that both founded; its identity."""
    names = ("--title", "zh=水文委员会", "--title", "ru=Гидрологическая комиссия")
    words = ("--text", "zh=成立。", "--text", "ru=Создана.", "--ours", "Head of North", "--ours", "Desk of North")
    one = north.types("desk", "commission", "found", "SOUTH", *names, *words)
    exact = one["proposals"][0]["revision"]
    north.types("head", "text", "approve", one["id"], exact)
    carry(north, south)
    south.types("head", "text", "approve", one["id"], exact)
    carry(south, north, south)
    return str(one["id"])


def governed(north: Node, south: Node, commission: str) -> None:
    """Its statute, begun with the example of today."""
    desk = north.page("desk")
    desk.goto(f"{north.url}/statutes/{commission}/propose?example=today")
    press(desk, "Propose it")
    agree(north, south, "texts", desk.url.rsplit("/", 1)[-1])


def agree(north: Node, south: Node, where: str, text: str) -> None:
    """Both heads approve what was proposed last."""
    for node, other in ((north, south), (south, north)):
        carry(other, node)
        head = node.page("head")
        head.goto(f"{node.url}/{where}/{text}")
        with head.expect_navigation():
            head.locator("main .actions a", has_text="Approve ").first.click()
        press(head, "Approve this revision")
    carry(south, north, south)


# The session is prepared


def planned(north: Node, south: Node) -> str:
    """One side plans the session and tells it, the other agrees; the session on the first node."""
    desk, theirs = north.page("desk"), south.page("desk")
    desk.goto(f"{north.url}/sessions/plan")
    desk.fill("[name=begins]", "2030-05-10")
    desk.fill("[name=ends]", "2030-05-16")
    desk.select_option("[name=host]", "NORTH")
    press(desk, "Plan it")
    for _ in ("from the session to the page that asks once more", "there"):
        press(desk, "Tell the partner")
    carry(north, south)
    theirs.goto(f"{south.url}/sessions")
    press(theirs, "Session 1")
    for act in ("Agree with the partner's word", "Tell the partner"):
        press(theirs, act)
        press(theirs, act)
    carry(south, north)
    desk.reload()
    assert "The same as we do." in desk.inner_text("[aria-labelledby=partner]")
    return str(desk.url.rsplit("/", 1)[-1])


def memorandum(node: Node) -> None:
    """The desk writes a memorandum of one item, the head approves it, the desk tells it."""
    desk, head = node.page("desk"), node.page("head")
    press(desk, "Write our memorandum")
    desk.get_by_role("button", name="Add an item", exact=True).first.click()
    for language, words in zip(LANGUAGES, WISHES[node.code], strict=True):
        desk.fill(f"[name=items0-title_{language}]", words)
    press(desk, "Save the draft")
    head.goto(desk.url)
    press(head, "Approve it")
    press(head, "Approve it")
    desk.reload()
    press(desk, "Tell the partner")
    press(desk, "Tell the partner")


# The minutes


def write(desk: Any, address: str) -> None:
    """Ten articles side by side, one of them with a wrong day in Russian."""
    desk.goto(address)
    assert [desk.input_value(f"[name=a1-text_{one}]") for one in LANGUAGES] == [
        "\n".join(f"{number}. {words[at]}" for number, words in enumerate(WISHES.values(), start=1)) for at in (0, 1)
    ]
    for fact, words in SIDES.items():
        for language, said in zip(LANGUAGES, words, strict=True):
            desk.fill(f"[name=a0-fact_{fact}-{language}]", said)
    for place, words in enumerate(ARTICLES, start=2):
        if place > 2:
            desk.click("#add")
        fill(desk, place, *words)
        desk.fill(f"[name=a{place}-fact_due]", DUE.get(str(place - 1), ""))
    desk.select_option("[name=a2-fact_bound]", "NORTH")
    desk.fill("[name=a2-text_ru]", PLANTED)


def fill(desk: Any, place: int, chinese: str, russian: str) -> None:
    desk.fill(f"[name=a{place}-text_zh]", chinese)
    desk.fill(f"[name=a{place}-text_ru]", russian)


def marked(page: Any, where: str, count: int) -> dict[int, list[str]]:
    """By the place of an article what is marked in it."""
    found = {place: spoken(page, f"{where.format(place)} mark") for place in range(count)}
    return {place: words for place, words in found.items() if words}


def spoken(page: Any, where: str) -> list[str]:
    """The words there, without what is said of them to those who do not see how they are marked."""
    said = (
        "all => all.map(one => [...one.childNodes].filter(each => each.nodeType === 3).map(each => each.data).join(''))"
    )
    return [words.strip() for words in page.eval_on_selector_all(where, said)]


def counter(theirs: Any) -> None:
    """The partner corrects the day, and asks for more."""
    press(theirs, "Correct the words")
    fill(theirs, 2, *ARTICLES[0])
    fill(theirs, 9, *MORE)
    press(theirs, "Review it")
    press(theirs, "Propose it")


def changed(page: Any) -> dict[str, list[str]]:
    return {tag: spoken(page, f"main {tag}") for tag in ("del", "ins")}


# Two signatures


def certificate(node: Node) -> tuple[bytes, str]:
    """The head makes a key: its certificate, and the fingerprint as it is read out."""
    head = node.page("head")
    head.goto(f"{node.url}/signing-certificates/make")
    head.fill("[name=office]", "Presidency")
    head.fill("[name=passphrase]", PASSPHRASE)
    head.fill("[name=again]", PASSPHRASE)
    with head.expect_navigation():
        head.keyboard.press("Enter")
    assert head.is_visible(".fingerprint")
    with head.expect_download() as given:
        head.click("main a[href$='certificate.pem']")
    return Path(given.value.path()).read_bytes(), head.inner_text(".fingerprint")


def trust(node: Node, other: str, pem: bytes, read_out: str) -> None:
    """The administrator adds the partner's certificate, and types the fingerprint that was read out."""
    admin = node.page("admin")
    admin.goto(f"{node.url}/signing-certificates/add")
    admin.select_option("[name=side]", label=other)
    admin.set_input_files("[name=file]", {"name": "their.pem", "mimeType": "application/x-pem-file", "buffer": pem})
    with admin.expect_navigation():
        admin.click("main form button")
    press(admin, "Confirm the fingerprint")
    admin.fill("[name=fingerprint]", read_out)
    press(admin, "Confirm")
    assert "What it signs is trusted." in admin.inner_text("main")


def sign(node: Node, minutes: str) -> list[str]:
    """The head signs with the passphrase; what is wrong with the page on which it is done."""
    head = node.page("head")
    head.goto(f"{node.url}/minutes/{minutes}")
    assert head.locator("main .actions > *").first.inner_text() == "Sign the paper"
    press(head, "Sign the paper")
    faults = look(head, f"sign-{node.code}")
    head.fill("[name=secret]", PASSPHRASE)
    press(head, "Sign the paper")
    assert "The paper is signed for our side" in head.inner_text("main")
    return faults


def verified(node: Node, minutes: str, folder: Path) -> Path:
    """The page accepts the paper and says who signed it; the file, as it is downloaded."""
    desk = node.page("desk")
    desk.goto(f"{node.url}/minutes/{minutes}")
    with desk.expect_download() as given:
        desk.click("text=Paper with 2 signatures")
    paper = folder / f"{node.code}.pdf"
    given.value.save_as(paper)
    desk.goto(f"{node.url}/minutes/{minutes}/verify")
    assert desk.inner_text("#result .banner") == "Accepted as a paper signed by NORTH and SOUTH."
    for number, code in enumerate(("NORTH", "SOUTH"), start=1):
        told = desk.inner_text(f"[aria-labelledby=s{number}]")
        assert told.startswith(f"For {code} holds")
        assert f"Head of {code.title()}, Presidency, {code}" in told
        assert "at no moment" not in told
    return paper


def check_with_poppler(paper: Path) -> None:
    if shutil.which("pdfsig"):
        shown = _run("pdfsig", paper)
        assert shown.count("Signature Validation: Signature is Valid.") == 2
        assert [shown.count(f"O={side}") for side in ("NORTH", "SOUTH")] == [1, 1]
    if shutil.which("pdftotext"):
        words = _run("pdftotext", "-raw", paper, "-").replace("\n", "").replace("\xad", "").replace(" ", "")
        said = [words_ for at, pair in enumerate(ARTICLES) for words_ in (MORE if at == 7 else pair)]
        assert [one for one in said if one.replace(" ", "") not in words] == []


def _run(*command: Any) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=PATIENCE).stdout


# From conclusions to commitments


def adopted(desk: Any, node: Node, minutes: str) -> None:
    """Our government adopts two conclusions by a decree, and an agency implements them."""
    desk.goto(f"{node.url}/instruments/record")
    desk.fill("[name=title]", "Decree 7")
    press(desk, "Record it")
    for article in ("1", "6"):
        desk.goto(f"{node.url}/minutes/{minutes}/adoptions/{article}")
        desk.check("[name=adopted][value=yes]")
        desk.select_option("[name=instrument]", label="Decree 7")
        desk.fill("[name=agencies]", "Institute of Hydrology")
        press(desk, "Record it")
    desk.goto(f"{node.url}/texts/{minutes}/commitments")
    press(desk, "Propose commitments")


def confirm(desk: Any, node: Node, minutes: str, article: str) -> None:
    """A proposed commitment is held against its article, whose date it has."""
    desk.goto(f"{node.url}/texts/{minutes}/commitments")
    press(desk, article)
    press(desk, "Confirm the proposal")
    assert desk.input_value("[name=due]") == DUE[article]
    press(desk, "Confirm it")


def seen_later(desk: Any, node: Node) -> list[str]:
    """On a day after the session: one commitment is overdue, one is not due yet; what is wrong with the page."""
    desk.goto(f"{node.url}/control")
    desk.fill("[name=as_of]", "2032-01-15")
    press(desk, "Filter")
    (overdue,) = desk.locator("main table").first.locator("tbody tr:has(td)").all_inner_texts()
    assert "Institute of Hydrology" in overdue
    assert "32 days" in overdue
    faults = look(desk, "control")
    with desk.expect_navigation():
        desk.locator("main table").first.get_by_role("link", name="article 1").click()
    assert ARTICLES[0][1] in desk.inner_text("main")
    return faults
