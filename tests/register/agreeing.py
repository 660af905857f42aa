"""How both sides come to agree on a text that was proposed."""

from __future__ import annotations

from tests.domain.spine.other_side import OtherSide
from tests.register.office import Office
from verbale.engines.agreement import Kind as Agreed
from verbale.records.text import Text


def conclude(office: Office, theirs: OtherSide, one: Text, by_page: bool) -> None:
    """Both sides approve what is proposed: ours at a page or at the terminal."""
    exact = one.revisions.latest("since").hash
    if by_page:
        office.send("root", "text-authority", one.pk, code="committee")
        office.send("carl", "text-approve", one.pk, exact, note="")
    else:
        office.run("root", "text", "authority", one.pk, "committee")
        office.run("carl", "text", "approve", one.pk, exact)
    theirs.does(Agreed.APPROVE, one, revision=exact)
    assert Text.objects.get(pk=one.pk).in_force == exact
