from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbale.engines.paper import BadLabel, Category, CategoryType, Label, NoLabel, label, read_alternatives, read_label

OURS = Label(
    policy="Protocol of 1964",
    classification="OFFICIAL USE",
    categories=(
        Category(CategoryType.PERMISSIVE, "Releasable To", ("ORD", "VAL")),
        Category(CategoryType.INFORMATIVE, "Basis", ("article 3 & 4",)),
    ),
    originator="Institute for Materials Research",
    created=datetime(2026, 11, 21, 9, 30, tzinfo=UTC),
)
THEIRS = Label(policy="本国规定", classification="内部")
BEGIN = b"<originatorConfidentialityLabel xmlns='urn:nato:stanag:4774:confidentialitymetadatalabel:1:0'>"
END = b"</originatorConfidentialityLabel>"


def test_the_model_as_written() -> None:
    assert label(OURS).decode() == (
        "<?xml version='1.0' encoding='UTF-8'?>\n"
        '<slab:originatorConfidentialityLabel xmlns:slab="urn:nato:stanag:4774:confidentialitymetadatalabel:1:0">\n'
        "  <slab:ConfidentialityInformation>\n"
        "    <slab:PolicyIdentifier>Protocol of 1964</slab:PolicyIdentifier>\n"
        "    <slab:Classification>OFFICIAL USE</slab:Classification>\n"
        '    <slab:Category Type="PERMISSIVE" TagName="Releasable To">\n'
        "      <slab:GenericValue>ORD</slab:GenericValue>\n"
        "      <slab:GenericValue>VAL</slab:GenericValue>\n"
        "    </slab:Category>\n"
        '    <slab:Category Type="INFORMATIVE" TagName="Basis">\n'
        "      <slab:GenericValue>article 3 &amp; 4</slab:GenericValue>\n"
        "    </slab:Category>\n"
        "  </slab:ConfidentialityInformation>\n"
        "  <slab:OriginatorID>Institute for Materials Research</slab:OriginatorID>\n"
        "  <slab:CreationDateTime>2026-11-21T09:30:00Z</slab:CreationDateTime>\n"
        "</slab:originatorConfidentialityLabel>\n"
    )


def test_a_partners_label_stands_beside_ours() -> None:
    both = label(OURS, alternatives=(THEIRS,))
    assert (read_label(both), read_alternatives(both)) == (OURS, (THEIRS,))
    assert b"alternativeConfidentialityLabel" in both
    assert read_alternatives(label(OURS)) == ()


texts = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=20)
categories = st.builds(
    Category, st.sampled_from(CategoryType), texts, st.lists(texts, min_size=1, max_size=3).map(tuple)
)
FIRST = datetime(1950, 1, 1)  # noqa: DTZ001 (hypothesis adds the zone)
moments = st.datetimes(timezones=st.sampled_from([UTC, timezone(timedelta(hours=8))]), min_value=FIRST)


@given(st.builds(Label, texts, texts, st.lists(categories, max_size=3).map(tuple), texts, st.none() | moments))
def test_what_is_written_is_read(given_label: Label) -> None:
    assert read_label(label(given_label)) == given_label


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"no xml",
        b"<a/>",
        b"<!DOCTYPE a [<!ENTITY x 'y'>]>" + BEGIN + END,
        '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE a><a/>'.encode("utf-16"),
        BEGIN + END,
        BEGIN + b"<ConfidentialityInformation/>" + END,
        BEGIN
        + b"<ConfidentialityInformation><PolicyIdentifier>P</PolicyIdentifier></ConfidentialityInformation>"
        + END,
        b"<ConfidentialityLabels/>",
        label(OURS).replace(b"PERMISSIVE", b"GENEROUS"),
        label(OURS).replace(b"09:30:00Z", b"half past nine"),
        label(OURS).replace(b"</slab:Classification>", b"</slab:Classification><slab:Classification/>"),
        label(OURS) + b" " * 64 * 1024,
    ],
)
def test_what_is_no_label(data: bytes) -> None:
    with pytest.raises(BadLabel):
        read_label(data)


def test_nonsense_is_refused_at_birth() -> None:
    with pytest.raises(NoLabel):
        Label(policy="", classification="X")
    with pytest.raises(NoLabel):
        Label(policy="P", classification="two\nlines")
    with pytest.raises(NoLabel):
        Category(CategoryType.RESTRICTIVE, "Tag", ())
