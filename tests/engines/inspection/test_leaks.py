"""What a sealer that was altered might let slip into a pouch; each leak is found, and named."""

from dataclasses import replace

import pytest

from tests.engines.inspection import papers, pouches
from tests.engines.inspection.papers import label, marked, plain
from tests.engines.inspection.pouches import (
    GRAIN,
    LINE,
    OURS,
    STRANGER,
    THEIRS,
    allowance_of,
    catalogue,
    delivery,
    inspected,
    kinds,
    message,
    position,
    pouch,
    signed,
    told,
)
from verbale.engines.inspection import Mark, MayNotLeave, isolated, pdf
from verbale.kernel.canonical import canonical
from verbale.kernel.identifier import new_identifier

FIRST, LAST = 0, -1


@pytest.fixture(autouse=True)
def at_once(monkeypatch):
    """PDFs are examined without a process for each: what is found there is the same (``test_pdf``)."""
    monkeypatch.setattr(isolated, "examine", pdf.examine)


@pytest.fixture
def inspect(tmp_path):
    """What is found in a pouch after a change to it that no act allowed, or to an act that was not done."""

    def changed(change, **more):
        draft, allowance = pouch()
        allowance = change(draft, allowance) or allowance
        return inspected(tmp_path, draft, allowance, **more)

    return changed


def test_a_refusal_names_what_was_found(inspect):
    found = inspect(lambda draft, _: draft.envelope.update(journal=92195))
    with pytest.raises(MayNotLeave) as refused:
        found.demand()
    assert refused.value.facts == {"count": 1, "findings": told(found)}
    assert told(found) == "The envelope's “journal” is not what was allowed: there is no such field."


# size


@pytest.mark.parametrize(
    "change",
    [
        lambda draft: setattr(draft, "tail", bytes(GRAIN)),
        lambda draft: setattr(draft, "tail", bytes(1)),
        lambda draft: setattr(draft, "tail", b"117".ljust(GRAIN, b"\0")),
    ],
    ids=["a grain more", "a byte more", "what is no zero"],
)
def test_a_size_that_does_not_follow_is_found(inspect, change):
    assert kinds(inspect(lambda draft, _: change(draft))) == {"tar"}


def test_padding_that_is_not_empty_is_found(tmp_path, monkeypatch):
    draft, allowance = pouch()
    plaintext = bytearray(draft.plaintext())
    at = plaintext.index(b"bagit.txt") + 512 + 60
    plaintext[at] = 7
    monkeypatch.setattr(draft, "plaintext", lambda: bytes(plaintext), raising=False)
    found = inspected(tmp_path, draft, allowance)
    assert told(found) == (
        "The tar has bytes that no file accounts for, at the end of pouch/bagit.txt: its padding is not empty."
    )


def test_bytes_after_the_end_are_found(inspect):
    assert "seal" in kinds(inspect(lambda draft, _: setattr(draft, "after", b"117")))


# count and order


def test_a_file_more_is_found(inspect):
    found = inspect(lambda draft, _: draft.files.update({"count.txt": b"117"}))
    assert kinds(found) == {"unnamed", "manifest"}


def test_a_tag_file_more_is_found(inspect):
    found = inspect(lambda draft, _: draft.more_tags.update({"bag-info.txt": b"Bag-Count: 3 of 117\n"}))
    assert kinds(found) == {"unnamed"}


def test_a_message_more_is_found(inspect):
    found = inspect(lambda draft, _: draft.messages.append(message("returned", {"line": LINE})))
    assert kinds(found) == {"unnamed"}


@pytest.mark.parametrize("at", [0, 1, 2])
def test_a_message_less_is_found(inspect, at):
    assert "missing" in kinds(inspect(lambda draft, _: draft.messages.pop(at) and None))


def test_a_message_twice_is_found(inspect):
    assert kinds(inspect(lambda draft, _: draft.messages.append(draft.messages[0]))) == {"message"}


def test_messages_in_another_order_are_found(inspect):
    assert kinds(inspect(lambda draft, _: draft.messages.reverse())) == {"order"}


