"""Minutes at the terminal: written, checked, set on paper, signed, verified; with a node, and without."""

from __future__ import annotations

import json
import shutil
import subprocess
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from types import SimpleNamespace

import pytest
from lxml import etree

from tests.domain.cycle.minuting import conclusion
from tests.domain.cycle.minuting import revision as minutes_revision
from tests.domain.spine.other_side import OtherSide
from tests.records.rows import make
from verbale.domain.cycle import delegation, minutes_signing, statute
from verbale.domain.cycle import minutes as minutes_of
from verbale.domain.cycle import session as sessions
from verbale.domain.cycle.delegation import Named
from verbale.domain.cycle.minutes_paper import prepared
from verbale.domain.spine import document
from verbale.domain.spine.text_record import keep_revision
from verbale.engines import agreement, signature
from verbale.engines.agreement import Kind, as_plain
from verbale.kernel.clock import SystemClock
from verbale.records import models as records
from verbale.records.minutes import SignedPaper
from verbale.records.party import Party
from verbale.records.person import Person, Role
from verbale.records.session import Session
from verbale.records.text import Text

SIDES = ("OURS", "FI-NHI")
PASSPHRASE = "ten green bottles"
WRONG = conclusion("2", ru="Наша сторона направит 33 каталога до 15 декабря 1957 г.")


def now():
    return SystemClock().now()


@pytest.fixture
def sides(hire, partner, tmp_path, monkeypatch) -> SimpleNamespace:
    """A desk officer, somebody who approves and signs, a commission, and the other side."""
    monkeypatch.setattr(signature.isolated, "verify", signature.verify)
    admin, other = hire("admin", second_factor=True), hire("other")
    admin.done("authority", "define", "texts", "--title", "Texts")
    head = hire("head", Role.APPROVER, second_factor=True)
    held = admin.done("authority", "propose", "texts", "head", "--from", "2020-01-01")
    other.done("authority", "confirm", held["id"])
    party = Party.objects.get(code=partner)
    return SimpleNamespace(
        admin=admin, head=head, desk=hire("desk", Role.DESK), hire=hire, code=partner, partner=party, folder=tmp_path,
        theirs=OtherSide(party, lambda: now() + timedelta(milliseconds=1)), commission=commission(party),
    )  # fmt: skip


def in_force(party, revision):
    at = now()
    text = Text.objects.create(
        partner=party, text_kind=revision.kind, depositary="OURS", titles=dict(revision.title), state="concluded",
        in_force=revision.hash, opened_at=at, moved_at=at,
    )  # fmt: skip
    keep_revision(text, revision, at)
    return text


def commission(party):
    titles = {"en": "Hydrology commission", "zh": "水文委员会"}
    article = agreement.Article("1", {}, {"en": "Founded.", "zh": "成立。"})
    founded = in_force(party, agreement.Revision("commission", ("en", "zh"), titles, (article,)))
    terms = statute.Terms(commission=founded.pk, prevails="en", force="approval")
    words = {"en": "Terms.", "zh": "条款。"}
    duty = statute.Duty("1", {"en": "Exchange of books", "zh": "交换书籍"})
    in_force(party, statute.draft(titles={"en": "Statute", "zh": "章程"}, terms=terms, words=words, duties=(duty,),
                                  headings={}))  # fmt: skip
    return founded


def revision(sides, *articles):
    return minutes_revision(*articles, commission=sides.commission.pk, sides=SIDES)


def written(sides, *articles, name="minutes.txt"):
    path = sides.folder / name
    path.write_text(as_plain(revision(sides, *articles)), "utf-8")
    return str(path)


def proposed(sides, *articles):
    return sides.desk.done("minutes", "write", written(sides, *articles), "--partner", sides.code)["id"]


def agreed(sides, *articles):
    """Minutes whose wording both agreed; our node concluded it."""
    one, said = proposed(sides, *articles), revision(sides, *articles)
    sides.head.done("text", "approve", one, said.hash)
    sides.theirs.does(Kind.APPROVE, Text.objects.get(pk=one), revision=said.hash)
    return one


