"""People, authorities, invitations and one's own account, as pages."""

import re
from datetime import date

import pytest
from django.test import Client

from tests.web.conftest import PASSWORD
from verbale.domain.spine import authority, person, second_factor, token
from verbale.records.person import AccessToken, AuthorityHeld, Person


def text(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def invite(client, **changes):
    form = {"name": "Greta Ott", "handle": "g.ott", "email": "", "office_held": "", "language": "en", "roles": ["desk"]}
    return client.post("/people/invite", form | changes)


def test_the_list_shows_everybody_with_roles_and_state(office, enter):
    shown = text(enter(office.auditor).get("/people"))
    assert [who in shown for who in ("Desk Person", "Approver Person", "Librarian Person")] == [True] * 3
    assert "Invite somebody" not in shown


@pytest.mark.parametrize("many", [1, 3])
def test_the_list_takes_as_many_queries_for_many(office, enter, add_person, django_assert_num_queries, many):
    for number in range(many):
        add_person("desk", handle=f"more{number}")
    client = enter(office.administrator)
    with django_assert_num_queries(7):
        client.get("/people")


def test_an_invitation_is_shown_once_and_lets_in_once(office, enter):
    answer = invite(enter(office.administrator))
    link = re.search(r"http://testserver(/invitation/\w+)", answer.content.decode())[1]
    assert "works once, and for 14 days" in text(answer)
    client = Client()
    assert "Welcome, Greta Ott" in text(client.get(link))
    chosen = {"password": "quite another sentence", "again": "quite another sentence"}
    assert client.post(link, chosen).headers["Location"] == "/"
    assert client.get("/account").status_code == 200
    again = Client().get(link)
    assert (again.status_code, "This invitation was used" in text(again)) == (409, True)


def test_an_invitation_refuses_a_weak_password_and_two_that_differ(office, enter, clock):
    _, secret = person.invite(
        handle="new", name="New", email="", roles=["desk"], by=office.administrator, at=clock.now()
    )
    link = f"/invitation/{secret}"
    weak = Client().post(link, {"password": "short", "again": "short"})
    assert (weak.status_code, "at least 12 characters" in text(weak)) == (409, True)
    differ = Client().post(link, {"password": "quite another sentence", "again": "quite another"})
    assert (differ.status_code, "The two passwords differ." in text(differ)) == (422, True)


def test_an_invitation_expires(office, clock):
    _, secret = person.invite(handle="new", name="New", email="", roles=[], by=office.administrator, at=clock.now())
    clock.forward(days=15)
    assert Client().get(f"/invitation/{secret}").status_code == 409


def test_a_taken_name_and_a_bad_one_are_refused_at_their_place(office, enter):
    client = enter(office.administrator)
    taken = invite(client, handle="desk")
    assert (taken.status_code, "The sign-in name “desk” is taken." in text(taken)) == (409, True)
    bad = invite(client, handle="Greta Ott", name="")
    assert bad.status_code == 422
    assert re.findall(r'<a href="#(id_\w+)">', bad.content.decode()) == ["id_name", "id_handle"]


def test_roles_are_set(office, enter):
    client = enter(office.administrator)
    client.post(f"/people/{office.desk.pk}/roles", {"roles": ["desk", "auditor"]})
    assert Person.objects.get(pk=office.desk.pk).roles == {"desk", "auditor"}


def test_the_last_administrator_stays(office, enter):
    client = enter(office.administrator)
    answer = client.post(f"/people/{office.administrator.pk}/roles", {"roles": ["desk"]})
    assert (answer.status_code, "is the last active administrator" in text(answer)) == (409, True)
    shown = client.post(f"/people/{office.administrator.pk}/deactivate", follow=True)
    assert "is the last active administrator" in text(shown)


def test_a_deactivated_person_is_shown_as_one(office, enter):
    client = enter(office.administrator)
    shown = text(client.post(f"/people/{office.desk.pk}/deactivate", follow=True))
    assert "Desk Person can no longer sign in." in shown
    assert "Deactivated" in shown


def test_an_administrator_invites_again(office, enter):
    answer = enter(office.administrator).post(f"/people/{office.desk.pk}/invite")
    assert "/invitation/" in answer.content.decode()


@pytest.fixture
def held(office, add_person, clock):
    """An authority of the approver, granted by two people."""
    office.second = add_person("administrator", handle="second")
    chief = authority.define(code="chief", titles={"en": "Chief"}, by=office.administrator, at=clock.now())
    since = date(2026, 1, 1)
    held = authority.propose(
        person=office.approver, authority=chief, since=since, until=None, by=office.second, at=clock.now()
    )
    authority.confirm(held=held, by=office.administrator, at=clock.now())
    return held


PUT_BACK = "The authorities of Approver Person do not count until another administrator confirms them again."


def test_inviting_again_says_that_authorities_wait(office, enter, held):
    client = enter(office.administrator)
    assert PUT_BACK in text(client.post(f"/people/{office.approver.pk}/invite"))
    assert PUT_BACK not in text(client.post(f"/people/{office.desk.pk}/invite"))
    assert "You proposed it, so somebody else must confirm it." in text(client.get(f"/authorities/held/{held.pk}"))
    shown = enter(office.second).get(f"/authorities/held/{held.pk}")
    assert "Approver Person was invited again and has not used the link yet" in text(shown)


def test_taking_a_second_factor_away_says_that_authorities_wait(office, enter, held):
    device = second_factor.begin(office.approver)
    device.confirmed = True
    device.save()
    shown = text(enter(office.administrator).post(f"/people/{office.approver.pk}/second-factor", follow=True))
    assert ("The second factor of Approver Person was taken away." in shown, PUT_BACK in shown) == (True, True)
    assert "Authority to be confirmed again" in text(enter(office.second).get(f"/authorities/held/{held.pk}"))
    enter(office.second).post(f"/authorities/held/{held.pk}/confirm")
    assert AuthorityHeld.objects.get().confirmed_by == office.second


def test_nobody_is_invited_again_after_leaving(office, enter):
    client = enter(office.administrator)
    client.post(f"/people/{office.desk.pk}/deactivate")
    shown = text(client.post(f"/people/{office.desk.pk}/invite", follow=True))
    assert "Desk Person was deactivated, and cannot be invited again." in shown


def test_two_people_grant_an_authority(office, enter, add_person, clock):
    second = add_person("administrator", handle="second")
    office.chief = authority.define(code="chief", titles={"en": "Chief"}, by=office.administrator, at=clock.now())
    first = enter(office.administrator)
    form = {"person": office.approver.pk, "authority": office.chief.pk, "since": "2026-01-01", "until": ""}
    place = first.post("/authorities/propose", form).headers["Location"]
    assert "You proposed it, so somebody else must confirm it." in text(first.get(place))
    assert "somebody else must confirm it" in text(first.post(f"{place}/confirm", follow=True))
    assert "Confirmed. From now on it counts." in text(enter(second).post(f"{place}/confirm", follow=True))
    assert authority.holding(office.approver, office.chief, date(2026, 11, 21)) is not None
    first.post(f"{place}/end", {"on": "2026-11-21"})
    assert AuthorityHeld.objects.get().until == date(2026, 11, 21)


def test_an_authority_is_named_in_several_languages(office, enter):
    form = {"code": "chief", "titles_en": "Chief", "titles_zh": "主管"}
    shown = enter(office.administrator).post("/authorities/define", form, follow=True).content.decode()
    assert "Chief" in shown
    client = enter(office.auditor)
    client.post("/language", {"language": "zh-hans"})
    assert "主管" in client.get("/authorities").content.decode()


def test_only_approvers_can_be_chosen(office, enter, clock):
    chief = authority.define(code="chief", titles={}, by=office.administrator, at=clock.now())
    form = {"person": office.desk.pk, "authority": chief.pk, "since": "2026-01-01"}
    assert enter(office.administrator).post("/authorities/propose", form).status_code == 422


def test_ones_own_password(office, enter):
    client = enter(office.desk)
    form = {"present": "wrong", "password": "quite another sentence", "again": "quite another sentence"}
    assert client.post("/account/password", form).status_code == 409
    assert client.post("/account/password", form | {"present": PASSWORD}).headers["Location"] == "/account"
    assert client.get("/account").status_code == 200
    assert Person.objects.get(pk=office.desk.pk).check_password("quite another sentence")


def test_a_token_is_shown_once_and_revoked(office, enter, clock):
    client = enter(office.desk)
    answer = client.post("/account/tokens/new", {"label": "nightly", "days": 30})
    secret = re.search(r"vbl_\w+", answer.content.decode())[0]
    assert token.token_of(secret, at=clock.now()).person == office.desk
    assert (secret in client.get("/account").content.decode(), "nightly" in text(client.get("/account"))) == (
        False,
        True,
    )
    client.post(f"/account/tokens/{AccessToken.objects.get().pk}/revoke")
    with pytest.raises(person.NoSuchToken):
        token.token_of(secret, at=clock.now())


def test_somebody_elses_token_is_not_found(office, enter, clock):
    issued, _ = token.issue(person=office.desk, label="x", second_factor=False, at=clock.now())
    assert enter(office.librarian).post(f"/account/tokens/{issued.pk}/revoke").status_code == 404