def test_files_of_a_message_in_another_order_are_found(inspect):
    assert kinds(inspect(lambda draft, _: draft.messages[LAST]["files"].reverse())) == {"message"}


def test_members_in_another_order_are_found(inspect):
    def reorder(draft, _):
        paths = [f"data/{path}" for path in sorted([*draft.files, "messages.json"])]
        tags = ["pouch.json", "pouch.json.sig", "bagit.txt", "manifest-sha256.txt", "tagmanifest-sha256.txt"]
        draft.order = [*tags, *reversed(paths)]

    assert kinds(inspect(reorder)) == {"order"}


def test_a_member_twice_is_found(inspect):
    def double(draft, _):
        paths = [f"data/{path}" for path in sorted([*draft.files, "messages.json"])]
        tags = ["pouch.json", "pouch.json.sig", "bagit.txt", "manifest-sha256.txt", "tagmanifest-sha256.txt"]
        draft.order = [*tags, *paths, paths[0]]

    assert kinds(inspect(double)) == {"order"}


@pytest.mark.parametrize("path", ["checkpoint.note", 1, 2])
def test_a_file_less_is_found(inspect, path):
    def lose(draft, _):
        name = path if isinstance(path, str) else [name for name in draft.files if name.startswith("files/")][path]
        del draft.files[name]

    assert kinds(inspect(lose)) == {"missing", "manifest"}


# the journal, the channel, what replaced what


@pytest.mark.parametrize(
    "change",
    [{"journal": 92195}, {"at": "2026-01-01T00:00:00Z"}, {"number": 8}, {"number": 7.5}, {"epoch": 2},
     {"recipient": "FI"}, {"sender": "FI"}, {"previous": None}, {"acknowledged": position(4)}, {"acknowledged": None},
     {"previous": {**position(6), "journal": 9}}, {"version": 2}, {"version": True}],
    ids=str,
)  # fmt: skip
def test_an_envelope_that_says_more_or_otherwise_is_found(inspect, change):
    assert kinds(inspect(lambda draft, _: draft.envelope.update(change))) == {"envelope"}


@pytest.mark.parametrize(
    "more",
    [{"superseded_by": new_identifier()}, {"journal": 92195}, {"position": 3}, {"queued_at": "2026-01-01"}],
    ids=lambda more: next(iter(more)),
)
@pytest.mark.parametrize("allowed", [False, True])
def test_a_field_that_a_body_does_not_have_is_found(inspect, more, allowed):
    """Even if whoever released it did not look: the table is closed."""

    def add(draft, _):
        draft.messages[FIRST]["body"].update(more)
        return allowance_of(draft) if allowed else None

    found = inspect(add)
    assert kinds(found) == ({"field"} if allowed else {"field", "body"})


@pytest.mark.parametrize("key", ["at", "number", "superseded_by"])
def test_a_field_that_a_message_does_not_have_is_found(inspect, key):
    assert "field" in kinds(inspect(lambda draft, _: draft.messages[FIRST].update({key: 3})))


def test_more_beside_the_messages_is_found(inspect):
    def add(draft, _):
        draft.messages_json = canonical({"version": 1, "messages": draft.messages, "waiting": 12})

    assert kinds(inspect(add)) == {"field"}


def test_messages_spelled_with_room_for_more_are_found(inspect):
    def add(draft, _):
        draft.messages_json = canonical({"version": 1, "messages": draft.messages}) + b" \t \t"

    assert kinds(inspect(add)) == {"spelling"}


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b"{",
        b'{"messages":[],"version":1}',
        b'{"messages":{},"version":1}',
        b'{"messages":[],"version":true}',
    ],
)
def test_messages_that_are_none_are_found(inspect, data):
    assert kinds(inspect(lambda draft, _: setattr(draft, "messages_json", data))) & {"spelling", "field", "missing"}


# kinds and identifiers


