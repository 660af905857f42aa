"""Each kind of value takes what it is and nothing else."""

import pytest

from verbale.engines.inspection.fields import DAY, Each, Flag, Known, Many, Object, Perhaps, Text, Whole, Word, foreign
from verbale.engines.inspection.finding import Finding, Kind
from verbale.kernel.identifier import new_identifier

OURS, OTHER = new_identifier(), new_identifier()
KNOWN = frozenset({OURS, "A-7"})


@pytest.mark.parametrize(
    ("field", "value"),
    [
        (Text(3), "abc"), (Text(3), ""), (Text(9), "a\nb\tc"), (Text(10, DAY), "2026-01-31"), (Text(40), f"see {OURS}"),
        (Text(60, "[A-Za-z0-9+/]+", encoded=True), f"A+{OTHER}/4Wp6dG6aJpmFGbnraPN0yjpT7q"),
        (Text(40), "官方使用"), (Known(), OURS), (Known(), "A-7"), (Known(or_none=True), ""), (Word(("a", "b")), "b"),
        (Whole(1, 9), 9), (Flag(), False), (Perhaps(Whole()), None), (Perhaps(Whole()), 1), (Many(Whole()), []),
        (Many(Whole(), 2), [1, 1]), (Many(Text(1), sorted=True), ["a", "b"]), (Each(Text(2), Flag()), {"en": True}),
        (Object({"a": Flag()}), {"a": True}), (Object({"a": Flag()}, frozenset("a")), {}),
    ],
)  # fmt: skip
def test_what_it_is_passes(field, value):
    assert list(field.check(value, "here", KNOWN)) == []


@pytest.mark.parametrize(
    ("field", "value", "kind"),
    [
        (Text(3), "abcd", Kind.FIELD), (Text(3), None, Kind.FIELD), (Text(3), 7, Kind.FIELD),
        (Text(3), "a\0", Kind.FIELD), (Text(3), "\x85", Kind.FIELD), (Text(3), "\ue000", Kind.FIELD),
        (Text(10, DAY), "2026-1-31", Kind.FIELD), (Text(10, DAY), "2026-01-31\n", Kind.FIELD),
        (Text(40), f"see {OTHER}.", Kind.IDENTIFIER), (Text(40), OTHER.upper(), Kind.IDENTIFIER),
        (Known(), OTHER, Kind.IDENTIFIER), (Known(), "", Kind.IDENTIFIER), (Known(), None, Kind.IDENTIFIER),
        (Known(), ["A-7"], Kind.IDENTIFIER), (Word(("a",)), "b", Kind.FIELD), (Word(("a",)), None, Kind.FIELD),
        (Whole(1, 9), 0, Kind.FIELD), (Whole(1, 9), 10, Kind.FIELD), (Whole(), True, Kind.FIELD),
        (Whole(), 1.0, Kind.FIELD), (Flag(), 1, Kind.FIELD), (Flag(), None, Kind.FIELD),
        (Perhaps(Flag()), 1, Kind.FIELD),
        (Many(Flag()), {}, Kind.FIELD), (Many(Flag(), 1), [True, True], Kind.FIELD), (Many(Flag()), [1], Kind.FIELD),
        (Many(Text(1), sorted=True), ["b", "a"], Kind.FIELD), (Many(Text(1), sorted=True), ["a", "a"], Kind.FIELD),
        (Each(Text(2), Flag()), [], Kind.FIELD), (Each(Text(2), Flag()), {"eng": True}, Kind.FIELD),
        (Each(Text(2), Flag(), 1), {"a": True, "b": True}, Kind.FIELD), (Object({}), {"a": 1}, Kind.FIELD),
        (Object({"a": Flag()}), {}, Kind.FIELD), (Object({}), [], Kind.FIELD),
    ],
)  # fmt: skip
def test_anything_else_is_found(field, value, kind):
    assert [finding.kind for finding in field.check(value, "here", KNOWN)] == [kind]


def test_every_foreign_identifier_of_a_text_is_named():
    text = f"({OTHER}) {OURS}, {OTHER.upper()}; not {OTHER}0 nor x{OTHER}"
    assert list(foreign(text, "here", KNOWN)) == [
        Finding(Kind.IDENTIFIER, "here", OTHER),
        Finding(Kind.IDENTIFIER, "here", OTHER.upper()),
    ]
