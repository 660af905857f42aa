"""What carrying a pouch by HTTPS costs on each end, beside a plain copy and age alone: memory and seconds of CPU.

``python bench/https.py [MEGABYTES]`` (1024 by default). Two nodes on this machine, over loopback without TLS: the one
that sends calls the one that is served. Compare the rows with one another: times are this machine's.
"""

from __future__ import annotations

import hashlib
import os
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).resolve().parents[1] / part) for part in ("", "src")]

from verbale.journeys.demo_side import Side  # noqa: E402

MIB = 1 << 20
SIDES = ("NORTH", "SOUTH")


def main() -> None:
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 1024
    print(f"A pouch of {size} MiB\n")
    print(f"{'':22}{'CPU s':>8}{'s':>8}{'MiB over idle':>15}")
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "source.bin"
        with source.open("wb") as out:
            for step in range(size):
                out.write(bytes([step % 251]) * MIB)
        for row in ("copy", "age encrypts"):
            command = [sys.executable, __file__, "--row", row, str(source)]
            print(subprocess.run(command, check=True, capture_output=True, text=True).stdout, end="", flush=True)
        _carry(Path(folder), source)


def _carry(folder: Path, source: Path) -> None:
    nodes = [Side(folder / code, code, lambda text: None, steps="bench.https") for code in SIDES]
    port = _free_port()
    served: subprocess.Popen[bytes] | None = None
    try:
        for side in nodes:
            side.do(
                "make", side=side.code, admin_name="Ada Lindt", names={"en": side.code}, language="en",
                languages=["en"], port=port, at=datetime.now(UTC),
            )  # fmt: skip
        for side, other in (nodes, nodes[::-1]):
            side.do("meet", code=other.code, keys=other.do("our_keys"), address=f"http://127.0.0.1:{port}")
        served = _serve(nodes[1].home, port)
        nodes[0].do("lay", path=str(source))
        for what, act in (("brought", nodes[0]), ("fetched", None)):
            _measure(what, nodes, served, act)
    finally:
        for side in nodes:
            side.close()
        if served is not None:
            served.terminate()
            served.wait(20)


def _measure(what: str, nodes: list[Side], served: subprocess.Popen[bytes], act: Side | None) -> None:
    """The first time the pouch is brought to the served node; then the served node gives it out again."""
    caller = nodes[0]
    if act is None:
        nodes[1].do("lay", path=str(next((Path(nodes[1].home) / "pouches" / "in").glob("*.pouch"))))
    pids = _family(served.pid)
    before = {pid: (_cpu(pid), _memory(pid)) for pid in pids}
    begin = time.monotonic()
    cpu, memory = caller.do("bring" if act else "fetch")
    seconds = time.monotonic() - begin
    print(f"{f'{what}: who calls':22}{cpu:8.2f}{seconds:8.1f}{memory:15.0f}")
    cpu = sum(_cpu(pid) - before[pid][0] for pid in pids)
    memory = max(_peak(pid) - before[pid][1] for pid in pids)
    print(f"{f'{what}: who answers':22}{cpu:8.2f}{seconds:8.1f}{memory:15.0f}", flush=True)


# What the two nodes do, each in its own process.


def our_keys() -> str:
    from verbale.journeys.demo_node import our_keys as line

    return line()


def meet(*, code: str, keys: str, address: str) -> None:
    from verbale.carrier.door_keys import keep_door
    from verbale.engines.seal import PublicKeys
    from verbale.engines.seal.keys import load_keys
    from verbale.records import files
    from verbale.records.party import Party, PartyKeys

    at, read = datetime.now(UTC), PublicKeys.read(keys)
    partner = Party.objects.create(code=code, names={"en": code}, address=address)
    PartyKeys.objects.create(
        party=partner, signing=read.signing, recipient=read.recipient, fingerprint=read.fingerprint, added_at=at,
        confirmed_at=at, confirmed_by=_anybody(),
    )  # fmt: skip
    keep_door(partner=partner, keys=load_keys(files.home().keys), home=files.home(), now=at)


