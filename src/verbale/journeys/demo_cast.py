"""Who and what the demo invents: its sides, their people and authorities, and the papers that are cited."""

from __future__ import annotations

OURS, THEIRS, FURTHER = "ALPINE", "HANHAI", "BALTIC"
NAMES = {
    OURS: {
        "en": "Alpine Institute of Scientific Information",
        "zh": "高山科学情报研究所",
        "ru": "Альпийский институт научной информации",
    },
    THEIRS: {
        "en": "Hanhai Polytechnic Library",
        "zh": "瀚海理工图书馆",
        "ru": "Библиотека Ханьхайского политехнического института",
    },
    FURTHER: {"en": "Baltic Academy Library", "de": "Bibliothek der Baltischen Akademie"},
}
SCOPE = "2"
"""The article of the agreed text that says scope and form of what is supplied."""
CLAUSE = "Agreement on scientific and technical cooperation, article 4"
ANSWER_DAYS = 30
AUTHORITIES = {
    "department-in-charge": ({"en": "Central department in charge", "zh": "中央主管部门"}, "department"),
    "committee": ({"en": "Science and technology committee", "zh": "科学技术委员会"}, "committee"),
}
TEXTS = {"en": "Approval of texts with other states", "zh": "批准与他国商定的文本"}
MEMORANDA = {"en": "Approval of memoranda before a session", "zh": "批准会议备忘录"}
CITED_PROVINCIAL = "Bulletin of the provincial hydrological service, no. 3"
CITED_INTERNAL = "Working notes on soil moisture, internal series"
CITED_CONFIDENTIAL = "Survey of reservoirs, volume 2"
CITED_YEARBOOK = "Yearbook of the provincial survey office, 1961"
CITED_UNKNOWN = "Annals of an observatory that nobody has heard of"
KNOWN_FACTS = {
    CITED_PROVINCIAL: {
        "origin": "domestic", "publisher class": "provincial or municipal", "distribution": "internal",
        "kind": "journal", "restricted": False,
    },
    CITED_YEARBOOK: {
        "origin": "domestic", "publisher class": "provincial or municipal", "distribution": "internal",
        "kind": "directory", "restricted": False,
    },
    CITED_INTERNAL: {
        "origin": "domestic", "publisher class": "department", "distribution": "internal", "kind": "report",
        "restricted": False,
    },
    CITED_CONFIDENTIAL: {
        "origin": "domestic", "publisher class": "department", "distribution": "confidential", "kind": "report",
        "restricted": False,
    },
}  # fmt: skip
STAFF = {
    OURS: (
        ("admin2", "Beat Amsler", "Deputy head of administration", ["administrator"]),
        ("desk", "Chiara Rossi", "Desk officer, exchange of literature", ["desk"]),
        ("desk2", "Dario Keller", "Desk officer, exchange of literature", ["desk"]),
        ("department", "Eva Brunner", "Head of the department in charge", ["approver"]),
        ("committee", "Franz Egli", "Secretary of the committee", ["approver"]),
        ("auditor", "Gina Meier", "Auditor", ["auditor"]),
    ),
    THEIRS: (
        ("admin2", "Sun Yue", "Head of administration", ["administrator"]),
        ("desk", "Zhao Min", "Liaison officer", ["desk"]),
        ("president", "Qian Rui", "President of the library", ["approver"]),
        ("librarian", "Lin Hai", "Librarian for foreign literature", ["librarian"]),
        ("auditor", "Wen Qing", "Auditor", ["auditor"]),
    ),
}
"""Who works on a side beside its first administrator: sign-in name, name, office, roles."""