def certificate(sides, person="Franz Egli"):
    """Makes ours, with its key on the node."""
    result = sides.admin.run(
        "minutes", "certificate", "make", "--person", person, "--office", "Presidency", "--json", input=PASSPHRASE
    )
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)["fingerprint"]


def their_key(sides, *, known=True):
    """The partner's key, whose certificate is trusted here."""
    key, at = signature.new_key(), now()
    made = signature.make_certificate(
        signature.Subject(side="FI-NHI", office="Presidency", person="Lin Hai"), key,
        valid_from=at - timedelta(days=1), valid_until=at + timedelta(days=9), random=Random(1).randbytes,
    )  # fmt: skip
    (sides.folder / "theirs.pem").write_bytes(made.pem)
    if known:
        sides.admin.done("minutes", "certificate", "add", "FI-NHI", str(sides.folder / "theirs.pem"))
        sides.admin.done("minutes", "certificate", "confirm", made.fingerprint)
    return signature.SigningKey(made, key)


def signed(sides, one, print_):
    result = sides.head.run("minutes", "sign", one, "--certificate", print_[:8], "--json", input=PASSPHRASE)
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)


def they_sign(sides, one, key):
    """The paper with both comes from the partner."""
    held = SignedPaper.objects.get()
    with document.files.read(held.file_id) as stream:
        data = signature.sign(stream.read(), side="FI-NHI", signer=signature.Signer.of(key), at=now())
    path = sides.folder / "both.pdf"
    path.write_bytes(data)
    with path.open("rb") as stream:
        file = document.store(stream, name="minutes.pdf", at=now())
    arrived = make(records.ArrivedPouch, partner=sides.partner, number=99)
    minutes_signing.told(minutes=held.minutes, file=file, revision=held.revision, arrived=arrived, at=now())
    return path


def test_from_the_form_to_both_signatures(sides):
    one = agreed(sides)
    listed = sides.desk.done("minutes", "list")
    assert [(row["id"], row["state"], row["signed_by"]) for row in listed] == [(one, "wording agreed", [])]
    print_, key = certificate(sides), their_key(sides)
    assert (signed(sides, one, print_)["state"], SignedPaper.objects.get().signed_by.handle) == (
        "signed by one",
        "head",
    )
    path = they_sign(sides, one, key)
    shown = sides.desk.done("minutes", "show", one[:8])
    assert (shown["state"], shown["waits_for"], shown["signed_by"]) == ("concluded", ["OURS", "FI-NHI"], list(SIDES))
    for side in SIDES:
        told = sides.desk.done("minutes", "approved", one, "--side", side, "--on", "2026-01-31")
    assert (told["state"], [row["side"] for row in told["government_approvals"]]) == ("in force", list(SIDES))
    verified = sides.desk.done("minutes", "verify", str(path))
    assert (verified["accepted"], verified["minutes"], verified["sides"]) == (True, one, list(SIDES))
    assert [(row["side"], row["signer"], row["intact"]) for row in verified["signatures"]] == [
        ("OURS", "Franz Egli, Presidency, OURS", True), ("FI-NHI", "Lin Hai, Presidency, FI-NHI", True),
    ]  # fmt: skip
    saved = sides.folder / "saved.pdf"
    sides.desk.done("minutes", "paper", one, "--signed", "--save", str(saved))
    assert saved.read_bytes() == path.read_bytes()
    said = sides.desk.run("minutes", "show", one).stdout
    assert "State: Concluded and in force" in said
    assert "signed for FI-NHI by Lin Hai, Presidency, FI-NHI at " in said


def test_what_the_desk_sees_at_each_state(sides):
    one = proposed(sides)
    assert "State: Under negotiation" in sides.desk.run("minutes", "show", one).stdout
    assert sides.desk.done("minutes", "list", "--state", "negotiated", "--partner", sides.code)[0]["id"] == one
    assert sides.desk.done("minutes", "list", "--state", "in force") == []
    assert sides.desk.run("minutes", "paper", one, "--signed", "--save", str(sides.folder / "x.pdf")).exit_code == 1


# Drafts


