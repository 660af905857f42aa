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
