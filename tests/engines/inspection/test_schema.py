"""The table of messages: each kind takes a body like those the node writes, and none with a field more or less."""

import pytest

from verbale.engines.inspection.allowance import FileKind
from verbale.engines.inspection.finding import Finding, Kind
from verbale.engines.inspection.schema import BODIES, FILES, check_body, check_files
from verbale.kernel.identifier import new_identifier

ONE, TWO = new_identifier(), new_identifier()
KNOWN = frozenset({ONE, TWO})
ARMOURED = "-----BEGIN SSH SIGNATURE-----\nU1NIU0lH\n-----END SSH SIGNATURE-----\n"
REVISION = {
    "version": 1, "kind": "programme", "languages": ["en", "zh-Hans"], "title": {"en": "Programme"},
    "articles": [
        {"identifier": "2a", "heading": {"en": "Scope"}, "text": {"en": "Books.\nMaps."}, "roles": ["basis"],
         "facts": {"delegates": ["A 4", "B 5"], "years": 5, "secret": False, "fee": None}}
    ],
}  # fmt: skip
ACT = {
    "version": 1, "text": ONE, "side": "DD", "number": 1, "previous": None, "seen": "0" * 64, "kind": "propose",
    "revision": "1" * 64, "answers": None, "approvals": ["2" * 64, "3" * 64], "replaces": None,
    "last_day": "2026-12-31", "depositary": "DD",
    "by": {"name": "A. Keller", "authority": "desk", "office": "Institute"},
    "at": "2026-11-21T09:00:00.000000Z", "note": "As we said.",
}  # fmt: skip
ITEM = {"id": ONE, "title": {"en": "Books"}, "duty": "1", "want": {"en": "A list.\nBy May."}, "same_as": ""}
SAMPLES = {
    "catalogue": {"offer": ONE},
    "catalogue withdrawal": {"offer": ONE, "items": sorted([ONE, TWO])},
    "order": {
        "order": ONE,
        "number": "DD-2026-OUT-3",
        "route": "department",
        "purpose": "",
        "lines": [{"line": TWO, "item": "", "citation": "On bridges, 1957", "form": "photocopy", "copies": 1}],
    },
    "order acknowledged": {"order": ONE, "number": "DD-2026-IN-3", "answer_due": "2026-01-31"},
    "answer": {"order": ONE, "answers": {TWO: "promised"}},
    "clarification asked": {"line": ONE, "question": "Which edition?"},
    "clarification given": {"line": ONE, "text": "The second."},
    "line cancelled": {"line": ONE},
    "delivery": {
        "line": ONE,
        "documents": [
            {
                "file": "1-document.pdf",
                "role": "marked",
                "title": "On bridges",
                "language": "en",
                "original_language": "ru",
                "translators": ["A. Keller"],
                "sha256": "0" * 64,
            }
        ],
        "caveat": {"code": "official", "texts": {"en": "OFFICIAL USE"}, "bars_onward_release": True},
    },
    "receipt": {"line": ONE, "documents": ["0" * 64, "1" * 64], "by": "A. Keller"},
    "recall": {"line": ONE, "notice": ""},
    "returned": {"line": ONE},
    "erasure asked": {
        "asked": ONE,
        "files": ["0" * 64],
        "rule": "ten years",
        "reason": "It is over.",
        "due": "2026-12-31",
        "signature": ARMOURED,
    },
    "erasure answered": {
        "asked": ONE,
        "request": "0" * 64,
        "signature": ARMOURED,
        "files": [{"sha256": "1" * 64, "answer": "kept", "why": "It is archived."}],
    },
    "keys": {
        "statement": {
            "version": 1,
            "side": "DD",
            "number": 1,
            "previous": "SHA256:" + "A" * 43,
            "keys": "ssh-ed25519 AAAA age1qqq ssh-ed25519 BBBB",
            "revoked": False,
            "at": "2026-11-21T09:00:00.000000Z",
        },
        "signature": ARMOURED,
    },
    "returned pouches": {
        "pouches": [{"envelope": "{}", "signature": ARMOURED, "manifest": f"{TWO}\n", "messages": "0" * 64}]
    },
    "text act": {"act": ACT, "signature": ARMOURED, "content": REVISION},
    "contact bodies": {"units": [{"name": "Exchange office", "reach": "Tel. 4", "since": "2026-01-01", "until": None}]},
    "session": {
        "commission": ONE,
        "number": 14,
        "host": "DD",
        "begins": "1987-05-18",
        "ends": "1987-05",
        "place": "Bern",
        "state": "planned",
        "reason": "",
    },
    "memorandum": {
        "commission": ONE,
        "session": 14,
        "version": 2,
        "title": {"en": "Memorandum", "zh-Hans": "备忘录"},
        "agenda": [
            ITEM,
            {"id": TWO, "title": {"en": "Other"}, "duty": "other", "want": {}, "same_as": ONE},
        ],
        "schedule": [{"on": "1987-05-18/1987-05-20", "at": "10:00", "what": {"en": "Opening"}}],
        "supplements": [{"title": {"en": "Annual report"}, "language": "en", "pages": 40}],
    },
    "delegation": {
        "commission": ONE,
        "session": 14,
        "delegates": [{"name": "Lin Hai", "office": "President", "part": "head"}],
        "keep_until": "1997-12-31",
    },
    "signed paper": {"text": ONE, "revision": "0" * 64, "sha256": "1" * 64},
    "paper answer": {"text": ONE, "sha256": "1" * 64, "kept": False, "why": "Nobody has signed it."},
    "adoption": {"text": ONE, "article": "3", "adopted": True, "agencies": ["Institute of Optics"], "note": ""},
    "commitment": {
        "text": ONE,
        "article": "3",
        "number": "3.1",
        "state": "under way",
        "due": "../1987-12-31",
        "reason": "Snow",
        "apology": "We regret it.",
    },
}
# fmt: skip