def planned(sides):
    by = {"by": Person.objects.get(handle="desk"), "at": now()}
    sessions.plan(commission=sides.commission, begins="2027-05-10", ends="2027-05-16", place="Bern", **by)
    return f"{sides.commission.pk}/1"


def test_a_draft_is_kept_printed_proposed_and_dropped(sides):
    session, path = planned(sides), written(sides, conclusion(), WRONG)
    refused = sides.desk.run("minutes", "draft", session)
    assert (refused.exit_code, "draft" in refused.stderr) == (1, True)
    kept = sides.desk.done("minutes", "draft", session, "--keep", path, "--note", "half", "--respond-by", "2027-01-02")
    assert (kept["note"], kept["respond_by"], kept["by"]) == ("half", "2027-01-02", "desk")
    assert [(one["article"], one["place"], one["kind"]) for one in kept["findings"] if one["article"] == "2"] == [
        ("2", 3, "date"),
    ]  # fmt: skip
    printed = sides.folder / "again.txt"
    printed.write_text(sides.desk.run("minutes", "draft", session).stdout, "utf-8")
    made = sides.desk.done("minutes", "write", str(printed), "--partner", sides.code)
    assert made["revision"] == revision(sides, conclusion(), WRONG).hash
    assert sides.desk.done("minutes", "draft", session, "--drop") == {"dropped": True}
    assert sides.desk.run("minutes", "draft", session).exit_code == 1
    change = sides.desk.done("minutes", "draft", "--to", made["id"], "--keep", path)
    assert change["form"] == kept["form"]


def test_what_cannot_be_kept_as_a_draft(sides):
    session, path = planned(sides), written(sides)
    other = sides.folder / "other.txt"
    other.write_text(Path(path).read_text("utf-8").replace("kind: minutes", "kind: agreement"), "utf-8")
    for words, code in (
        ((), 2), ((session, "--to", "x"), 2), ((session, "--keep", path, "--drop"), 2),
        ((session, "--keep", str(other)), 2), (("x/1", "--keep", path), 1), ((session, "--keep", "none.txt"), 3),
    ):  # fmt: skip
        assert sides.desk.run("minutes", "draft", *words).exit_code == code
    assert sides.head.run("minutes", "draft", session, "--keep", path).exit_code == 1


# Writing


def test_a_form_is_printed_for_a_session(sides):
    by = {"by": Person.objects.get(handle="desk"), "at": now()}
    one = sessions.plan(commission=sides.commission, begins="2027-05-10", ends="2027-05-16", place="Bern", **by)
    people = [Named("Franz Egli", "President", "head"), Named("Eva Brunner", "Head of department")]
    delegation.name(to=one, delegates=people, keep_until=datetime(2030, 1, 1, tzinfo=UTC).date(), **by)
    path = sides.folder / "form.txt"
    path.write_text(sides.desk.run("minutes", "template", f"{sides.commission.pk}/1", "--language", "zh",
                                   "--language", "ru").stdout, "utf-8")  # fmt: skip
    form = path.read_text("utf-8")
    for line in (
        f'= commission: "{sides.commission.pk}"', "= session: 1", '= first-day: "2027-05-10"', '= place-zh: "Bern"',
        '= days-zh: "2027年5月10日 – 2027年5月16日"', '= days-ru: "10 мая 2027 г. – 16 мая 2027 г."',
        "# ru: Протокол 1-го заседания", "### zh: 第1次会议", "如有歧义，以英文文本为准。",
        "## 1 [conclusion]",
    ):  # fmt: skip
        assert line in form.split("\n")
    ours = "1" if '= side-1: "OURS"' in form else "2"
    assert f'= head-{ours}-zh: "Franz Egli"' in form
    assert f'= head-{3 - int(ours)}-zh: "…"' in form
    assert f'= office-{ours}-ru: "President"' in form
    assert f'= members-{ours}-zh: ["Eva Brunner, Head of department"]' in form
    refused = sides.desk.run("minutes", "write", str(path), "--partner", sides.code)
    assert refused.exit_code in (2, 3)
    for heading_, words in (
        ("### zh: 结论\n", "双方交换目录。\n"),
        ("### ru: Заключение\n", "Стороны меняются книгами.\n"),
    ):
        form = form.replace(heading_, heading_ + words)
    path.write_text(form, "utf-8")
    refused = sides.desk.run("minutes", "write", str(path), "--partner", sides.code)
    assert (refused.exit_code, "still says “…” in article session" in refused.stderr) == (2, True)
    path.write_text(path.read_text("utf-8").replace("…", "Lin Hai"))
    made = sides.desk.done("minutes", "write", str(path), "--partner", sides.code)
    assert minutes_of.of(Text.objects.get(pk=made["id"]), now()).session == Session.objects.get()


