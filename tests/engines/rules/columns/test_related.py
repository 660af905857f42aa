"""The law of many boxes: asked all at once, they meet and cover each other as they do pair by pair."""

from hypothesis import given
from hypothesis import strategies as st

from verbale.engines.rules.columns.related import covering, meeting, positions

sets = st.lists(st.tuples(st.integers(1, 15), st.integers(1, 7)), min_size=1, max_size=12)


@given(sets)
def test_boxes_meet_and_cover_as_pair_by_pair(boxes: list[tuple[int, int]]) -> None:
    for mine in boxes:
        met = [at for at, other in enumerate(boxes) if all(a & b for a, b in zip(mine, other, strict=True))]
        over = [at for at, other in enumerate(boxes) if not any(a & ~b for a, b in zip(mine, other, strict=True))]
        assert [*positions(meeting(boxes).to(mine))] == met
        assert [*positions(covering(boxes).to(mine))] == over
