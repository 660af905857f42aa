"""Words in Latin letters meet where readers take them for one."""

import pytest

from verbale.engines.catalogue.search.latin import english, german, spelt, stems


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("colour", "color"), ("coloured", "colored"), ("fibres", "fiber"), ("centre", "center"),
        ("organisation", "organization"), ("analysing", "analyze"),
        ("modelling", "modeling"), ("catalogues", "catalog"), ("programmes", "program"),
        ("defence", "defense"), ("aluminium", "aluminum"), ("ageing", "aging"), ("sulphur", "sulfur"),
        ("haemoglobin", "hemoglobin"), ("kilometres", "kilometer"), ("women", "woman"), ("mice", "mouse"),
        ("hypotheses", "hypothesis"), ("matrices", "matrix"), ("vertices", "vertex"), ("spectra", "spectrum"),
        ("criteria", "criterion"), ("nuclei", "nucleus"), ("soils", "soil"), ("theses", "thesis"),
        ("syntheses", "synthesis"), ("foci", "focus"), ("maxima", "maximum"), ("leaves", "leaf"), ("knives", "knife"),
        ("aeroplanes", "airplane"), ("manoeuvring", "maneuvering"), ("manoeuvre", "maneuver"), ("caesium", "cesium"),
        ("gynaecology", "gynecology"), ("drilling", "drill"), ("rolled", "roll"), ("controlling", "control"),
        ("fuelling", "fuel"), ("installed", "install"), ("gases", "gas"), ("biogas", "biogases"), ("lenses", "lens"),
        ("genera", "genus"), ("practice", "practise"), ("judgement", "judgment"), ("mediaeval", "medieval"),
        ("diarrhoea", "diarrhea"), ("draught", "draft"),
    ],
)  # fmt: skip
def test_one_in_english(one: str, other: str) -> None:
    assert english(one) == english(other)


@pytest.mark.parametrize(
    ("one", "other"), [("metre", "meter"), ("hour", "hor"), ("noise", "noize"), ("tour", "tor"), ("there", "ther")]
)
def test_short_words_keep_their_spelling(one: str, other: str) -> None:
    assert (english(one) == english(other)) is (one == "metre")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("regelung", "regelungen"),
        ("boden", "boden"),
        ("stahl", "stahlen"),
        ("prufung", "pruefungen"),
        ("netz", "netze"),
        ("bakterium", "bakterien"),
        ("spektrum", "spektren"),
        ("organismus", "organismen"),
        ("plasma", "plasmen"),
        ("linie", "linien"),
        ("studie", "studien"),
    ],
)
def test_one_in_german(one: str, other: str) -> None:
    assert german(one) == german(other)


@pytest.mark.parametrize(("one", "other"), [("regel", "regelung"), ("sich", "sicherheit"), ("wissen", "wissenschaft")])
def test_two_in_german(one: str, other: str) -> None:
    assert german(one) != german(other)


@pytest.mark.parametrize(
    ("word", "as_umlaut"), [("pruefung", "prufung"), ("bauer", "bauer"), ("quelle", "quelle"), ("neue", "neue")]
)
def test_umlauts_spelt_out(word: str, as_umlaut: str) -> None:
    assert spelt(word) == as_umlaut


def test_stems_have_no_marks() -> None:
    assert stems("prüfungen") == (english("prufungen"), "prufung")