def test_a_change_is_proposed_to_the_same_text(sides):
    one = proposed(sides)
    told = sides.desk.done("minutes", "write", written(sides, conclusion("7")), "--to", one, "--note", "Seven")
    assert (told["id"], told["revision"], told["findings"]) == (one, revision(sides, conclusion("7")).hash, [])
    assert Text.objects.filter(text_kind="minutes").count() == 1


@pytest.mark.parametrize("options", [(), ("--partner", "FI-NHI", "--to", "2c9x4k")])
def test_new_minutes_or_a_change(sides, options):
    assert sides.desk.run("minutes", "write", written(sides), *options).exit_code == 2


def test_another_kind_and_minutes_of_no_session_are_not_written(sides):
    path = sides.folder / "other.txt"
    path.write_text(as_plain(agreement.Revision("agreement", ("zh",), {"zh": "协定"},
                                                (agreement.Article("1", {}, {"zh": "一。"}),))))  # fmt: skip
    said = sides.desk.run("minutes", "write", str(path), "--partner", sides.code)
    assert (said.exit_code, "of the kind “agreement”" in said.stderr) == (2, True)
    bare = agreement.Revision("minutes", ("zh", "ru"), {"zh": "纪要", "ru": "Протокол"}, (conclusion(),))
    path.write_text(as_plain(bare))
    said = sides.desk.run("minutes", "write", str(path), "--partner", sides.code)
    assert (said.exit_code, "0 articles have the role “session”" in said.stderr) == (1, True)
    assert sides.desk.run("minutes", "write", str(sides.folder / "none.txt"), "--partner", sides.code).exit_code == 3
    assert not Text.objects.filter(text_kind="minutes").exists()


# Checking


def test_differences_are_shown_and_accepted_or_bar_the_approval(sides):
    one, said = proposed(sides, conclusion(), WRONG), revision(sides, conclusion(), WRONG)
    result = sides.desk.run("minutes", "check", one, "--json")
    told = json.loads(result.stdout)
    assert (result.exit_code, told["open"], told["revision"]) == (1, 1, said.hash)
    (found,) = told["findings"]
    assert (found["article"], found["kind"], found["language"], found["says"], found["instead"]["says"]) == (
        "2", "date", "zh", "../1957-12-14", "../1957-12-15",
    )  # fmt: skip
    barred = sides.head.run("text", "approve", one, said.hash)
    assert (barred.exit_code, "(differences: 1; in articles: 2)" in barred.stderr) == (1, True)
    key = found["key"]
    assert f"OPEN, key {key[:12]}" in sides.desk.run("minutes", "check", one).stdout
    assert sides.desk.run("minutes", "check", one, "--accept", key).exit_code == 2
    told = sides.desk.done("minutes", "check", one, "--accept", key[:12], "--reason", "Each its own day")
    assert [row["accepted"]["reason"] for row in told["findings"]] == ["Each its own day"]
    sides.head.done("text", "approve", one, said.hash)


def test_minutes_that_say_the_same(sides):
    one = proposed(sides)
    result = sides.desk.run("minutes", "check", one)
    assert (result.exit_code, "The versions say the same." in result.stdout) == (0, True)
    before = revision(sides).hash
    sides.desk.done("minutes", "write", written(sides, WRONG), "--to", one)
    assert sides.desk.run("minutes", "check", one).exit_code == 1
    assert sides.desk.run("minutes", "check", one, "--revision", before[:8]).exit_code == 0


