"""Dublin Core as OAI, DC Terms and RDF give it."""

import pytest

from tests.engines.catalogue.forms.reader import read, said, told
from verbale.engines.catalogue import HostileXml

NAMES = (
    ' xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:dcterms="http://purl.org/dc/terms/" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:foaf="f"'
)


def oai(inside: str) -> bytes:
    """One record as a harvest gives it."""
    record = f"<record><metadata><oai_dc:dc>{inside}</oai_dc:dc></metadata></record>"
    return f"<OAI-PMH{NAMES}><ListRecords>{record}</ListRecords></OAI-PMH>".encode()


FULL = (
    "<dc:title>Wasser</dc:title><dc:title>Eau</dc:title><dc:creator>Strom, Eva</dc:creator>"
    "<dc:contributor>Berg</dc:contributor><dc:publisher>Verlag</dc:publisher><dc:date>1963-05</dc:date>"
    "<dc:language>de</dc:language><dc:type>info:eu-repo/semantics/article</dc:type><dc:subject>Eis</dc:subject>"
    "<dc:identifier>urn:isbn:978-0-306-40615-7</dc:identifier><dc:identifier>ISSN 1234-567X</dc:identifier>"
    "<dc:identifier>oai:x:1</dc:identifier>"
)


def test_a_full_record() -> None:
    (one,) = read(oai(FULL))
    assert said(one) == {
        "title": "Wasser",
        "creators": ("Strom, Eva", "Berg"),
        "publisher": "Verlag",
        "year": 1963,
        "language": "ger",
        "kind": "article",
        "subjects": ("Eis",),
        "isbn": ("9780306406157",),
        "issn": ("1234-567X",),
        "local_numbers": ("oai:x:1",),
        "variants": ("Eau",),
    }


def test_terms_and_what_stands_deeper() -> None:
    rdf = (
        f"<rdf:RDF{NAMES}><rdf:Description><dcterms:title>Wasser</dcterms:title><dcterms:creator><rdf:Description>"
        "<foaf:name>Strom, Eva</foaf:name></rdf:Description></dcterms:creator><dcterms:issued>1963</dcterms:issued>"
        "</rdf:Description><rdf:Description><dc:title>Eis</dc:title></rdf:Description></rdf:RDF>"
    )
    one, two = read(rdf.encode())
    assert said(one) == {"title": "Wasser", "creators": ("Strom, Eva",), "year": 1963}
    assert said(two) == {"title": "Eis"}


@pytest.mark.parametrize(
    ("inside", "restricted"),
    [
        ("<dcterms:accessRights>Lesesaal</dcterms:accessRights>", True),
        ("<dcterms:accessRights>open access</dcterms:accessRights>", False),
        ("<dc:rights>info:eu-repo/semantics/closedAccess</dc:rights>", True),
        ("<dc:rights>http://purl.org/coar/access_right/c_16ec</dc:rights>", True),
        ("<dc:rights>https://creativecommons.org/licenses/by/4.0/</dc:rights>", False),
        ("<dc:rights>© Verlag</dc:rights>", False),
        ("<dc:rights>Nur für den Dienstgebrauch</dc:rights>", True),
    ],
)
def test_rights(inside: str, restricted: bool) -> None:
    (one,) = read(oai(FULL + inside))
    assert said(one).get("restricted", False) is restricted


def test_a_record_without_a_title_and_a_broken_one_cost_only_themselves() -> None:
    broken = b"<dc><dc:title>A</dc:title><dc:creator></dc>"
    data = oai(FULL)[:-26] + b"<dc><dc:creator>X</dc:creator></dc>" + broken + b"<dc><dc:title>B</dc:title></dc>"
    found = told(data)
    assert (found[0], found[1], found[-1]) == ("Wasser", "it has no title", "B")
    assert found[2].startswith("it is not sound XML")  # type: ignore[attr-defined]


def test_a_bomb_is_refused() -> None:
    with pytest.raises(HostileXml):
        read(b'<!DOCTYPE x [<!ENTITY a "aaaa">]>' + oai(FULL), "dc")


def test_deep_elements_are_a_fault() -> None:
    deep = "<x>" * 100 + "</x>" * 100
    assert told(oai(FULL + deep)) == ["it is not sound XML: elements stand more than 64 deep in each other"]


@pytest.mark.parametrize("encoding", ["utf-16", "gb18030"])
def test_encodings(encoding: str) -> None:
    text = oai(FULL.replace("Wasser", "水文学")).decode()
    assert told(f'<?xml version="1.0" encoding="{encoding}"?>{text}'.encode(encoding)) == ["水文学"]