def test_an_unknown_kind_is_found_even_if_it_was_allowed(inspect):
    def add(draft, _):
        draft.messages.append(message("journal", {"line": LINE}))
        return allowance_of(draft)

    assert told(inspect(add)) == (
        "The message at messages.json/3 is not the one that was allowed: there is no kind “journal”."
    )


@pytest.mark.parametrize("where", ["line", "notice"])
def test_an_identifier_that_the_partner_does_not_know_is_found(inspect, where):
    identifier = new_identifier()

    def name(draft, _):
        draft.messages[FIRST]["body"][where] = identifier if where == "line" else f"See also {identifier}, please."
        return allowance_of(draft)

    found = inspect(name)
    assert [(one.kind, one.what) for one in found.findings] == [("identifier", identifier)]


def test_a_text_of_another_hash_is_found(inspect):
    assert kinds(inspect(lambda draft, _: draft.messages[FIRST]["body"].update(notice="Keep it."))) == {"body"}


def test_another_kind_over_the_same_body_is_found(inspect):
    def rename(draft, _):
        draft.messages[FIRST]["what"] = "returned"

    assert kinds(inspect(rename)) == {"message", "field"}


# files


def test_a_file_that_no_release_act_names_is_found(inspect):
    def unname(draft, allowance):
        *others, last = allowance.messages
        files = tuple(replace(file, act="") for file in last.files)
        return replace(allowance, messages=(*others, replace(last, files=files)))

    assert kinds(inspect(unname)) == {"release"}


def test_a_file_of_another_hash_is_found(inspect):
    def alter(draft, _):
        path = next(path for path in draft.files if path.endswith(".pdf"))
        draft.files[path] = marked(plain, plain)

    assert kinds(inspect(alter)) == {"content", "manifest"}


def test_a_file_with_a_message_that_has_none_is_found(inspect):
    def add(draft, _):
        first = draft.messages[FIRST]
        first["files"] = ["1-document.pdf", "2-label.xml"]
        draft.files |= {f"files/{first['id']}/{name}": data for name, data in pouches.documents().items()}
        return allowance_of(draft)

    assert kinds(inspect(add)) == {"message"}


def released(draft, files):
    """Puts other files into the delivery, and allows them: only what they are can be found."""
    last = draft.messages[LAST]
    for name in last["files"]:
        del draft.files[f"files/{last['id']}/{name}"]
    last |= {"files": list(files), "body": delivery(files)}
    draft.files |= {f"files/{last['id']}/{name}": data for name, data in files.items()}
    return allowance_of(draft)


@pytest.mark.parametrize("at", [0, 1, 2])
@pytest.mark.parametrize("wrong", [papers.nothing, papers.white, papers.invisible, papers.off_page, papers.covered])
def test_a_page_without_its_marking_is_found_even_if_it_was_allowed(inspect, wrong, at):
    pages = [plain] * 3
    pages[at] = wrong
    files = {"1-document.pdf": marked(*pages), "2-label.xml": label()}
    found = inspect(lambda draft, _: released(draft, files))
    assert kinds(found) <= {"unmarked", "unseen"}
    assert f"page {at + 1} at the top" in told(found)


@pytest.mark.parametrize(
    ("change", "kind"), [(papers.attached, "attachment"), (papers.titled, "metadata"), (papers.scripted, "pdf")]
)
def test_what_is_in_a_pdf_besides_its_pages_is_found(inspect, change, kind):
    files = {"1-document.pdf": papers.spoiled(change), "2-label.xml": label()}
    assert kind in kinds(inspect(lambda draft, _: released(draft, files)))


def test_a_missing_label_is_found(inspect):
    files = {"1-document.pdf": marked()}
    assert kinds(inspect(lambda draft, _: released(draft, files))) == {"label"}


