"""The first run, the office afterwards, and the partners."""

import re

import pytest

from tests.web.keys import public_keys
from tests.web.test_person import text
from tests.web.test_sign_in import sign_in
from verbale.domain.spine.office import office as our_office
from verbale.records.office import Office
from verbale.records.party import Party, PartyKeys


@pytest.fixture
def first_run(office):
    Office.objects.update(names={}, address="", time_zone="UTC", languages=["en"], completed_at=None)
    return office


ANSWERS = {
    "languages": {"languages": ["en", "zh"]},
    "names": {"names_en": "International desk", "names_zh": "国际处", "address": "1 River Road"},
    "time-zone": {"time_zone": "Asia/Shanghai"},
    "mail": {"mail_from": "desk@example.org", "mail_host": "mail.example.org", "mail_port": "587"},
    "deadlines": {"answer_days": "20", "batch_from": "5"},
}


def test_the_first_run_leads_through_every_step(first_run, enter, clock):
    client = enter(first_run.administrator)
    place = client.get("/office").headers["Location"]
    walked = []
    while (step := place.removeprefix("/office/")) in ANSWERS:
        walked.append(step)
        assert client.get(place).status_code == 200
        place = client.post(place, ANSWERS[step]).headers["Location"]
    assert (walked, place) == (list(ANSWERS), "/office/partner-and-keys")
    assert PartyKeys.objects.get().fingerprint in client.get(place).content.decode()
    assert "Complete the office" in text(client.get("/"))
    assert client.post("/office/complete").headers["Location"] == "/"
    ours = our_office()
    assert (ours.names, ours.time_zone, ours.languages, ours.answer_days, ours.mail_port, ours.completed_at) == (
        {"en": "International desk", "zh": "国际处"}, "Asia/Shanghai", ["en", "zh"], 20, 587, clock.now(),
    )  # fmt: skip
    assert "Complete the office" not in text(client.get("/"))


def test_an_administrator_is_led_there_after_signing_in(first_run, client):
    assert sign_in(client, "administrator").headers["Location"] == "/office"
    assert sign_in(client, "desk").headers["Location"] == "/"


def test_the_first_run_is_not_finished_without_a_name(first_run, enter):
    shown = text(enter(first_run.administrator).get("/office/partner-and-keys"))
    assert "The office has no name yet." in shown


@pytest.mark.parametrize(
    ("step", "answer"),
    [
        ("languages", {"languages": ["tlh"]}),
        ("names", {"names_en": ""}),
        ("time-zone", {"time_zone": "Mars/Olympus"}),
        ("mail", {"mail_port": "99999"}),
        ("deadlines", {"answer_days": "0", "batch_from": "6"}),
    ],
)
def test_nonsense_is_refused_at_its_place(office, enter, step, answer):
    shown = enter(office.administrator).post(f"/office/{step}", answer)
    assert shown.status_code == 422
    assert 'class="faults"' in shown.content.decode()


def test_there_is_no_other_step(office, enter):
    assert enter(office.administrator).get("/office/nothing").status_code == 404


def test_afterwards_one_step_is_changed_alone(office, enter):
    client = enter(office.administrator)
    assert client.post("/office/deadlines", ANSWERS["deadlines"]).headers["Location"] == "/office"
    assert "Saved." in text(client.get("/office"))


def test_times_are_told_in_the_offices_zone(office, enter):
    shown = text(enter(office.administrator).get(f"/people/{office.desk.pk}"))
    assert "21 November 2026, 10:00" in shown


PARTNER = {
    "code": "DE-GHT", "names_en": "Institute of Geology", "names_zh": "地质研究所", "country": "DE", "language": "de",
    "carry_to": "/srv/out", "carry_from": "/srv/in",
}  # fmt: skip


def test_a_partner_is_added_and_its_keys_confirmed(office, enter):
    client = enter(office.administrator)
    place = client.post("/partners/add", PARTNER).headers["Location"]
    added = Party.objects.get(code="DE-GHT")
    assert (added.names, added.carry_to) == ({"en": "Institute of Geology", "zh": "地质研究所"}, "/srv/out")
    keys = public_keys("theirs")
    client.post(f"{place}/keys", {"keys": keys.line()})
    assert keys.fingerprint not in client.get(place).content.decode()
    row = PartyKeys.objects.get(party=added)
    assert "Confirm the fingerprint of DE-GHT" in text(client.get("/"))
    wrong = client.post(f"/partners/keys/{row.pk}", {"fingerprint": "SHA256:other"})
    assert (wrong.status_code, "is not that of these keys" in text(wrong)) == (409, True)
    client.post(f"/partners/keys/{row.pk}", {"fingerprint": keys.fingerprint})
    assert "The keys are confirmed." in text(client.get(place))


@pytest.mark.parametrize(
    ("change", "told"),
    [({"code": "FI-NHI"}, "is known already"), ({"code": "small"}, "cannot be a party's code")],
)
def test_a_bad_partner_is_refused(office, enter, change, told):
    answer = enter(office.administrator).post("/partners/add", PARTNER | change)
    assert told in text(answer).replace("&#x27;", "'")
    assert re.findall(r'<a href="#(id_\w+)">', answer.content.decode()) == ["id_code"]


def test_keys_that_are_none_are_refused(office, enter):
    answer = enter(office.administrator).post(f"/partners/{office.partner.pk}/keys", {"keys": "ssh-rsa AAAA age1x"})
    assert answer.status_code in (409, 422)
    assert 'class="faults"' in answer.content.decode()


def test_the_desk_adds_a_contact_unit_and_names_a_channel(office, enter):
    client = enter(office.desk)
    form = {"name": "Liaison group", "reach": "by letter", "since": "2026-01-01", "until": ""}
    client.post(f"/partners/{office.partner.pk}/contact-unit", form)
    assert "Liaison group" in text(client.get(f"/partners/{office.partner.pk}"))
    client.post("/channels/add", {"code": "book trade", "titles_en": "Book trading company", "does": "Orders abroad"})
    assert "Book trading company" in text(client.get("/channels"))


def test_folders_are_for_administrators(office, enter):
    client = enter(office.administrator)
    client.post(f"/partners/{office.partner.pk}/folders", {"carry_to": "/srv/a", "carry_from": "/srv/b"})
    page = f"/partners/{office.partner.pk}"
    assert ["/srv/a" in text(enter(who).get(page)) for who in (office.administrator, office.librarian)] == [True, False]
