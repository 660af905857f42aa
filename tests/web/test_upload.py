"""What is too large is refused before it is read, and from strangers much sooner."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler

from verbale.web import upload


@pytest.fixture
def read(monkeypatch):
    """The names of the files that were begun to be read."""
    begun = []
    new_file = TemporaryFileUploadHandler.new_file

    def remembered(self, *args, **keywords):
        begun.append(args[1])
        return new_file(self, *args, **keywords)

    monkeypatch.setattr(TemporaryFileUploadHandler, "new_file", remembered)
    return begun


def large(size):
    return {"handle": "a", "password": "b", "file": SimpleUploadedFile("large.pdf", b"x" * size)}


@pytest.mark.parametrize("address", ["/sign-in", "/orders/spreadsheet", "/nowhere"])
def test_a_stranger_s_file_is_not_read(office, client, read, address):
    client.handler.enforce_csrf_checks = True
    answer = client.post(address, large(upload.STRANGERS))
    assert (answer.status_code, read) == (413, [])
    assert "larger than" in answer.content.decode()


def test_what_is_beyond_the_limit_is_not_read_from_anybody(office, enter, settings, read):
    settings.UPLOAD_LIMIT = 10
    desk = enter(office.desk)
    assert desk.post("/orders/spreadsheet", large(upload.AROUND_A_FILE)).status_code == 413
    assert read == []
    assert desk.post("/orders/spreadsheet", large(100)).status_code == 422
    assert read == ["large.pdf"]


@pytest.mark.parametrize("length", ["-1", "much", "9" * 5000])
def test_a_length_that_is_none_is_refused(office, client, length):
    assert client.post("/sign-in", CONTENT_LENGTH=length).status_code == 413


@pytest.mark.parametrize("charset", ["utf-7", "rot13", "idna", "utf-16"])
def test_a_form_is_read_as_our_pages_send_it(office, enter, charset):
    """In UTF-7 there are halves of characters, which nothing can keep; other encodings fail in the middle."""
    body = b'--x\r\nContent-Disposition: form-data; name="code"\r\n\r\n+2AA-\r\n--x--\r\n'
    kind = f"multipart/form-data; boundary=x; charset={charset}"
    answer = enter(office.desk).generic("POST", "/policies/define", body, content_type=kind)
    assert (answer.status_code, answer.context["form"]["code"].value()) == (422, "+2AA-")
