"""The paper of minutes follows from the revision alone, and has a field for each side."""

from dataclasses import replace

import pytest

from tests.domain.cycle.minuting import conclusion, heading, minuting, revision
from verbale.domain.cycle import minutes as minutes_of
from verbale.domain.cycle import minutes_paper
from verbale.domain.cycle.minutes_heading import NoSessionArticle, session_article
from verbale.engines import agreement, paper, signature


@pytest.fixture
def room(bureau, monkeypatch):
    return minuting(bureau, monkeypatch)


def test_it_says_what_the_revision_says():
    said = revision(conclusion(), conclusion("2"))
    made = minutes_paper.paper_of(said)
    assert (made.title, made.languages, made.revision) == (said.title, ("zh", "ru"), said.hash)
    assert [(one.identifier, one.text, one.roles) for one in made.articles] == [
        (one.identifier, one.text, one.roles) for one in said.articles[1:]
    ]
    assert [(one.code, one.name["zh"], one.signatory.name["ru"]) for one in made.sides] == [
        ("OURS", "我方", "Франц Эгли"), ("THEIRS", "对方", "Линь Хай"),
    ]  # fmt: skip
    assert (made.session["ru"], made.place["zh"], made.dates["ru"]) == (
        "Первое заседание", "伯尔尼", "10—16 мая 2027 г.",
    )  # fmt: skip
    assert made.prevails["zh"] == "两种文本具有同等效力。"


def test_it_names_the_members_of_both_delegations():
    people = {"zh": ("王林，研究员", "李明"), "ru": ("Ван Линь, научный сотрудник", "Ли Мин")}
    first, second = heading().sides
    article = session_article(
        replace(heading(), sides=(first, replace(second, members=people))), {"zh": "一", "ru": "А"}
    )
    titles = {"zh": "会议纪要", "ru": "Протокол"}
    made = minutes_paper.paper_of(agreement.Revision("minutes", ("zh", "ru"), titles, (article, conclusion())))
    assert [[one.name["ru"] for one in side.members] for side in made.sides] == [
        [], ["Ван Линь, научный сотрудник", "Ли Мин"],
    ]  # fmt: skip


def test_equal_revisions_give_equal_papers_and_others_others():
    first = minutes_paper.prepared(revision())
    minutes_paper.prepared.cache_clear()
    assert minutes_paper.prepared(agreement.Revision.of_json(revision().as_json())) == first
    assert minutes_paper.prepared(revision(conclusion(), conclusion("2"))).data != first.data
    assert signature.first_revision(first.data) == first.data
    assert set(first.boxes) == {"OURS", "THEIRS"}
    assert all(width > 100 and height > 20 for width, height in first.boxes.values())


@pytest.mark.parametrize("layout", paper.MinutesLayout)
def test_each_layout_is_drawn(layout):
    assert minutes_paper.draw(revision(), layout).data.startswith(b"%PDF-")


def test_without_the_article_of_the_session_there_is_no_paper():
    said = agreement.Revision("minutes", ("zh", "ru"), {"zh": "纪要", "ru": "Протокол"}, (conclusion(),))
    with pytest.raises(NoSessionArticle):
        minutes_paper.draw(said)


def test_only_an_agreed_wording_has_a_paper_to_sign(room):
    proposed = minutes_of.of(room.proposed(), room.at())
    with pytest.raises(minutes_paper.NotAgreed):
        minutes_paper.agreed_paper(proposed)
    agreed = room.agreed(room.revision(conclusion("2")))
    assert minutes_paper.agreed_paper(agreed) == minutes_paper.prepared(room.revision(conclusion("2")))
    assert minutes_paper.sides_of(minutes_paper.agreed_revision(agreed)) == ("OURS", "THEIRS")