@pytest.mark.parametrize(
    "wrong",
    [
        label(code="open"), label(to="FI"), label(by="FI"), label(more="<!-- 117 -->"), label(more="<Count>3</Count>"),
        label().replace(b"<slab:GenericValue>", b"<slab:GenericValue>FI</slab:GenericValue><slab:GenericValue>"),
        label().replace(b' TagName="Rel', b' Copy="3" TagName="Rel'), b"<label/>", b"", label() + b"<!-- 117 -->",
        b"<!DOCTYPE x>" + label(), label(more="of 117"),
    ],
)  # fmt: skip
def test_a_label_that_is_not_as_it_must_be_is_found(inspect, wrong):
    files = {"1-document.pdf": marked(plain), "2-label.xml": wrong}
    assert kinds(inspect(lambda draft, _: released(draft, files))) == {"label"}


def test_a_label_for_another_marking_is_found(inspect):
    def other(draft, allowance):
        *others, last = allowance.messages
        paper, slip = last.files
        slip = replace(slip, mark=Mark("open", {"en": "OPEN"}))
        return replace(allowance, messages=(*others, replace(last, files=(paper, slip))))

    assert kinds(inspect(other)) == {"label", "message"}


def test_a_delivery_that_describes_other_files_is_found(inspect):
    def describe(draft, _):
        draft.messages[LAST]["body"]["documents"].pop()
        return allowance_of(draft)

    assert kinds(inspect(describe)) == {"message"}


# the catalogue


def offered(draft, data):
    second = draft.messages[1]
    draft.files[f"files/{second['id']}/{second['files'][0]}"] = data
    return allowance_of(draft)


COUNTED = [f"0000000000000000000000000{sign}" for sign in "12457"]


@pytest.mark.parametrize(
    "data",
    [
        catalogue(number=3), catalogue(superseded_by=new_identifier()), catalogue(year="1999"), catalogue(*COUNTED),
        catalogue(publisher=f"see {new_identifier()}"), catalogue() + b"\n", b"\n" + catalogue(),
        b"".join(reversed(catalogue().splitlines(keepends=True))), catalogue() * 2, catalogue()[:-1],
        catalogue().replace(b'"title"', b' "title"'), b'{"identifier":"7","title":"x"}\n', b"[1]\n", b"\xff\n",
        catalogue(*sorted(new_identifier(lambda count: bytes(15) + bytes([at])) for at in range(0, 200, 3))),
        catalogue(*sorted(new_identifier()[:-10] + "0" * 10 for at in range(80))),
    ],
)  # fmt: skip
def test_a_catalogue_that_tells_of_the_rest_is_found(inspect, data):
    assert kinds(inspect(lambda draft, _: offered(draft, data))) == {"catalogue"}


@pytest.mark.parametrize("items", [0, 1, 500])
def test_a_catalogue_of_random_identifiers_passes(inspect, items):
    data = catalogue(*(new_identifier() for _ in range(items))) if items else b""
    assert told(inspect(lambda draft, _: offered(draft, data))) == ""


# notes and papers


def test_papers_pass_if_they_were_allowed(inspect):
    def add(draft, _):
        draft.files |= {"papers/list.csv": b"number,title\n1,On bridges\n", "papers/cover.pdf": marked(papers.nothing)}
        draft.files["countersigned.note"] = b"verbale/CN/DD/1\n3\nAAAA\n"
        return allowance_of(draft)

    assert told(inspect(add)) == ""


@pytest.mark.parametrize("path", ["papers/list.csv", "countersigned.note", "files/x/1.pdf"])
def test_a_paper_or_note_that_nobody_allowed_is_found(inspect, path):
    assert kinds(inspect(lambda draft, _: draft.files.update({path: b"117"}))) == {"unnamed", "manifest"}


def test_what_a_paper_hides_is_found(inspect):
    def add(draft, _):
        draft.files["papers/cover.pdf"] = papers.spoiled(papers.attached)
        return allowance_of(draft)

    assert "attachment" in kinds(inspect(add))


def test_another_checkpoint_is_found(inspect):
    assert kinds(inspect(lambda draft, _: draft.files.update({"checkpoint.note": b"92195"}))) == {"content", "manifest"}


# tar and bag


