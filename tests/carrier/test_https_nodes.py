"""Two real nodes, each with its pages in a process of its own, that exchange pouches by HTTPS on this machine."""

import os
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.patience import PATIENCE
from tests.ports import free_port
from verbale.journeys.demo import NAMES
from verbale.journeys.demo_side import Side
from verbale.kernel.home import Home

OURS, THEIRS = "ALPINE", "HANHAI"
PIECE = 65536


class Served:
    """The pages and the door of a node, in a process that is ended by its handle."""

    def __init__(self, home: Path, port: int) -> None:
        self.home, self.port, self.process = home, port, None
        self.address = f"http://127.0.0.1:{port}"

    def start(self) -> None:
        environment = {
            **os.environ,
            "VERBALE_HOME": str(self.home),
            "DJANGO_SETTINGS_MODULE": "verbale.config.settings",
        }
        environment.pop("VERBALE_TEST_DATABASE", None)
        command = [
            sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(self.port),
            "--workers", "1", "--blocking-threads", "1", "--log-level", "warning", "verbale.config.wsgi:application",
        ]  # fmt: skip
        self.process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            with suppress(OSError), urllib.request.urlopen(f"{self.address}/healthz", timeout=PATIENCE):
                return
            time.sleep(0.1)
        raise AssertionError("the node did not begin to serve")

    def stop(self) -> None:
        if self.process is not None:
            self.process.terminate()
            try:
                self.process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
            self.process = None


class Cutting:
    """A connection that breaks for good after so many bytes went out through it."""

    def __init__(self, port: int, after: int) -> None:
        self.port, self.left = port, after
        self.server = socket.create_server(("127.0.0.1", 0))
        self.server.settimeout(0.2)
        self.address = f"http://127.0.0.1:{self.server.getsockname()[1]}"
        self.thread = threading.Thread(target=self.run)
        self.open = True
        self.thread.start()

    def run(self) -> None:
        while self.open:
            with suppress(TimeoutError):
                near, _ = self.server.accept()
                if self.left <= 0:
                    near.close()
                    continue
                far = socket.create_connection(("127.0.0.1", self.port))
                back = threading.Thread(target=self.pump, args=(far, near))
                back.start()
                self.pump(near, far, counted=True)
                back.join(PATIENCE)
                near.close()
                far.close()

    def pump(self, source: socket.socket, target: socket.socket, counted: bool = False) -> None:
        with suppress(OSError):
            while data := source.recv(4096):
                if counted:
                    self.left -= len(data)
                    if self.left <= 0:
                        break
                target.sendall(data)
        for end in (source, target):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        self.open = False
        self.thread.join(PATIENCE)
        self.server.close()


class Nodes:
    """Both nodes: ``ours`` orders from ``theirs``."""

    def __init__(self, folder: Path) -> None:
        self.ours, self.theirs = (
            Side(folder / code.lower(), code, lambda text: None, steps="tests.carrier.https_steps")
            for code in (OURS, THEIRS)
        )
        at = datetime.now(UTC)
        for side in (self.ours, self.theirs):
            made = side.do(
                "make", side=side.code, admin_name="Ada Lindt", names=NAMES[side.code], language="en",
                languages=["en"], port=free_port(), at=at,
            )  # fmt: skip
            librarian = {"handle": "librarian", "name": "Lin Hai", "email": "", "roles": ["librarian"], "office": ""}
            people = [librarian | {"password": "long enough 42"}]
            side.do("staff", people=people, invitation=made["invitation"], password="quite long 42", at=at)
            side.do("complete_office", address="1 Library Square", answer_days=30, at=at)
        for side, other in ((self.ours, self.theirs), (self.theirs, self.ours)):
            side.do(
                "introduce", code=other.code, names=NAMES[other.code], language="en", keys=other.do("our_keys"),
                folder="", at=at,
            )  # fmt: skip
            side.do("turn")
        self.ours_served, self.theirs_served = (Served(side.home, free_port()) for side in (self.ours, self.theirs))
        self.ours_served.start()
        self.theirs_served.start()

    def close(self) -> None:
        for one in (self.ours_served, self.theirs_served):
            one.stop()
        for side in (self.ours, self.theirs):
            side.close()

    def reached(self, ours_to: str = "", theirs_to: str = "", folder: str = "") -> None:
        """Where each side's carrier calls the other, and into which folder ours lays pouches."""
        self.ours.do("reach", partner=THEIRS, address=ours_to, folder=folder)
        self.theirs.do("reach", partner=OURS, address=theirs_to)

    def quiet(self) -> None:
        """Lets both reach each other, until nothing is under way but the last acknowledgement of one of them."""
        self.reached(self.theirs_served.address, self.ours_served.address)
        for side in (self.ours, self.theirs, self.ours, self.theirs):
            assert side.do("turn")["faults"] == []
        assert self.all_settled()

    def want(self, lines: int = 1) -> None:
        self.ours.do("want", partner=THEIRS, citations=[f"Annals {number} {'x' * 180}" for number in range(lines)])

    def all_settled(self) -> bool:
        return {state for _, state in self.ours.do("sent") if state != "acknowledged"} == set()


@pytest.fixture(scope="module")
def nodes(tmp_path_factory):
    made = Nodes(tmp_path_factory.mktemp("nodes"))
    yield made
    made.close()


def opened(done):
    return [one["what"] for one in done["came"]]


