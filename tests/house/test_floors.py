"""The import contracts catch what they promise to catch, and docs/MAP.md shows the house as they do."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.contract import FILE, contracts, layers, rooms
from tests.house.sources import PACKAGE
from tests.shared import ROOT

FLOORS = "Each floor imports only what stands below it, and doors are blind to each other"
DOMAIN = "Books read the cycle, and the cycle stands on the spine"
BOOKS = "Books are blind to each other"
CYCLE = "A verb of the cycle imports only earlier ones"
SPINE = "The spine has these nouns, and all of them stand on the journal"
RECORDS = "The records have these nouns, and all of them stand below the models"
ENGINES = "Engines are blind to each other"
COLUMNS = "Deciding over columns goes from facts to expressions to tables, and never back"
KERNEL = "In the kernel everything stands on the errors, and nothing else on anything"
DJANGO = "Kernel and engines know no Django"
KEYS = "Only the carrier reads the node's keys"


@pytest.fixture
def skeleton(tmp_path: Path) -> Path:
    """A house of empty modules, one for each name in the contracts, beside a copy of the contracts."""
    shutil.copy(FILE, tmp_path)
    for short, contract in contracts().items():
        for layer in layers(short) if "layers" in contract else []:
            for room in layer:
                plant(tmp_path, f"{contract['containers']}.{room}", "")
    plant(tmp_path, "verbale.engines.seal.keys", "")
    return tmp_path


def plant(root: Path, module: str, text: str) -> None:
    """Writes a module as a package, and every package above it."""
    folder = root
    for part in module.split("."):
        folder = folder / part
        folder.mkdir(exist_ok=True)
        (folder / "__init__.py").touch()
    (folder / "__init__.py").write_text(text, "utf-8")


def broken(root: Path) -> set[str]:
    """The names of the contracts that the house in this folder breaks."""
    program = Path(sys.executable).with_name("lint-imports")
    result = subprocess.run([program, "--no-logo", "--no-cache"], cwd=root, capture_output=True, text=True, check=False)
    names = set(re.findall(r"^(.+?)\s+BROKEN$", re.sub(r"\x1b\[[\d;]*m", "", result.stdout), re.MULTILINE))
    assert (result.returncode == 0) == (not names), result.stdout + result.stderr
    return names


def test_a_house_that_keeps_the_contracts_passes(skeleton):
    assert broken(skeleton) == set()


IMPORTS = [
    ("records.party", "domain.spine.party", FLOORS),
    ("records.party", "engines.rules", FLOORS),
    ("engines.rules", "records.party", FLOORS),
    ("web", "cli", FLOORS),
    ("carrier", "web", FLOORS),
    ("journeys", "web", FLOORS),
    ("kernel.clock", "engines.chain", FLOORS),
    ("domain.spine.party", "domain.cycle.request", DOMAIN),
    ("domain.cycle.request", "domain.books.account", DOMAIN),
    ("domain.books.inbox", "domain.books.account", BOOKS),
    ("domain.cycle.request", "domain.cycle.decision", CYCLE),
    ("domain.spine.journal", "domain.spine.party", SPINE),
    ("records.party", "records.models", RECORDS),
    ("engines.rules", "engines.chain", ENGINES),
    ("engines.rules.columns.names", "engines.rules.columns.derived", COLUMNS),
    ("kernel.quantity", "kernel.clock", KERNEL),
    ("web", "engines.seal.keys", KEYS),
]


@pytest.mark.parametrize(("importer", "imported", "contract"), IMPORTS)
def test_an_import_upwards_or_sideways_is_caught(skeleton, importer, imported, contract):
    plant(skeleton, f"verbale.{importer}", f"import verbale.{imported}\n")
    assert broken(skeleton) == {contract}


@pytest.mark.parametrize("importer", ["engines.rules", "kernel.clock"])
def test_django_below_the_stores_is_caught(skeleton, importer):
    plant(skeleton, f"verbale.{importer}", "from django.db import models\n")
    assert broken(skeleton) == {DJANGO}


@pytest.mark.parametrize(
    ("module", "contract"),
    [
        ("attic", FLOORS),
        ("domain.attic", DOMAIN),
        ("domain.books.attic", BOOKS),
        ("domain.cycle.attic", CYCLE),
        ("domain.spine.attic", SPINE),
        ("records.attic", RECORDS),
        ("engines.attic", ENGINES),
        ("engines.rules.columns.attic", COLUMNS),
        ("kernel.attic", KERNEL),
    ],
)
def test_a_module_that_no_contract_names_is_caught(skeleton, module, contract):
    plant(skeleton, f"verbale.{module}", "")
    assert broken(skeleton) == {contract}


def test_the_carrier_reads_the_keys_and_higher_floors_import_lower_ones(skeleton):
    plant(skeleton, "verbale.carrier", "import verbale.engines.seal.keys\nimport verbale.journeys\n")
    plant(
        skeleton, "verbale.domain.books.account", "import verbale.domain.cycle.request\nimport verbale.kernel.clock\n"
    )
    assert broken(skeleton) == set()


def test_the_map_lists_every_room_of_the_contract_from_the_top_down():
    table = re.findall(r"^\| `([\w/]+)` \|", (ROOT / "docs" / "MAP.md").read_text("utf-8"), re.MULTILINE)
    contract = rooms()
    rank = {room: number for number, floor in enumerate(contract) for room in floor}
    assert sorted(table) == sorted(rank)
    assert [rank[room] for room in table] == sorted(rank.values())


def test_every_room_of_the_contract_stands_and_none_is_empty():
    rooms_there = {room for floor in rooms() for room in floor}
    empty = {room for room in rooms_there if not any(p.stat().st_size for p in (PACKAGE / room).rglob("*.py"))}
    assert empty == set()