def _anybody() -> Any:
    from verbale.records.person import Person

    return Person.objects.first()


def lay(*, path: str) -> None:
    """A pouch in the outbox: what it holds is the same to a carrier."""
    from verbale.domain.spine import party
    from verbale.records import files
    from verbale.records.dispatch import Pouch
    from verbale.records.party import Party

    partner = Party.objects.partners().get()
    name = f"{party.us().code}-{partner.code}-1-000001.pouch"
    os.link(path, files.home().outbox / name)
    with Path(path).open("rb") as stream:
        sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
    Pouch.objects.create(
        partner=partner, number=1, envelope="", envelope_hash="", signature="", manifest="", sha256=sha256,
        size=Path(path).stat().st_size, file_name=name, sealed_at=datetime.now(UTC),
    )  # fmt: skip


def bring() -> tuple[float, float]:
    """CPU seconds and MiB over idle for bringing the pouch."""
    from verbale.carrier.pace import Pace
    from verbale.carrier.sending import Sending
    from verbale.records import files
    from verbale.records.dispatch import Pouch

    def act(line: Any, partner: Any) -> bool:
        return Sending(partner, line, Pace.of(partner, files.home()), files.home())(Pouch.objects.get())

    return _done(act)


def fetch() -> tuple[float, float]:
    """The same for fetching one."""
    from verbale.carrier.fetching import Fetching
    from verbale.carrier.pace import Pace
    from verbale.records import files

    return _done(lambda line, partner: bool(Fetching(partner, line, Pace.of(partner, files.home()))()))


def _done(act: Any) -> tuple[float, float]:
    from django.conf import settings

    from verbale.carrier.connection import connection_to
    from verbale.engines.seal.keys import load_keys
    from verbale.kernel.clock import SystemClock
    from verbale.records import files
    from verbale.records.party import Party

    settings.CHANNEL_ROUND, partner = 3600.0, Party.objects.partners().get()
    with connection_to(partner, load_keys(files.home().keys), SystemClock()) as line:
        begin, memory = time.process_time(), _memory(os.getpid())
        assert act(line, partner)
        return time.process_time() - begin, _peak(os.getpid()) - memory


def _serve(home: Path, port: int) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "VERBALE_HOME": str(home), "DJANGO_SETTINGS_MODULE": "verbale.config.settings"}
    command = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port),
        "--workers", "1", "--blocking-threads", "1", "--log-level", "warning", "verbale.config.wsgi:application",
    ]  # fmt: skip
    process = subprocess.Popen(command, env=environment)
    for _ in range(300):
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), 30) as probe:
            probe.sendall(b"GET /sign-in HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            while probe.recv(4096):  # its pages are loaded now, as those of a node at work are
                pass
            return process
        time.sleep(0.1)
    raise SystemExit("the node did not begin to serve")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _family(pid: int) -> list[int]:
    """A process and its children."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(int(child) for child in children)]


def _cpu(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _memory(pid: int) -> float:
    """MiB in use now; what is measured later is the most from here on."""
    with suppress(OSError):
        Path(f"/proc/{pid}/clear_refs").write_text("5")
    return _status(pid, "VmRSS:")


def _peak(pid: int) -> float:
    return _status(pid, "VmHWM:")


def _status(pid: int, name: str) -> float:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(name)) / 1024


def _row(name: str, source: Path) -> None:
    import shutil

    import pyrage

    recipient = pyrage.x25519.Identity.generate().to_public()
    target, memory = f"{source}.made", _memory(os.getpid())
    begin, wall = time.process_time(), time.monotonic()
    if name == "copy":
        with source.open("rb") as stream, Path(target).open("wb") as out:
            shutil.copyfileobj(stream, out, MIB)
    else:
        pyrage.encrypt_file(str(source), target, [recipient])
    spent, took = time.process_time() - begin, time.monotonic() - wall
    Path(target).unlink()
    print(f"{name:22}{spent:8.2f}{took:8.1f}{_peak(os.getpid()) - memory:15.0f}")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--row"]:
        _row(sys.argv[2], Path(sys.argv[3]))
    else:
        main()
