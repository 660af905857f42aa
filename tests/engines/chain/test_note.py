import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from verbale.engines.chain import BadNote, BadNoteKey, ForgedNote, NoteKey, UnknownSigner, sign_note, verify_note

# The example in the documentation of Go's sumdb/note, where signed notes come from.
GO_KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
GO_TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
GO_NOTE = (
    GO_TEXT
    + "\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)

ONE, OTHER = (Ed25519PrivateKey.from_private_bytes(bytes(31) + end) for end in (b"1", b"2"))
ONE_KEY, OTHER_KEY = NoteKey("one", ONE.public_key()), NoteKey("other", OTHER.public_key())


def test_it_reads_the_published_example():
    key = NoteKey.read(GO_KEY)

    assert key.line == GO_KEY
    assert verify_note(GO_NOTE, [key]) == (GO_TEXT, (key,))


def test_a_key_comes_back_as_it_was_written():
    assert NoteKey.read(ONE_KEY.line + "\n") == ONE_KEY


@pytest.mark.parametrize(
    "line",
    [
        "",
        "one",
        "one+00000000",
        GO_KEY.replace("c74f", "c74e"),
        GO_KEY.replace("Peter", "Paul"),
        GO_KEY.replace("+ARpc", "+AhpC"),
        GO_KEY[:-4],
        "one+00000000+!!!!",
    ],
)
def test_a_line_that_is_no_key_is_refused(line):
    with pytest.raises(BadNoteKey):
        NoteKey.read(line)


@pytest.mark.parametrize("name", ["", "a b", "a+b", "a\nb", "a\ud800"])
def test_a_name_that_cannot_stand_in_a_note_is_refused(name):
    with pytest.raises(BadNoteKey):
        NoteKey(name, ONE.public_key())


def test_two_sign_and_either_is_enough():
    note = sign_note("text\n", ONE, "one") + sign_note("text\n", OTHER, "other").split("\n\n")[1]

    assert verify_note(note, [ONE_KEY]) == ("text\n", (ONE_KEY,))
    assert verify_note(note, [OTHER_KEY, ONE_KEY]) == ("text\n", (ONE_KEY, OTHER_KEY))


def test_a_known_signature_that_does_not_hold_refuses_the_note_whatever_else_holds():
    note = sign_note("text\n", ONE, "one") + sign_note("tent\n", OTHER, "other").split("\n\n")[1]

    assert verify_note(note, [ONE_KEY]) == ("text\n", (ONE_KEY,))
    with pytest.raises(ForgedNote) as refused:
        verify_note(note, [ONE_KEY, OTHER_KEY])
    assert refused.value.facts == {"name": "other"}


def test_without_a_known_signer_it_is_refused():
    with pytest.raises(UnknownSigner) as refused:
        verify_note(sign_note("text\n", ONE, "one"), [OTHER_KEY])

    assert refused.value.facts == {"names": "one"}


def test_a_text_may_hold_empty_lines():
    text = "one\n\n— two three\n"

    assert verify_note(sign_note(text, ONE, "one"), [ONE_KEY]) == (text, (ONE_KEY,))


@pytest.mark.parametrize("text", ["", "\n", "no break", "a\tb\n", "a\rb\n", "a\x00b\n", "a\ud800b\n"])
def test_a_text_that_cannot_be_signed_is_refused(text):
    with pytest.raises(BadNote):
        sign_note(text, ONE, "one")


@pytest.mark.parametrize(
    "note",
    [
        "",
        "text\n",
        "text\n\n",
        "text\n\n— one\n",
        "text\n\n- one AAAAAAA=\n",
        "text\n\n— one AAAA\n",
        "text\n\n— one !!!!\n",
        "text\n\n— o+e AAAAAAAA\n",
        "text\n\n— one AAAAAAAA",
        "text\n\n— one AAAAAAAA\nmore\n",
        "te\tt\n\n— one AAAAAAAA\n",
        "x" * 70_000,
    ],
)
def test_what_is_no_note_is_refused(note):
    with pytest.raises(BadNote):
        verify_note(note, [ONE_KEY])


def test_a_signature_has_one_spelling() -> None:
    """Base64 decodes several last characters to the same bytes; a note with another one of them is none."""
    key = Ed25519PrivateKey.generate()
    note = sign_note("text\n", key, "DD")
    at = note.rindex("=") - 2 if note.endswith("==\n") else note.rindex("=") - 1
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    other = alphabet[alphabet.index(note[at]) ^ 1]
    with pytest.raises(BadNote):
        verify_note(note[:at] + other + note[at + 1 :], [NoteKey("DD", key.public_key())])