def test_an_order_goes_by_https_and_its_acknowledgement_comes_back(nodes):
    nodes.reached(nodes.theirs_served.address, nodes.ours_served.address)
    nodes.want()
    done = nodes.ours.do("turn")
    assert (len(done["sealed"]), len(done["carried"]), done["faults"]) == (1, 1, [])
    done = nodes.theirs.do("turn")
    assert (opened(done), len(done["carried"]), done["faults"], nodes.theirs.do("orders")) == (["opened"], 1, [], 1)
    assert opened(nodes.ours.do("turn")) == ["opened"]
    assert nodes.ours.do("sent") == [(1, "acknowledged")]
    ((way, done_, size, fault), *_) = nodes.ours.do("transfers")
    assert (way, done_ == size, fault) == ("out", True, "")
    ((way, done_, size, fault), *_) = nodes.theirs.do("transfers")
    assert (way, done_ == size, fault) == ("in", True, "")


def test_where_we_cannot_reach_them_they_fetch(nodes):
    nodes.reached("", nodes.ours_served.address)
    before = nodes.theirs.do("orders")
    nodes.want(lines=900)
    done = nodes.ours.do("turn")
    assert (len(done["sealed"]), done["carried"], done["faults"]) == (1, [], [])
    # Piece by piece, a round for each, as over a slow connection.
    rounds = 0
    while nodes.theirs.do("orders") == before and rounds < 60:
        done = nodes.theirs.do("turn", settings={"CHANNEL_ROUND": 3.0, "CHANNEL_PIECE": PIECE}, ticking=True)
        assert done["faults"] == []
        rounds += 1
    assert 3 <= rounds < 60
    nodes.theirs.do("turn")
    done = nodes.ours.do("turn")
    assert (done["faults"], nodes.all_settled(), nodes.theirs.do("orders")) == ([], True, before + 1)


def test_a_line_that_breaks_in_the_middle_of_a_piece_is_gone_on_with(nodes):
    nodes.quiet()
    before = nodes.theirs.do("orders")
    nodes.want(lines=900)
    cutting = Cutting(nodes.theirs_served.port, after=2 * PIECE + PIECE // 2)
    try:
        nodes.reached(cutting.address, nodes.ours_served.address)
        done = nodes.ours.do("turn", settings={"CHANNEL_PIECE": PIECE})
        assert (len(done["sealed"]), done["carried"]) == (1, [])
        (fault,) = done["faults"]
        assert "cannot be reached" in fault
        *_, (way, there, size, why) = nodes.ours.do("transfers")
        assert (way, there, why != "") == ("out", 2 * PIECE, True)
        # Until the pause is over nobody calls; nor is the fault told in each round.
        assert nodes.ours.do("turn", rested=False)["faults"] == []
    finally:
        cutting.close()
    nodes.theirs_served.stop()
    nodes.theirs_served.start()
    nodes.reached(nodes.theirs_served.address, nodes.ours_served.address)
    *_, (way, there, _, _) = nodes.theirs.do("transfers")
    assert (way, there <= 2 * PIECE) == ("in", True)
    done = nodes.ours.do("turn", settings={"CHANNEL_PIECE": PIECE})
    assert (len(done["carried"]), done["faults"]) == (1, [])
    assert opened(nodes.theirs.do("turn")) == ["opened"]
    nodes.ours.do("turn")
    assert (nodes.all_settled(), nodes.theirs.do("orders")) == (True, before + 1)


def test_a_node_that_is_down_is_a_fault_and_not_a_loss(nodes):
    nodes.quiet()
    before = nodes.theirs.do("orders")
    nodes.want()
    nodes.theirs_served.stop()
    done = nodes.ours.do("turn")
    assert (len(done["sealed"]), done["carried"], len(done["faults"])) == (1, [], 1)
    # They cannot be reached, but they can reach us.
    assert opened(nodes.theirs.do("turn")) == ["opened"]
    nodes.theirs_served.start()
    nodes.ours.do("turn")
    assert (nodes.all_settled(), nodes.theirs.do("orders")) == (True, before + 1)


def test_by_both_carriers_at_once_a_pouch_is_applied_once(nodes):
    nodes.quiet()
    before = nodes.theirs.do("orders")
    inbox = Home(nodes.theirs.home).inbox / "disk"
    inbox.mkdir(exist_ok=True)
    nodes.reached(nodes.theirs_served.address, nodes.ours_served.address, folder=str(inbox))
    nodes.want()
    done = nodes.ours.do("turn")
    assert (len(done["carried"]), done["faults"]) == (1, [])
    (copy,) = inbox.glob("*.pouch")
    copy.rename(inbox.parent / f"b-{copy.name}")
    assert sorted(opened(nodes.theirs.do("turn"))) == ["opened", "seen before"]
    nodes.ours.do("turn")
    assert (nodes.all_settled(), nodes.theirs.do("orders")) == (True, before + 1)


def test_a_folder_that_is_gone_does_not_stop_the_line(nodes):
    nodes.quiet()
    before = nodes.theirs.do("orders")
    nodes.reached(nodes.theirs_served.address, nodes.ours_served.address, folder="/no/such/folder")
    nodes.want()
    done = nodes.ours.do("turn")
    assert (len(done["carried"]), len(done["faults"])) == (1, 1)
    nodes.theirs.do("turn")
    nodes.reached(nodes.theirs_served.address, nodes.ours_served.address)
    nodes.ours.do("turn")
    assert (nodes.all_settled(), nodes.theirs.do("orders")) == (True, before + 1)


def test_somebody_else_at_their_address_gets_nothing(nodes):
    """Our own node answers where theirs should: it knows no such caller, and what it says counts for nothing."""
    nodes.quiet()
    nodes.reached(nodes.ours_served.address, "")
    nodes.want()
    done = nodes.ours.do("turn")
    (fault,) = [one for one in done["faults"] if "not the node of" in one][:1]
    assert (done["carried"], "401" in fault) == ([], True)
    nodes.reached(nodes.theirs_served.address, nodes.ours_served.address)
    nodes.ours.do("turn")
    nodes.theirs.do("turn")
    nodes.ours.do("turn")
    assert nodes.all_settled()
