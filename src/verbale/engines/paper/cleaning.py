"""Cleaning a PDF: only its pages leave, and nothing that a reader of them does not see.

The document is written anew from what its pages need, so objects that nothing leads to and earlier revisions stay
behind. Comments and filled forms that show on a page become part of the page.
"""

from __future__ import annotations

from pathlib import Path

import pikepdf

from verbale.engines.paper.errors import DamagedPdf, Encrypted, ExternalContent, HiddenLayers, NotClean, Signed
from verbale.engines.paper.inspection import inspect_pdf
from verbale.engines.paper.limits import DEFAULT_LIMITS, Limits
from verbale.engines.paper.notes import flatten_notes
from verbale.engines.paper.opening import opened
from verbale.engines.paper.pictures import strip_pictures
from verbale.engines.paper.report import Finding, Kind, PdfReport
from verbale.engines.paper.walking import Node, every_dictionary, is_array, is_dictionary, keep_only, keys_of, name_of

CATALOG_KEYS = frozenset(
    [
        "/Type",
        "/Pages",
        "/Outlines",
        "/PageLabels",
        "/StructTreeRoot",
        "/MarkInfo",
        "/Lang",
        "/OutputIntents",
        "/PageMode",
        "/PageLayout",
        "/Dests",
        "/Names",
    ]
)
PAGE_KEYS = frozenset(
    [
        "/Type",
        "/Parent",
        "/Resources",
        "/MediaBox",
        "/CropBox",
        "/BleedBox",
        "/TrimBox",
        "/ArtBox",
        "/Rotate",
        "/UserUnit",
        "/Contents",
        "/Annots",
        "/Group",
        "/StructParents",
        "/Tabs",
    ]
)
DROPPED_KEYS = ("/Metadata", "/PieceInfo", "/LastModified", "/Thumb", "/AA", "/PA", "/JS", "/AF", "/OC", "/OPI")


def clean_pdf(source: Path, target: Path, *, limits: Limits = DEFAULT_LIMITS) -> PdfReport:
    """Writes the cleaned document to ``target`` and returns the report on it; equal input gives equal bytes.

    Raises Signed, HiddenLayers, ExternalContent, Encrypted or DamagedPdf for what cleaning cannot mend, and NotClean,
    leaving no target, if anything is still found afterwards; besides what ``inspect_pdf`` raises.
    """
    require_cleanable(source, inspect_pdf(source, limits=limits))
    with opened(source, limits) as pdf:
        _clean(pdf)
        save(pdf, target)
    report = inspect_pdf(target, limits=limits)
    if report.blocking:
        target.unlink()
        raise NotClean(name=source.name, what=_kinds(report.blocking))
    return report


def require_cleanable(path: Path, report: PdfReport) -> None:
    """Refuses a document with a finding that cleaning cannot take out."""
    for finding in report.findings:
        _refuse(path.name, finding)


def save(pdf: pikepdf.Pdf, target: Path) -> None:
    """Writes the document so that equal content gives equal bytes."""
    pdf.save(
        target,
        deterministic_id=True,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        compress_streams=True,
        fix_metadata_version=False,
    )


def _refuse(name: str, finding: Finding) -> None:
    match finding.kind:
        case Kind.SIGNED:
            raise Signed(name=name, signatures=finding.count)
        case Kind.ENCRYPTED:
            raise Encrypted(name=name)
        case Kind.DAMAGED:
            raise DamagedPdf(name=name, why=finding.what)
        case Kind.EXTERNAL:
            raise ExternalContent(name=name, what=finding.what)
        case Kind.HIDDEN_LAYERS:
            raise HiddenLayers(name=name, layers=finding.what)


def _kinds(findings: tuple[Finding, ...]) -> str:
    return ", ".join(f"{finding.kind} ({finding.what or finding.count})" for finding in findings)


def _clean(pdf: pikepdf.Pdf) -> None:
    flatten_notes(pdf)
    keep_only(pdf.Root, CATALOG_KEYS)
    _clean_names(pdf.Root)
    for key in ("/Info", "/ID"):
        if key in pdf.trailer:
            del pdf.trailer[key]
    for page in pdf.pages:
        keep_only(page.obj, PAGE_KEYS)
    for node in list(every_dictionary(pdf)):
        _clean_node(node)
    pdf.remove_unreferenced_resources()


def _clean_names(root: Node) -> None:
    names = root.get("/Names")
    if is_dictionary(names):
        keep_only(names, frozenset({"/Dests"}))


def _clean_node(node: Node) -> None:
    for key in DROPPED_KEYS:
        if key in node:
            del node[key]
    for key in [key for key in keys_of(node) if key.startswith("/PTEX.")]:
        del node[key]
    action = node.get("/A")
    if is_dictionary(action) and "/S" in action and name_of(action, "/S") != "GoTo":
        del node["/A"]
    if name_of(node, "/S") == "GoTo" and "/Next" in node:
        del node["/Next"]
    if name_of(node, "/Type") == "OCG":
        keep_only(node, frozenset({"/Type"}))
        node["/Name"] = pikepdf.String("layer")
    if name_of(node, "/Subtype") == "Image" and not is_array(node.get("/Filter")):
        strip_pictures(node)
