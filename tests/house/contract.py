"""The import contract, read from the file that import-linter reads."""

import configparser
import re

from tests.shared import ROOT

FILE = ROOT / ".importlinter"


def contracts() -> dict[str, configparser.SectionProxy]:
    """The contracts by their short name."""
    parser = configparser.ConfigParser()
    parser.read(FILE, "utf-8")
    prefix = "importlinter:contract:"
    return {
        section.removeprefix(prefix): parser[section] for section in parser.sections() if section.startswith(prefix)
    }


def layers(contract: str) -> list[list[str]]:
    """The modules of a contract of layers, the highest first; those that may be missing are among them."""
    lines = contracts()[contract]["layers"].strip().splitlines()
    return [re.findall(r"\w+", line) for line in lines]


def rooms() -> list[list[str]]:
    """The rooms of the house, floor by floor from the top: packages, and what stands inside domain and engines."""
    inside = {"domain": layers("domain"), "engines": layers("engines")}
    floors: list[list[str]] = []
    for floor in layers("floors"):
        split = [room for room in floor if room in inside]
        plain = [room for room in floor if room not in inside]
        floors += [plain] if plain else []
        floors += [[f"{parent}/{child}" for child in line] for parent in split for line in inside[parent]]
    return floors
