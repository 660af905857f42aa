"""A node's home: the folder that holds its configuration, keys, files, editions, indexes and pouches.

``node.toml`` says only what must be known before the database opens: the side's code, where the database is,
where the node listens, and whether it is a demo. Everything an office edits lives in the database.
"""

from __future__ import annotations

import json
import os
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

from verbale.kernel.errors import Refused, Unreadable, WrongUse


class NoHome(WrongUse):
    """There is no Verbale node in {home}. Make one with: verbale --home {home} init --side CODE --admin NAME"""


class HomeTaken(Refused):
    """{home} already holds a node (side {side}). Choose another folder, or use that node."""


class BrokenHome(Unreadable):
    """{file} cannot be read as a node's configuration: {why}. Correct it, or restore it from a backup."""


class BadSetting(WrongUse):
    """A node's {setting} cannot be {value}. Give {wanted}."""


@dataclass(frozen=True, slots=True)
class NodeConfig:
    """What ``node.toml`` says. ``database`` is empty for the SQLite file inside the home."""

    side: str
    database: str = ""
    host: str = "127.0.0.1"
    port: int = 8700
    demo: bool = False
    allowed_hosts: tuple[str, ...] = field(default=())
    token_driver: str = ""
    """The PKCS#11 driver of the tokens with which people sign papers, by its path; empty where there are none. A page
    loads this one and no other."""

    def __post_init__(self) -> None:
        for setting in ("side", "database", "host", "token_driver"):
            if not _is_line(getattr(self, setting)):
                raise BadSetting(setting=setting, value=repr(getattr(self, setting)), wanted="one line of text")
        if not self.side:
            raise BadSetting(setting="side", value="empty", wanted="a short code, for example DD")
        if type(self.port) is not int or not 0 <= self.port < 2**16:
            raise BadSetting(setting="port", value=repr(self.port), wanted="a number below 65536")
        if type(self.demo) is not bool:
            raise BadSetting(setting="demo", value=repr(self.demo), wanted="true or false")
        if not all(map(_is_line, self.allowed_hosts)):
            raise BadSetting(setting="allowed_hosts", value=repr(self.allowed_hosts), wanted="a list of names")

    def toml(self) -> str:
        """The file's text."""
        hosts = ", ".join(map(_quoted, self.allowed_hosts))
        return (
            f"side = {_quoted(self.side)}\n"
            f"database = {_quoted(self.database)}  # empty: SQLite in this folder; or postgresql://…\n"
            f"host = {_quoted(self.host)}\n"
            f"port = {self.port}\n"
            f"demo = {json.dumps(self.demo)}  # a demo's people need no second factor\n"
            f"allowed_hosts = [{hosts}]\n"
            f"token_driver = {_quoted(self.token_driver)}  # empty: no tokens; or the path of their PKCS#11 driver\n"
        )


def _is_line(text: object) -> bool:
    return isinstance(text, str) and (text == "" or text.isprintable())


def _quoted(text: str) -> str:
    # A printable line needs no other escapes in TOML than these two.
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


@dataclass(frozen=True, slots=True)
class Home:
    """The folders of a node by name; reading and making them."""

    path: Path

    @classmethod
    def from_environment(cls) -> Home:
        """The home that VERBALE_HOME names, else the user's data folder."""
        named = os.environ.get("VERBALE_HOME")
        data = os.environ.get("XDG_DATA_HOME") or "~/.local/share"
        return cls(Path(named or f"{data}/verbale").expanduser().absolute())

    @property
    def config_file(self) -> Path:
        return self.path / "node.toml"

    @property
    def database(self) -> Path:
        return self.path / "node.sqlite3"

    @property
    def secret_file(self) -> Path:
        return self.path / "web.secret"

    @property
    def keys(self) -> Path:
        return self.path / "keys"

    @property
    def signing(self) -> Path:
        """The keys with which people sign papers, each under a passphrase; made when the first one is."""
        return self.path / "signing"

    @property
    def files(self) -> Path:
        return self.path / "files"

    @property
    def editions(self) -> Path:
        return self.path / "editions"

    @property
    def offers(self) -> Path:
        return self.path / "offers"

    @property
    def indexes(self) -> Path:
        return self.path / "indexes"

    @property
    def outbox(self) -> Path:
        return self.path / "pouches" / "out"

    @property
    def inbox(self) -> Path:
        return self.path / "pouches" / "in"

    @property
    def arriving(self) -> Path:
        """What is on its way by HTTPS, beside the inbox so that one rename moves it there, hidden from backups; made
        when first needed."""
        return self.path / "pouches" / ".arriving"

    @property
    def door(self) -> Path:
        """The door keys, which the carrier writes and the pages' process reads; made when first needed."""
        return self.path / "door"

    @property
    def quarantine(self) -> Path:
        return self.path / "quarantine"

    @property
    def heads(self) -> Path:
        return self.path / "heads"

    @property
    def mail(self) -> Path:
        return self.path / "mail"

    def exists(self) -> bool:
        return self.config_file.is_file()

    def config(self) -> NodeConfig:
        """What ``node.toml`` says; refuses a home without one, or one that cannot be read."""
        if not self.exists():
            raise NoHome(home=self.path)
        try:
            read = tomllib.loads(self.config_file.read_text("utf-8"))
            return NodeConfig(allowed_hosts=tuple(read.pop("allowed_hosts", ())), **read)
        except (tomllib.TOMLDecodeError, UnicodeDecodeError, TypeError, BadSetting) as fault:
            raise BrokenHome(file=self.config_file, why=fault) from fault

    def secret(self) -> str:
        """The secret that signs the web pages' sessions."""
        return self.secret_file.read_text("ascii").strip()

    def create(self, config: NodeConfig, *, secret: str) -> None:
        """Makes the folders, then the secret, and the configuration last: a home without it is none."""
        if self.exists():
            raise HomeTaken(home=self.path, side=self.config().side)
        for folder in self.folders():
            folder.mkdir(parents=True, exist_ok=True)
        self.path.chmod(0o750)
        self.keys.chmod(0o700)
        self.secret_file.touch(0o600)
        self.secret_file.write_text(secret, "ascii")
        passing = self.config_file.with_name(".node.toml")
        passing.write_text(config.toml(), "utf-8")
        passing.replace(self.config_file)

    def folders(self) -> tuple[Path, ...]:
        """Every folder of a home."""
        return (
            self.path, self.keys, self.files, self.editions, self.offers, self.indexes,
            self.outbox, self.inbox, self.quarantine, self.heads, self.mail,
        )  # fmt: skip
