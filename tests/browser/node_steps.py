"""What two real nodes do under two browsers: beside their commands and their carriers, each serves its pages."""

from __future__ import annotations

import threading
from datetime import date, datetime
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from tests.journeys.minutes_steps import complete_office, folders, introduce, node_process, our_keys, staff, turn, types
from verbale.domain.spine import authority
from verbale.journeys.demo_node import who

__all__ = ["complete_office", "folders", "introduce", "node_process", "our_keys", "staff", "turn", "types"]


class _Server(ThreadingMixIn, WSGIServer):
    """A browser opens more connections than it uses at once; a server with one thread would wait on an idle one."""

    daemon_threads = True


class _Handler(WSGIRequestHandler):
    def log_message(self, *args: Any) -> None:
        pass


def serve_pages() -> int:
    """Begins to serve this node's pages on loopback; the port."""
    from verbale.config.wsgi import application

    server = make_server("127.0.0.1", 0, application, server_class=_Server, handler_class=_Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server.server_port


def grant(*, codes: tuple[str, ...], since: date, at: datetime) -> None:
    """Two administrators let the head hold each of these authorities."""
    for code in codes:
        defined = authority.define(code=code, titles={"en": code.title()}, by=who("admin"), at=at)
        held = authority.propose(person=who("head"), authority=defined, since=since, until=None, by=who("admin"), at=at)
        authority.confirm(held=held, by=who("admin2"), at=at)