@pytest.mark.parametrize(
    "arguments", [(), ("2c9x4k", "--pairs", "x.jsonl"), ("2c9x4k", "--accept", "0" * 64, "--reason", "So")]
)
def test_checking_wrongly(sides, arguments):
    assert sides.desk.run("minutes", "check", *arguments).exit_code in (1, 2)


def test_terms_are_kept_listed_and_dropped(sides):
    row = sides.desk.done("minutes", "term", "add", "zh=水文所", "ru=Институт гидрологии", "ru=Институте гидрологии")
    assert row["forms"] == {"zh": ["水文所"], "ru": ["Институт гидрологии", "Институте гидрологии"]}
    article = conclusion(zh="双方在水文所会面。", ru="Стороны встретятся в Институте метеорологии.")
    one = proposed(sides, article)
    assert sides.desk.run("minutes", "check", one).exit_code == 1
    assert [each["id"] for each in sides.desk.done("minutes", "term", "list")] == [row["id"]]
    sides.desk.done("minutes", "term", "drop", row["id"])
    assert sides.desk.done("minutes", "term", "list") == []
    assert len(sides.desk.done("minutes", "term", "list", "--all")) == 1
    assert sides.desk.run("minutes", "check", one).exit_code == 0
    for bad in (("zh=水文所",), ("水文所", "ru=а")):
        assert sides.desk.run("minutes", "term", "add", *bad).exit_code == 2


PAIRS = [
    {"id": "a", "languages": ["zh", "ru"], "texts": {"zh": "一九五七年十二月十四日", "ru": "14 декабря 1957 г."}},
    {"id": 2, "languages": ["zh", "ru"], "texts": {"zh": "一九五七年十二月十四日", "ru": "15 декабря 1957 г."}},
    {"id": "c", "languages": ["de", "en"], "texts": {"de": "Dreiunddreißig Karten aus Bern.", "en": "33 maps."}},
]


def test_pairs_are_checked_without_any_node(program, tmp_path):
    path = tmp_path / "pairs.jsonl"
    path.write_text("\n".join(json.dumps(one, ensure_ascii=False) for one in PAIRS) + "\n\n", "utf-8")
    done = program("minutes", "check", "--pairs", str(path), "--json")
    assert (done.returncode, done.stderr) == (0, "")
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(one["id"], [found["kind"] for found in one["findings"]]) for one in told] == [
        ("a", []), (2, ["date", "date"]), ("c", ["name"]),
    ]  # fmt: skip
    assert program("minutes", "check", "--pairs", "-", "--json", input=path.read_text("utf-8")).stdout == done.stdout
    people = program("minutes", "check", "--pairs", str(path)).stdout
    assert "a: both say the same\n2: The zh text says the date" in people


def test_pairs_with_a_glossary_and_pairs_that_are_none(program, tmp_path):
    path, terms = tmp_path / "pairs.jsonl", tmp_path / "terms.json"
    pair = {"id": 1, "languages": ["zh", "ru"], "texts": {"zh": "双方在水文所会面。", "ru": "Стороны встретятся там."}}
    path.write_text(json.dumps(pair), "utf-8")
    terms.write_text('[{"zh": ["水文所"], "ru": "Институт гидрологии"}]', "utf-8")
    told = json.loads(program("minutes", "check", "--pairs", str(path), "--glossary", str(terms), "--json").stdout)
    assert [one["as_written"] for one in told["findings"]] == ["水文所"]
    terms.write_text('{"zh": 1}')
    assert program("minutes", "check", "--pairs", str(path), "--glossary", str(terms)).returncode == 3
    path.write_bytes(json.dumps(pair).encode() + b"\n{\xff}\n")
    for bad in (str(path), str(tmp_path / "none.jsonl")):
        assert program("minutes", "check", "--pairs", bad, "--json").returncode == 3
    broken = program("minutes", "check", "--pairs", "-", "--json", input=json.dumps(pair) + "\nnonsense\n")
    assert (broken.returncode, len(broken.stdout.splitlines())) == (3, 1)
    assert "Line 2 of the pairs cannot be read" in json.loads(broken.stderr)["error"]


