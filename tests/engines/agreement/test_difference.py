"""Two revisions compared: nothing invented, nothing left out."""

from hypothesis import given
from hypothesis import strategies as st

from tests.engines.agreement.test_revision import REVISIONS
from tests.engines.agreement.texts import article, revision
from verbale.engines.agreement import BASIS, Article, Change, Clash, Fate, Revision, clashes, difference


def rebuilt(before: Revision, found) -> Revision:
    """The later revision, made of the earlier one and the difference alone."""
    articles = {one.identifier: one for one in before.articles}
    places = {}
    for change in found.articles:
        one = articles.pop(change.identifier, None)
        if change.place_after is None:
            continue
        places[change.identifier] = change.place_after
        words = {part: dict(getattr(one, part)) if one else {} for part in ("heading", "text")}
        for passage in change.passages:
            words[passage.part].pop(passage.language, None)
            if passage.after is not None:
                words[passage.part][passage.language] = passage.after
        facts = dict(one.facts) if one else {}
        for name, _, value in change.facts:
            facts[name] = value
        roles = change.roles[1] if change.roles else one.roles if one else ()
        articles[change.identifier] = Article(change.identifier, roles=roles, facts=facts, **words)
    # Whatever did not change keeps its order among the others; what did says where it stands.
    order = [name for name in articles if name not in places]
    for name in sorted(places, key=places.__getitem__):
        order.insert(places[name] - 1, name)
    return Revision(
        found.kind[1] if found.kind else before.kind,
        found.languages[1] if found.languages else before.languages,
        {**before.title, **{one.language: one.after for one in found.title if one.after}},
        tuple(articles[name] for name in order),
    )


def known_facts(one: Revision) -> Revision:
    """Without facts that are null: a difference shows them like missing ones."""
    articles = (
        Article(it.identifier, it.heading, it.text, it.roles, {k: v for k, v in it.facts.items() if v is not None})
        for it in one.articles
    )
    return Revision(one.kind, one.languages, one.title, tuple(articles))


@given(REVISIONS.map(known_facts), REVISIONS.map(known_facts))
def test_the_later_one_follows_from_the_earlier_and_the_difference(before, after):
    found = difference(before, after)
    assert known_facts(rebuilt(before, found)).articles == after.articles
    assert found.empty == (before == after)


@given(REVISIONS, REVISIONS)
def test_runs_hold_both_wordings(before, after):
    for change in difference(before, after).articles:
        for passage in change.passages:
            for words, fate in ((passage.before, Fate.REMOVED), (passage.after, Fate.ADDED)):
                assert "".join(run.text for run in passage.runs if run.fate in (Fate.SAME, fate)) == (words or "")


@given(REVISIONS)
def test_nothing_differs_from_itself_and_all_of_a_first_text_is_new(one):
    assert difference(one, one).empty
    first = difference(None, one)
    assert [(change.identifier, change.change) for change in first.articles] == [
        (it.identifier, Change.ADDED) for it in one.articles
    ]


def test_each_change_is_named():
    before = revision(article("1"), article("2"), article("3"), article("4"), article("5"))
    after = revision(
        article("5"),
        article("1"),
        article("3", text={"ru": "Стороны обмениваются журналами.", "zh-Hans": "双方交换图书。"}),
        article("2a", roles=[BASIS], facts={"term": 5}),
        article("4", heading={}),
        kind="agreement",
    )
    found = difference(before, after)
    assert [(one.identifier, one.change, one.moved, one.place_before, one.place_after) for one in found.articles] == [
        ("5", Change.MOVED, True, 5, 1),
        ("2", Change.REMOVED, False, 2, None),
        ("3", Change.CHANGED, False, 3, 3),
        ("2a", Change.ADDED, False, None, 4),
        ("4", Change.CHANGED, False, 4, 5),
    ]
    assert found.kind == ("programme", "agreement")
    changed = found.articles[2].passages
    assert [(one.part, one.language) for one in changed] == [("text", "ru")]
    assert [run.text for run in changed[0].runs if run.fate is not Fate.SAME] == ["книгами", "журналами"]
    assert (found.articles[3].roles, found.articles[3].facts) == (((), (BASIS,)), (("term", None, 5),))
    assert [(one.part, one.language, one.after) for one in found.articles[4].passages] == [
        ("heading", "ru", None),
        ("heading", "zh-Hans", None),
    ]


def test_a_language_that_comes_and_one_that_goes():
    before = revision(languages=("ru", "zh-Hans"))
    after = revision(
        article(heading={"ru": "Обмен", "en": "Exchange"}, text={"ru": "Стороны обмениваются книгами."}),
        languages=("en", "ru"),
        title={"ru": "Программа", "en": "Programme"},
    )
    found = difference(before, after)
    assert found.languages == (("ru", "zh-Hans"), ("en", "ru"))
    assert [(one.language, one.before, one.after) for one in found.title] == [
        ("en", None, "Programme"),
        ("zh-Hans", "计划", None),
    ]
    assert [(one.part, one.language, one.after) for one in found.articles[0].passages] == [
        ("heading", "en", "Exchange"),
        ("heading", "zh-Hans", None),
        ("text", "zh-Hans", None),
    ]


def test_yes_is_not_one():
    found = difference(revision(article(facts={"joint": True})), revision(article(facts={"joint": 1})))
    assert found.articles[0].facts == (("joint", True, 1),)


def text(words: str) -> dict[str, str]:
    return {"ru": words}


def test_clashes_are_what_both_changed_and_not_alike():
    base = revision(*(article(str(number), text=text("было")) for number in range(1, 6)))
    ours = revision(
        article("1", text=text("наше")),
        article("2", text=text("оба")),
        article("3", text=text("наше")),
        article("4", text=text("было")),
        article("7", text=text("наше")),
    )
    theirs = revision(
        article("1", text=text("их")),
        article("2", text=text("оба")),
        article("3", text=text("было")),
        article("4", text=text("их")),
        article("5", text=text("их")),
        article("7", text=text("их")),
    )
    assert clashes(base, ours, theirs) == tuple(
        Clash(name, base.article(name), ours.article(name), theirs.article(name)) for name in ("1", "5", "7")
    )
    assert [one.identifier for one in clashes(None, ours, theirs)] == ["1", "3", "4", "7"]


@given(REVISIONS, REVISIONS, st.booleans())
def test_where_one_side_changed_nothing_nothing_clashes(base, other, which):
    assert clashes(base, *((base, other) if which else (other, base))) == ()


def test_removed_articles_keep_their_order_before_the_one_that_followed_them():
    before = revision(*(article(name) for name in ("1", "2", "3", "4", "5", "6")))
    after = revision(article("1"), article("4", heading={}))
    assert [one.identifier for one in difference(before, after).articles] == ["2", "3", "4", "5", "6"]
