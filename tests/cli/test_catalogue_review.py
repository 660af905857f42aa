"""Reviews at the terminal: kept with an offer, or made without publishing anything."""

from __future__ import annotations

import pytest

from tests.cli.conftest import RULEBOOKS
from tests.cli.test_catalogue import STATED, source  # noqa: F401 - fixtures
from verbale.records.holding import Offer
from verbale.records.person import Role


@pytest.fixture
def edition(desk, source):  # noqa: F811
    return desk.done("catalogue", "import", str(source), *STATED, "--origin", "third country")["edition"]


def test_a_dry_run_publishes_nothing(desk, hire, partner, edition):  # noqa: F811
    told = desk.done("catalogue", "review", "--partner", partner, "--edition", edition)
    assert list(told) == ["editions", "reviewed", "by_outcome", "groups", "shares", "against", "moves"]
    assert (told["reviewed"] > 100, told["against"], sum(told["by_outcome"].values())) == (True, "", told["reviewed"])
    assert not Offer.objects.exists()
    assert "outcome" in desk.run("catalogue", "review", "--partner", partner).stdout


def test_what_was_kept_with_an_offer(desk, partner, edition):  # noqa: F811
    offer = desk.done("catalogue", "publish", "--partner", partner, "--edition", edition)
    told = desk.done("catalogue", "review", "--offer", offer["id"])
    assert told["by_outcome"] == offer["by_outcome"]
    assert desk.run("catalogue", "review", "--offer", "nothing").exit_code == 1


def test_another_rulebook_beside_the_catalogue_before(desk, partner, edition):  # noqa: F811
    offer = desk.done("catalogue", "publish", "--partner", partner, "--edition", edition)
    told = desk.done("catalogue", "review", "--partner", partner, "--rulebook", str(RULEBOOKS / "release-today.dmn"))
    assert told["against"] == offer["id"]
    assert {each["before"] == each["after"] for each in told["moves"]["edition"]} == {True}
    assert {each["before"] == each["after"] for each in told["moves"]["policy"]} >= {False}


@pytest.mark.parametrize("named", [(), ("--offer", "x", "--partner", "y"), ("--offer", "x", "--rulebook", "y")])
def test_one_review_is_named(desk, named):  # noqa: F811
    result = desk.run("catalogue", "review", *named)
    assert (result.exit_code, "Name one of these" in result.stderr) == (2, True)


def test_a_librarian_has_no_business_with_it(hire, partner):  # noqa: F811
    librarian = hire("reader", Role.LIBRARIAN)
    assert librarian.run("catalogue", "review", "--partner", partner).exit_code == 1
