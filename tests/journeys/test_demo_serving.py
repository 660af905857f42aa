"""A served demo: pages answer on loopback, and nothing of it runs on once it is told to end."""

import contextlib
import os
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from tests.patience import PATIENCE
from tests.ports import free_port

_SERVE = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from verbale.journeys.demo_serving import serve
from verbale.journeys.first_run import make_node
from verbale.kernel.home import Home

home = Path(sys.argv[1])
make_node(
    home=Home(home), side="DD", admin_name="Ada", admin_handle="ada", names={"en": "Office"}, language="en",
    languages=["en"], time_zone="UTC", at=datetime(2026, 11, 21, tzinfo=UTC), port=int(sys.argv[2]), demo=True,
)
serve(homes=[home], ready=lambda: print("ready", flush=True))
"""


def test_it_answers_and_ends_whole(tmp_path):
    port = free_port()
    serving = subprocess.Popen(
        [sys.executable, "-c", _SERVE, str(tmp_path / "home"), str(port)], stdout=subprocess.PIPE, text=True,
        env={name: value for name, value in os.environ.items() if name != "VERBALE_HOME"},
    )  # fmt: skip
    try:
        assert serving.stdout is not None
        assert serving.stdout.readline() == "ready\n"
        children = _children(serving.pid)
        assert _answer(port) == b"ok\n"
        serving.send_signal(signal.SIGTERM)
        assert serving.wait(timeout=PATIENCE) == 0
        assert (len(children), [pid for pid in children if Path(f"/proc/{pid}").exists()]) == (3, [])
    finally:
        with contextlib.suppress(ProcessLookupError):
            serving.kill()
        serving.stdout.close()


def _answer(port):
    """What the page of health says, as soon as there is one."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        with (
            contextlib.suppress(OSError),
            urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=PATIENCE) as page,
        ):
            return page.read()
        time.sleep(0.5)
    return b""


def _children(pid):
    return [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
