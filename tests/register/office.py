"""An office at its pages and at its terminal, which remembers what was used of both."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.urls import reverse

from tests.cli.conftest import Terminal
from tests.register.table import command_in
from tests.web.desk import Desk
from tests.web.shelf import text_of
from verbale.domain.spine import token
from verbale.records.request import OrderLine


@dataclass
class Office:
    """One office, at its pages and at its terminal; it remembers which pages and commands were used."""

    desk: Desk
    state: Path
    pages: set[str] = field(default_factory=set)
    commands: set[str] = field(default_factory=set)
    terminals: dict[str, Terminal] = field(default_factory=dict)

    def read(self, who: str, page: str, /, *args: Any, **asked: Any) -> Any:
        """A page as somebody reads it."""
        self.pages.add(page)
        answer = self.desk.client(who).get(reverse(page, args=args), asked)
        assert answer.status_code == 200
        return answer

    def answered(self, who: str, page: str, /, *args: Any, **data: Any) -> Any:
        """What a page answers to its form."""
        self.pages.add(page)
        self.desk.tick()
        return self.desk.client(who).post(reverse(page, args=args), data)

    def send(self, who: str, page: str, /, *args: Any, **data: Any) -> Any:
        """The answer to a form that was taken: it leads on to another page."""
        answer = self.answered(who, page, *args, **data)
        assert answer.status_code == 302, text_of(answer)
        return answer

    def act(self, line: OrderLine, name: str, /, **data: Any) -> None:
        """A desk officer's act on a line, done on its page as it stands."""
        self.send("ada", "line-act", line.pk, name, read=self.as_read("ada", line), **data)

    def as_read(self, who: str, line: OrderLine) -> str:
        """What the page of a line remembers of it."""
        return str(self.read(who, "line", line.pk).context["read"])

    def run(self, who: str, *words: str) -> Any:
        """What a command says to somebody, as JSON; it must have gone well."""
        return self._terminal(who, words).done(*words)

    def refused(self, who: str, *words: str, code: int = 1) -> str:
        """The sentence with which a command refuses."""
        result = self._terminal(who, words).run(*words)
        assert (result.exit_code, result.stdout) == (code, "")
        return result.stderr

    def told(self, who: str, *words: str) -> Any:
        """What a command says to somebody, as JSON, where it may end with 1 since something is still to be done."""
        result = self._terminal(who, words).run(*words, "--json")
        assert result.exit_code in (0, 1), result.stderr
        return json.loads(result.stdout)

    def _terminal(self, who: str, words: Sequence[str]) -> Terminal:
        self.commands.add(" ".join(command_in(words)))
        at = self.desk.tick()
        if who not in self.terminals:
            _, secret = token.issue(person=self.desk.people[who], label="register", second_factor=True, at=at)
            self.terminals[who] = Terminal(secret, self.state)
        return self.terminals[who]


def options_of(given: Mapping[str, Any]) -> list[str]:
    """What was given, as options; several values repeat theirs, and an empty one has none."""
    pairs = [(name, one) for name, some in given.items() for one in (some if isinstance(some, list) else [some])]
    return [word for name, one in pairs if one for word in (f"--{name.replace('_', '-')}", str(one))]


def last_part(answer: Any) -> str:
    """The identifier at the end of the address to which a page leads."""
    return str(answer.headers["Location"].rstrip("/").rsplit("/", 1)[-1])
