"""The files of the models that a model imports.

    read_model(data, name=path.name, parts=parts_beside(data, path.name, path.parent))

`read_model` itself opens no file: whoever calls it gives the bytes. A model that imports is complete only with its
parts; without them it is refused, never read by halves.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TypeAlias

from ..errors import BadModel, NotDmn
from ..feel.names import tidy
from ..model import Import
from .xml import MAX_BYTES, Element, attribute, children, read_root

Files: TypeAlias = Mapping[str, bytes]
"""DMN files by name."""
NO_FILES: Files = MappingProxyType({})
MAX_FILES = 200
"""Files of a folder in which parts are looked for."""
_DMN = "www.omg.org/spec/DMN/"
"""What the type of an import begins with, in whatever version and spelling, if it is a decision model."""
MAX_CHAIN = 20
"""Models that import one another in a row."""


class Parts:
    """Models by namespace among the files given; read as XML when the first of them is asked for."""

    def __init__(self, files: Files) -> None:
        self._files = files
        self._roots: dict[str, list[tuple[str, Element]]] | None = None

    def find(self, wanted: Import, importer: str, above: tuple[str, ...]) -> tuple[str, Element]:
        """Name and root of the file that is imported; ``above`` are the namespaces of those that wait for it."""
        where = f"import “{wanted.name}”"
        if wanted.namespace in above:
            circle = " → ".join((*above[above.index(wanted.namespace) :], wanted.namespace))
            raise BadModel(model=importer, where=where, why=f"the models import each other in a circle: {circle}")
        if len(above) > MAX_CHAIN:
            raise BadModel(model=importer, where=where, why=f"more than {MAX_CHAIN} models import each other in a row")
        found = self._known().get(wanted.namespace, [])
        if len(found) == 1:
            return found[0]
        names = " and ".join(name for name, _ in found)
        why = f"both {names} have" if found else "no file given with it has"
        raise BadModel(model=importer, where=where, why=f"{why} the namespace “{wanted.namespace}”")

    def _known(self) -> Mapping[str, list[tuple[str, Element]]]:
        if self._roots is None:
            self._roots = {}
            for name, data in self._files.items():
                root = read_root(data, name)
                self._roots.setdefault(attribute(root, "namespace"), []).append((name, root))
        return self._roots


def imports_of(root: Element) -> tuple[Import, ...]:
    """The DMN models that a file imports; imports of other kinds (PMML, XML Schema) bring nothing here."""
    return tuple(
        Import(tidy(attribute(each, "name")), attribute(each, "namespace"))
        for each in children(root, "import")
        if not attribute(each, "importType") or _DMN in attribute(each, "importType")
    )


def imported(data: bytes, name: str) -> tuple[Import, ...]:
    """The models that a file itself imports. Raises `NotDmn`."""
    return imports_of(read_root(data, name))


def parts_beside(data: bytes, name: str, folder: Path) -> dict[str, bytes]:
    """The files of ``folder`` that a model needs, by name; those that are no DMN are passed over.

    Raises `NotDmn` if the model itself is none.
    """
    waiting = [each.namespace for each in imports_of(read_root(data, name))]
    if not waiting:
        return {}
    known: dict[str, list[tuple[str, bytes, Element]]] = {}
    for file, content, root in _models(folder):
        if content != data:
            known.setdefault(attribute(root, "namespace"), []).append((file, content, root))
    found: dict[str, bytes] = {}
    while waiting:
        for file, content, root in known.pop(waiting.pop(), ()):
            found[file] = content
            waiting.extend(each.namespace for each in imports_of(root))
    return found


def _models(folder: Path) -> Iterator[tuple[str, bytes, Element]]:
    for path in sorted(folder.glob("*.dmn"))[:MAX_FILES]:
        try:
            with path.open("rb") as stream:
                content = stream.read(MAX_BYTES + 1)
            yield path.name, content, read_root(content, path.name)
        except (OSError, NotDmn):
            continue