NAMES_NONE = {"keys", "returned pouches", "contact bodies"}
"""Kinds that name nothing by an identifier."""


def test_every_kind_has_a_sample():
    assert SAMPLES.keys() == BODIES.keys()


@pytest.mark.parametrize("what", SAMPLES)
def test_a_body_as_the_node_writes_it_passes(what):
    assert list(check_body(what, SAMPLES[what], "here", KNOWN)) == []


@pytest.mark.parametrize("what", SAMPLES)
def test_a_field_more_or_less_is_found(what):
    assert list(check_body(what, {**SAMPLES[what], "count": 117}, "here", KNOWN)) == [
        Finding(Kind.FIELD, "here/count", "there is no such field")
    ]
    for key in SAMPLES[what]:
        less = {name: value for name, value in SAMPLES[what].items() if name != key}
        assert list(check_body(what, less, "here", KNOWN)) == [Finding(Kind.FIELD, f"here/{key}", "it is missing")]


@pytest.mark.parametrize("what", sorted(SAMPLES.keys() - NAMES_NONE))
def test_identifiers_that_the_partner_does_not_know_are_found(what):
    found = list(check_body(what, SAMPLES[what], "here", frozenset()))
    assert {finding.kind for finding in found} == {Kind.IDENTIFIER}


def test_an_unknown_kind_is_found():
    assert list(check_body("journal", {}, "here", KNOWN)) == [
        Finding(Kind.MESSAGE, "here", "there is no kind “journal”")
    ]


def test_files_go_with_their_kinds_alone():
    assert FILES.keys() <= BODIES.keys()
    assert list(check_files("delivery", [FileKind.RELEASED, FileKind.LABEL, FileKind.COVER], "here")) == []
    assert list(check_files("recall", [FileKind.LABEL], "here")) == [
        Finding(Kind.MESSAGE, "here", "a label does not go with “recall”")
    ]


@pytest.mark.parametrize(
    ("what", "changed", "where"),
    [
        ("catalogue withdrawal", {"items": [ONE, ONE]}, "/items"),
        ("keys", {"signature": "none"}, "/signature"),
        ("text act", {"content": {**REVISION, "author": "A. Keller"}}, "/content/author"),
        ("text act", {"content": {**REVISION, "title": {"en": TWO}}}, "/content/title/en"),
        ("text act", {"act": {**ACT, "at": "2026-11-21T09:00:00.000001+01:00"}}, "/act/at"),
        ("text act", {"act": {**ACT, "kind": "delete"}}, "/act/kind"),
        ("contact bodies", {"units": [{"name": "", "reach": "", "since": "soon", "until": None}]}, "/units/0/since"),
        ("returned pouches", {"pouches": [{"envelope": "", "signature": "", "manifest": "", "messages": ""}]},
         "/pouches/0/signature"),
        ("session", {"begins": "soon"}, "/begins"),
        ("session", {"state": "over"}, "/state"),
        ("session", {"number": 0}, "/number"),
        ("memorandum", {"agenda": [{**ITEM, "remark": "Theirs"}]}, "/agenda/0/remark"),
        ("memorandum", {"agenda": [{**ITEM, "id": ""}]}, "/agenda/0/id"),
        ("memorandum", {"schedule": [{"on": "1987-05", "at": "", "what": "Opening"}]}, "/schedule/0/what"),
        ("memorandum", {"supplements": [{"title": {}, "language": "", "pages": -1}]}, "/supplements/0/pages"),
        ("delegation", {"delegates": [{"name": "A", "office": "B", "part": "spy"}]}, "/delegates/0/part"),
        ("delegation", {"keep_until": "for ever"}, "/keep_until"),
        ("signed paper", {"sha256": ""}, "/sha256"),
        ("paper answer", {"kept": "no"}, "/kept"),
        ("paper answer", {"why": f"It names {TWO}."}, "/why"),
        ("adoption", {"adopted": 1}, "/adopted"),
        ("adoption", {"agencies": [{"name": "A"}]}, "/agencies/0"),
        ("commitment", {"state": "proposed"}, "/state"),
        ("commitment", {"own_due": "1987"}, "/own_due"),
        ("commitment", {"due": "1987-5"}, "/due"),
    ],
)  # fmt: skip
def test_what_a_kind_may_not_say_is_found(what, changed, where):
    known = KNOWN - ({TWO} if TWO in str(changed) else set())
    assert [one.where for one in check_body(what, {**SAMPLES[what], **changed}, "", known)] == [where]


@pytest.mark.parametrize(
    "date", ["", "1987", "1987-05", "1987-05-18", "../1987-12-31", "1987-06/1987-10", "immediately:1987-05-18"]
)
def test_a_date_may_be_as_imprecise_as_it_was_written(date):
    assert list(check_body("session", {**SAMPLES["session"], "begins": date, "ends": date}, "here", KNOWN)) == []


@pytest.mark.parametrize("fact", [{"a": 1}, 1.5, [[1]], ["x" * 1001], ["x"] * 101, [None, {}]])
def test_a_fact_of_an_article_is_a_plain_value(fact):
    article = {**REVISION["articles"][0], "facts": {"f": fact}}
    body = {**SAMPLES["text act"], "content": {**REVISION, "articles": [article]}}
    assert [one.where for one in check_body("text act", body, "", KNOWN)] == ["/content/articles/0/facts/f"]