# The paper


def test_the_paper_in_each_layout_and_equal_bytes(sides):
    one, folder = proposed(sides), sides.folder
    for layout in ("side-by-side", "each-by-itself", "stacked"):
        sides.desk.done("minutes", "paper", one, "--save", str(folder / f"{layout}.pdf"), "--layout", layout)
    sides.desk.done(
        "minutes", "paper", one, "--save", str(folder / "again.pdf"), "--revision", revision(sides).hash[:8]
    )
    assert (folder / "again.pdf").read_bytes() == (folder / "side-by-side.pdf").read_bytes()
    assert len({path.read_bytes() for path in folder.glob("*.pdf")}) == 3
    refused = sides.desk.run("minutes", "paper", one, "--save", str(folder / "again.pdf"))
    assert (refused.exit_code, "is there already" in refused.stderr) == (1, True)
    assert sides.desk.run("minutes", "paper", one, "--signed", "--layout", "stacked", "--save", "x").exit_code == 2
    if shutil.which("pdftotext"):
        shown = subprocess.run(["pdftotext", folder / "again.pdf", "-"], capture_output=True, text=True, check=True)
        assert "Наша сторона направит" in shown.stdout.replace("\n", " ")


def test_akoma_ntoso_in_one_language_or_all(sides):
    one, folder = proposed(sides), sides.folder
    sides.desk.done("minutes", "xml", one, "--language", "zh", "--save", str(folder / "zh.xml"))
    sides.desk.done("minutes", "xml", one, "--save", str(folder / "all.xml"))
    roots = [etree.parse(folder / name).getroot() for name in ("zh.xml", "all.xml")]
    assert [etree.QName(root[0]).localname for root in roots] == ["statement", "documentCollection"]
    text = "".join(roots[0].itertext())
    assert ("目录" in text, "Каталоги" in text) == (True, False)
    assert sides.desk.run("minutes", "xml", one, "--language", "de", "--save", str(folder / "de.xml")).exit_code == 2


# Signing


def test_a_key_file_signs_too_with_the_passphrase_from_a_file(sides):
    one, print_ = agreed(sides), certificate(sides)
    key, secret = sides.folder / "egli.p12", sides.folder / "secret"
    shutil.copy(sides.folder / "home" / "signing" / f"{print_[:32]}.p12", key)
    secret.write_text("ten red bottles\n")
    wrong = sides.head.run("minutes", "sign", one, "--key", str(key), "--passphrase-file", str(secret))
    assert (wrong.exit_code, "nothing was signed" in wrong.stderr) == (1, True)
    secret.write_text(PASSPHRASE + "\n")
    told = sides.head.done("minutes", "sign", one, "--key", str(key), "--passphrase-file", str(secret))
    assert (told["state"], told["paper"]["signatures"][0]["fingerprint"]) == ("signed by one", print_)
    again = sides.head.run("minutes", "sign", one, "--key", str(key), "--passphrase-file", str(secret))
    assert (again.exit_code, "Our side signed this paper" in again.stderr) == (1, True)


@pytest.mark.parametrize("named", [True, False])
def test_a_token_signs(sides, monkeypatch, named):
    """What a token does, its engine's tests show; here it is asked as it should be."""
    one, print_ = agreed(sides), certificate(sides)
    key = signature.read_key_file(sides.folder / "home" / "signing" / f"{print_[:32]}.p12", PASSPHRASE)
    asked = []

    @contextmanager
    def on_token(token):
        asked.append(token)
        yield signature.Signer.of(key)

    monkeypatch.setattr(signature, "on_token", on_token)
    sign = ("minutes", "sign", one, "--pkcs11", "/lib/driver.so", "--token", "desk", "--key-label", "minutes", "--json")
    told = sides.head.run(*sign, *(("--certificate", print_) if named else ()), input="4711\n")
    assert json.loads(told.stdout)["paper"]["signatures"][0]["fingerprint"] == print_
    known = key.certificate if named else None
    assert asked == [signature.Token(Path("/lib/driver.so"), "desk", "minutes", "4711", known)]