@pytest.mark.parametrize(
    "facts", [{"mtime": 1700000000}, {"uid": 1000}, {"gid": 7}, {"mode": 0o600}, {"uname": "anna"}, {"gname": "desk"},
              {"linkname": "117"}, {"devmajor": 3, "type": b"3"}, {"type": b"5"}], ids=str
)  # fmt: skip
@pytest.mark.parametrize("path", ["pouch.json", "data/messages.json"])
def test_what_a_member_tells_of_itself_is_found(inspect, facts, path):
    assert kinds(inspect(lambda draft, _: draft.member.update({path: facts}))) & {"member", "tar"}


def test_a_pax_record_more_is_found(inspect):
    def comment(draft, _):
        draft.pax = True
        draft.member["bagit.txt"] = {"pax_headers": {"comment": "117 acts"}}

    assert "member" in kinds(inspect(comment))


@pytest.mark.parametrize("name", ["bagit.txt", "manifest-sha256.txt", "tagmanifest-sha256.txt"])
def test_a_bag_that_says_more_is_found(inspect, name):
    def add(draft, allowance):
        plaintext = draft.plaintext()
        at = plaintext.index(b"pouch/" + name.encode())
        size = int(plaintext[at + 124 : at + 135], 8)
        draft.tags[name] = plaintext[at + 512 : at + 512 + size] + b"# 117\n"

    assert kinds(inspect(add)) & {"manifest", "content"}


@pytest.mark.parametrize(
    "signature",
    [b"", b"no signature", signed(b"other bytes"), signed(b"", b"verbale-text"), signed(b"x").replace(b"\n", b"\r\n")],
)
def test_a_signature_that_does_not_hold_is_found(inspect, signature):
    assert kinds(inspect(lambda draft, _: draft.tags.update({"pouch.json.sig": signature}))) == {"signature"}


def test_a_signature_with_room_for_more_is_found(inspect):
    def add(draft, allowance):
        plaintext = draft.plaintext()
        begin = plaintext.index(b"-----BEGIN")
        end = plaintext.index(b"-----END SSH SIGNATURE-----\n") + 28
        draft.tags["pouch.json.sig"] = plaintext[begin:end].replace(b"\n", b"\n\n", 1)

    assert kinds(inspect(add)) == {"signature"}


# the seal


@pytest.mark.parametrize(
    "stanza", [b"-> grease-x 117\n\n", b"-> x-grease A b\n" + b"A" * 64 + b"\nAA\n", b"-> comment\nMTE3\n"]
)
def test_a_stanza_more_is_found(inspect, stanza):
    assert kinds(inspect(lambda draft, _: setattr(draft, "stanza", stanza))) == {"stanza"}


@pytest.mark.parametrize("keys", [(OURS,), (THEIRS, OURS, STRANGER), (OURS, THEIRS), (OURS, OURS)])
def test_other_recipients_are_found(inspect, keys):
    assert kinds(inspect(lambda draft, _: setattr(draft, "recipients", keys))) == {"stanza"}


def test_a_pouch_that_we_cannot_open_is_found(inspect):
    assert kinds(inspect(lambda draft, _: setattr(draft, "recipients", (THEIRS, STRANGER)))) == {"seal", "stanza"}


@pytest.mark.parametrize("data", [b"", b"no pouch", b"age-encryption.org/v1\n"])
def test_a_file_that_is_no_pouch_is_found(tmp_path, data):
    from verbale.engines.inspection import inspect

    path = tmp_path / "7.pouch"
    path.write_bytes(data)
    assert "seal" in kinds(inspect(path, identity=OURS, allowance=pouch()[1], workspace=tmp_path))


# canaries


def test_a_canary_is_found_in_the_pouch_and_in_a_pdf(inspect):
    found = inspect(lambda *_: None, canaries=[b"checkpoint.note", b"what is lent"])
    assert sorted(one.where.rpartition("/")[2] for one in found.findings) == ["1-document.pdf", "the pouch"]
    assert kinds(found) == {"canary"}
    assert inspect(lambda *_: None, canaries=[b"what we keep", b""]).passed
