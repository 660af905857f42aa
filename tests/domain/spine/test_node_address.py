"""Where a partner's node is: https, or http on this machine, and nothing that leads elsewhere."""

import pytest

from tests.domain.cycle.bureau import acts, open_bureau
from verbale.domain.spine.node_address import BadAddress, check_address, set_address
from verbale.domain.spine.person import NeedsRole
from verbale.records.party import Party


@pytest.fixture
def bureau(db, home, clock):
    return open_bureau(home, clock)


@pytest.mark.parametrize(
    "address",
    ["https://node.example.org", "https://node.example.org:8443/", "https://[2001:db8::1]:8443",
     "http://127.0.0.1:8700", "http://localhost:1", "http://[::1]:8700"],
)  # fmt: skip
def test_an_address(address):
    assert check_address(address) == address


@pytest.mark.parametrize(
    "address",
    ["", "node.example.org", "http://node.example.org", "http://192.0.2.1", "ftp://127.0.0.1", "https://",
     "https://a:b@node.example.org", "https://node.example.org/path", "https://node.example.org:99999",
     "https://node.example.org:0", "https://node.example.org?x", "https://[::1", "http://127.0.0.1.example.org",
     "file:///etc/passwd", "https://node example.org", "https://node.example.org\r\nX: y"],
)  # fmt: skip
def test_no_address(address):
    with pytest.raises(BadAddress):
        check_address(address)


def test_an_administrator_names_it(bureau):
    set_address(party=bureau.partner, address=" https://x.example ", by=bureau.who("admin"), at=bureau.at())
    assert Party.objects.get(pk=bureau.partner.pk).address == "https://x.example"
    set_address(party=bureau.partner, address="", by=bureau.who("admin"), at=bureau.at())
    assert Party.objects.get(pk=bureau.partner.pk).address == ""
    assert acts(bureau.partner)[-2:] == ["party.address", "party.address"]
    with pytest.raises(NeedsRole):
        set_address(party=bureau.partner, address="", by=bureau.who("desk"), at=bureau.at())