@pytest.mark.parametrize(
    "given",
    [(), ("--key", "a.p12", "--certificate", "3f9a61c2"), ("--pkcs11", "driver.so"), ("--token", "desk", "--key", "a")],
)
def test_one_way_of_signing_is_named(sides, given):
    assert sides.head.run("minutes", "sign", agreed(sides), *given, input=PASSPHRASE).exit_code == 2


def test_who_does_not_sign(sides):
    one, print_ = agreed(sides), certificate(sides)
    for who in (sides.desk, sides.hire("head", second_factor=False)):
        refused = who.run("minutes", "sign", one, "--certificate", print_, input=PASSPHRASE)
        assert refused.exit_code == 1, refused.stdout
    missing = sides.head.run("minutes", "sign", one, "--key", str(sides.folder / "none.p12"), input=PASSPHRASE)
    assert missing.exit_code == 3
    assert not SignedPaper.objects.exists()


def test_a_draft_is_not_signed(sides):
    refused = sides.head.run("minutes", "sign", proposed(sides), "--certificate", certificate(sides), input=PASSPHRASE)
    assert (refused.exit_code, "is not agreed yet" in refused.stderr) == (1, True)


# Certificates


def test_certificates_are_made_handed_over_compared_and_revoked(sides):
    print_, key = certificate(sides), their_key(sides, known=False)
    pem = sides.folder / "egli.pem"
    sides.desk.done("minutes", "certificate", "save", print_[:8], str(pem))
    assert signature.read_certificate(pem.read_bytes()).fingerprint == print_
    assert sides.desk.run("minutes", "certificate", "save", print_, str(pem)).exit_code == 1
    made = sides.admin.done("minutes", "certificate", "add", "FI-NHI", str(sides.folder / "theirs.pem"))
    assert (made["state"], made["subject"]) == ("not confirmed", "Lin Hai, Presidency, FI-NHI")
    theirs = key.certificate.fingerprint
    assert sides.admin.run("minutes", "certificate", "confirm", theirs[:12]).exit_code == 2
    assert sides.hire("admin").run("minutes", "certificate", "confirm", theirs).exit_code == 1
    assert sides.admin.done("minutes", "certificate", "confirm", theirs)["state"] == "trusted"
    assert sides.admin.done("minutes", "certificate", "revoke", theirs[:8], "--reason", "Lost")["state"] == "revoked"
    listed = {row["side"]: row["state"] for row in sides.desk.done("minutes", "certificate", "list")}
    assert listed == {"OURS": "trusted", "FI-NHI": "revoked"}
    assert len(sides.desk.done("minutes", "certificate", "list", "--side", "OURS")) == 1
    wrong = sides.admin.run("minutes", "certificate", "add", "OURS", str(sides.folder / "theirs.pem"))
    assert (wrong.exit_code, "says that it is of FI-NHI" in wrong.stderr) == (1, True)


# Verifying


@pytest.fixture
def paper(tmp_path):
    """A paper that both sides signed, and their certificates, all made without a node."""
    data, at = prepared(minutes_revision(sides=("CN", "DE"))).data, now()
    files = {}
    for place, side in enumerate(("CN", "DE")):
        key = signature.new_key()
        made = signature.make_certificate(
            signature.Subject(side=side, office="Presidency", person=f"Head of {side}"), key,
            valid_from=at - timedelta(days=1), valid_until=at + timedelta(days=1), random=Random(place).randbytes,
        )  # fmt: skip
        files[side] = tmp_path / f"{side}.pem"
        files[side].write_bytes(made.pem)
        (tmp_path / f"{place}.pdf").write_bytes(data)
        data = signature.sign(data, side=side, signer=signature.Signer.of(signature.SigningKey(made, key)), at=at)
    (tmp_path / "both.pdf").write_bytes(data)
    return SimpleNamespace(folder=tmp_path, both=str(tmp_path / "both.pdf"), one=str(tmp_path / "1.pdf"),
                           trust=[arg for side, file in files.items() for arg in ("--trust", f"{side}={file}")],
                           files=files, data=data)  # fmt: skip


