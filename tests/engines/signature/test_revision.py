"""The paper as it was before anybody signed it."""

from __future__ import annotations

import pytest

from tests.engines.signature.papers import paper, prepared, signed_by_both, signed_by_one
from verbale.engines.signature import Damaged, Limits, NotPdf, NotPrepared, TooBig, first_revision


def test_the_prepared_paper() -> None:
    for data in (prepared(), signed_by_one(), signed_by_both()):
        assert first_revision(data) == prepared()


def test_what_has_none() -> None:
    with pytest.raises(NotPrepared):
        first_revision(paper())
    with pytest.raises(NotPdf):
        first_revision(b"hello")
    with pytest.raises(Damaged):
        first_revision(prepared()[:-50])
    with pytest.raises(TooBig):
        first_revision(prepared(), Limits(bytes=100))
