"""Layers of a PDF (optional content): which there are, and which its reader may not see.

Source: ISO 32000-1, 8.11. A layer is hidden where the default configuration switches it off, where it is shown only on
screen or only in print, or where its visibility depends on other layers.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf

from verbale.engines.paper.walking import Node, entries, every_dictionary, is_dictionary, name_of, text_of


def layers(pdf: pikepdf.Pdf) -> tuple[str, ...]:
    """The names of all layers."""
    properties = pdf.Root.get("/OCProperties")
    if not is_dictionary(properties):
        return ()
    return tuple(_name(group) for group in entries(properties, "/OCGs"))


def hidden_layers(pdf: pikepdf.Pdf) -> tuple[str, ...]:
    """The names of the layers that are not always shown."""
    properties = pdf.Root.get("/OCProperties")
    if not is_dictionary(properties):
        return ()
    default = properties.get("/D")
    hidden = list(_switched_off(properties, default if is_dictionary(default) else pikepdf.Dictionary()))
    hidden += [_name(group) for group in entries(properties, "/OCGs") if _depends_on_use(group)]
    hidden += ["(a condition)" for node in every_dictionary(pdf) if _is_condition(node)]
    return tuple(hidden)


def _switched_off(properties: Node, default: Node) -> Iterator[str]:
    if name_of(default, "/BaseState") in ("OFF", "Unchanged"):
        on = {group.objgen for group in entries(default, "/ON") if is_dictionary(group)}
        yield from (_name(g) for g in entries(properties, "/OCGs") if is_dictionary(g) and g.objgen not in on)
    yield from (_name(group) for group in entries(default, "/OFF"))


def _depends_on_use(group: Any) -> bool:
    usage = group.get("/Usage") if is_dictionary(group) else None
    if not is_dictionary(usage):
        return False
    states = (("/View", "/ViewState"), ("/Print", "/PrintState"), ("/Export", "/ExportState"))
    return any(is_dictionary(usage.get(of)) and name_of(usage[of], state) == "OFF" for of, state in states)


def _is_condition(node: Node) -> bool:
    if name_of(node, "/Type") != "OCMD":
        return False
    return "/VE" in node or name_of(node, "/P") in ("AllOff", "AnyOff")


def _name(group: Any) -> str:
    return (text_of(group.get("/Name")) if is_dictionary(group) else "") or "unnamed"