def test_a_paper_is_verified_without_any_node(program, paper):
    done = program("minutes", "verify", paper.both, *paper.trust, "--sides", "CN,DE", "--json")
    told = json.loads(done.stdout)
    assert (done.returncode, told["accepted"], told["findings"]) == (0, True, [])
    assert [(one["side"], one["signer"], one["permits"]) for one in told["signatures"]] == [
        ("CN", "Head of CN, Presidency, CN", "forms"), ("DE", "Head of DE, Presidency, DE", None),
    ]  # fmt: skip
    people = program("minutes", "verify", paper.both, *paper.trust).stdout
    assert "ACCEPTED, as a paper signed by CN and DE" in people
    assert "for DE: Head of DE, Presidency, DE, " in people


def test_what_is_not_accepted_says_everything_that_was_found(program, paper):
    def refused(file, *more, trust=paper.trust):
        done = program("minutes", "verify", str(file), *trust, "--sides", "CN,DE", "--json", *more)
        told = json.loads(done.stdout)
        assert (done.returncode, told["accepted"]) == (1, False)
        return [one["kind"] for one in told["findings"]]

    assert refused(paper.one) == ["missing"]
    assert "unsigned" in refused(paper.folder / "0.pdf")
    bad = paper.folder / "bad.pdf"
    at = paper.data.index(b"/Type")
    bad.write_bytes(paper.data[:at] + b"/Tyqe" + paper.data[at + 5 :])
    assert refused(bad)
    bad.write_bytes(b"no PDF")
    assert refused(bad) == ["not a pdf"]
    only_one = paper.trust[:2]
    assert "unknown" in refused(paper.both, trust=only_one)
    assert "revoked" in refused(paper.both, "--revoked", str(paper.files["DE"]))
    assert "revoked since" in refused(paper.both, "--revoked", f"{paper.files['DE']}={now().isoformat()}")


@pytest.mark.parametrize(
    ("more", "code"),
    [
        (["--trust", "CN"], 2), (["--trust", "=x.pem"], 2), (["--trust", "CN=none.pem"], 3),
        (["--sides", "CN"], 2), (["--sides", "CN,CN"], 2), (["--revoked", "other.pem"], 2),
        (["--minutes", "2c9x4k"], 2),
    ],
)  # fmt: skip
def test_verifying_wrongly(paper, nobody, more, code):
    assert nobody.run("minutes", "verify", paper.both, *paper.trust, *more).exit_code == code


def test_a_file_that_is_not_there_is_unreadable(nobody, paper):
    assert nobody.run("minutes", "verify", str(paper.folder / "none.pdf"), *paper.trust).exit_code == 3


def test_a_node_judges_by_its_own_certificates(sides):
    one, print_ = agreed(sides), certificate(sides)
    signed(sides, one, print_)
    path = sides.folder / "one.pdf"
    sides.desk.done("minutes", "paper", one, "--signed", "--save", str(path))
    result = sides.desk.run("minutes", "verify", str(path), "--json")
    told = json.loads(result.stdout)
    assert (result.exit_code, [found["kind"] for found in told["findings"]], told["minutes"]) == (1, ["missing"], one)
    sides.admin.done("minutes", "certificate", "revoke", print_, "--reason", "Lost")
    told = json.loads(sides.desk.run("minutes", "verify", str(path), "--json").stdout)
    assert [found["kind"] for found in told["findings"]] == ["missing"], "what was held before stays as it was verified"
    path.write_bytes(path.read_bytes() + b"%")
    told = json.loads(sides.desk.run("minutes", "verify", str(path), "--sides", "OURS,FI-NHI", "--json").stdout)
    assert {"revoked since", "appended"} <= {found["kind"] for found in told["findings"]}
    other = agreed(sides, conclusion("9"))
    told = json.loads(sides.desk.run("minutes", "verify", str(path), "--minutes", other, "--json").stdout)
    assert "other paper" in {found["kind"] for found in told["findings"]}
