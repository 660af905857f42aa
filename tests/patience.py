"""How long tests wait for others before they give up: it bounds what hangs, and must not tell a slow machine."""

PATIENCE = 900
"""Seconds for another process."""
BROWSER_PATIENCE = 120_000
"""Milliseconds for a page in a browser."""
