"""``python -m verbale.cli`` is the ``verbale`` command."""

from verbale.cli.main import run

run()
