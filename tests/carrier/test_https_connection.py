"""The connection to a partner's node: what answers counts only if the partner signed it, for this call."""

import contextlib
import http.server
import threading
from dataclasses import replace
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tests.engines.seal.pouches import OURS, STRANGER, THEIRS
from verbale.carrier.connection import Connection, ConnectionBroken, NotTheirs, PartnerRefused
from verbale.engines.seal.calls import Answer, Vouch, read_call, write
from verbale.engines.seal.door_key import public_line
from verbale.kernel.canonical import digest

DOOR = Ed25519PrivateKey.generate()


@pytest.fixture
def served(clock):
    """A server of the partner: answers with what ``said`` makes of a call."""
    said = {"answer": lambda call: plain(call, clock)}

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self):  # noqa: N802 - the library's name
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            call, signer = read_call(self.headers["Verbale-Call"])
            assert signer == OURS.public.signing
            said.setdefault("calls", []).append(call)
            status, headers, body = said["answer"](call)
            self.send_response(status)
            for name, value in {"Content-Length": str(len(body)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)
            said.get("after", lambda out: None)(self.wfile)

        do_PUT = do_POST = do_GET  # noqa: N815

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    said["address"] = f"http://127.0.0.1:{server.server_port}"
    yield said
    server.shutdown()
    server.server_close()
    thread.join(10)


@pytest.fixture
def connection(served, clock):
    made = Connection("CN", "DD", served["address"], OURS.signing, [THEIRS.public.signing], clock)
    yield made
    made.close()


def plain(call, clock, status=200, body=b'{"good":1}', door=DOOR, node=THEIRS.signing, vouch=None, answer=None):
    vouch = vouch or Vouch("CN", public_line(DOOR), clock.now() + timedelta(days=1))
    answer = answer or Answer(call.hash, status, digest(body), clock.now())
    return status, {"Verbale-Answer": write(answer, door), "Verbale-Door": write(vouch, node)}, body


def test_what_the_partner_answers_is_told(connection, served):
    assert connection.ask_json("PUT", "pouches/x?offset=0", b"piece") == {"good": 1}
    assert connection.ask("GET", "outbox") == b'{"good":1}'
    first, second = served["calls"]
    assert (first.path, first.body, second.path) == (
        "/channel/v1/pouches/x?offset=0", digest(b"piece"), "/channel/v1/outbox",
    )  # fmt: skip
    assert first.nonce != second.nonce


def no_signature(call, clock):
    return 200, {}, b"{}"


def other_body(call, clock):
    status, headers, _ = plain(call, clock)
    return status, headers, b'{"evil":1}'


def other_status(call, clock):
    _, headers, body = plain(call, clock)
    return 201, headers, body


def other_call(call, clock):
    return plain(replace(call, nonce="ab" * 16), clock)


def stranger_vouches(call, clock):
    return plain(call, clock, node=STRANGER.signing)


def other_side(call, clock):
    return plain(call, clock, vouch=Vouch("XX", public_line(DOOR), clock.now() + timedelta(days=1)))


def other_door(call, clock):
    return plain(call, clock, door=STRANGER.signing)


def too_old(call, clock):
    return plain(call, clock, vouch=Vouch("CN", public_line(DOOR), clock.now() - timedelta(seconds=1)))


def redirect(call, clock):
    return 302, {"Location": "https://example.org/"}, b""


def proxy(call, clock):
    return 502, {"Content-Type": "text/html"}, b"<html>Bad gateway</html>"


@pytest.mark.parametrize(
    "answer",
    [no_signature, other_body, other_status, other_call, stranger_vouches, other_side, other_door, too_old, redirect,
     proxy],
)  # fmt: skip
def test_what_the_partner_did_not_sign_counts_for_nothing(connection, served, clock, answer):
    served["answer"] = lambda call: answer(call, clock)
    with pytest.raises(NotTheirs):
        connection.ask("GET", "outbox")


def test_a_refusal_is_told_with_what_can_be_acted_on(connection, served, clock):
    body = b'{"offset":7,"refused":"WrongOffset","sentence":"Go on at 7.","wait":3}'
    served["answer"] = lambda call: plain(call, clock, 409, body)
    with pytest.raises(PartnerRefused) as caught:
        connection.ask("GET", "outbox")
    assert caught.value.facts == {
        "partner": "CN", "sentence": "Go on at 7.", "code": "WrongOffset", "status": 409, "offset": 7, "wait": 3,
    }  # fmt: skip


@pytest.mark.parametrize("body", [b"", b"[]", b"\xff", b'{"offset":-1,"wait":true,"sentence":5}'])
def test_a_refusal_that_says_nothing_is_one_all_the_same(connection, served, clock, body):
    served["answer"] = lambda call: plain(call, clock, 500, body)
    with pytest.raises(PartnerRefused) as caught:
        connection.ask("GET", "outbox")
    assert (caught.value.facts["offset"], caught.value.facts["wait"]) == (None, None)


def test_an_answer_without_end_is_not_read(connection, served, clock, monkeypatch):
    monkeypatch.setattr("verbale.carrier.connection.LARGEST", 1000)
    served["answer"] = lambda call: plain(call, clock, body=b"x" * 5000)
    with pytest.raises(NotTheirs):
        connection.ask("GET", "outbox")


def test_nobody_there_is_a_sentence(connection, served, clock):
    connection.address = "http://127.0.0.1:9"
    with pytest.raises(ConnectionBroken) as caught:
        connection.ask("GET", "outbox")
    assert "cannot be reached" in caught.value.sentence()


def test_one_that_breaks_off_is_a_sentence(connection, served, clock):
    served["answer"] = lambda call: (200, {"Content-Length": "100"}, b"short")
    with contextlib.suppress(TimeoutError), pytest.raises((ConnectionBroken, NotTheirs)):
        connection.ask("GET", "outbox", patience=1.0)
