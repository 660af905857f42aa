"""People: invited once, with roles, and gone at once when they are deactivated."""

from datetime import timedelta

import pytest

from tests.domain.spine.told import acts, last
from tests.records.rows import make, person
from verbale.domain.spine import invitation
from verbale.domain.spine import person as people
from verbale.domain.spine import token as tokens
from verbale.records import models as records
from verbale.records.person import Role

pytestmark = pytest.mark.django_db

PASSWORD = "three blue herons"  # noqa: S105


def invite(by, at, **facts):
    given = {"handle": "tiina", "name": "Tiina Aho", "email": "tiina@fi.example", "roles": ["desk"]}
    return people.invite(**(given | facts), by=by, at=at)


def test_an_invited_person_chooses_a_password_once(admin, now):
    invited, secret = invite(admin, now, roles=["desk", "approver", "desk"])
    assert (invited.roles, invited.has_usable_password()) == ({"desk", "approver"}, False)
    assert last()["facts"] == {"handle": "tiina", "roles": ["approver", "desk", "desk"]}
    assert people.invited(secret, at=now) == invited
    people.accept_invitation(secret=secret, password=PASSWORD, at=now)
    invited.refresh_from_db()
    assert invited.check_password(PASSWORD)
    assert acts() == ["person.invited", "person.accepted"]
    with pytest.raises(people.InvitationOver):
        people.accept_invitation(secret=secret, password=PASSWORD, at=now)


def test_the_secret_is_not_kept(admin, now):
    _, secret = invite(admin, now)
    kept = records.Invitation.objects.get().secret_hash
    assert (len(secret), kept != secret, kept) == (48, True, people.secret_hash(secret))


@pytest.mark.parametrize("days", [people.INVITATION_DAYS, people.INVITATION_DAYS + 1])
def test_an_invitation_expires(admin, now, days):
    _, secret = invite(admin, now)
    with pytest.raises(people.InvitationOver):
        people.invited(secret, at=now + timedelta(days=days))


def test_a_new_invitation_ends_the_one_before(admin, now):
    invited, first = invite(admin, now)
    second, _ = invitation.again(person=invited, by=admin, at=now)
    assert people.invited(second, at=now) == invited
    with pytest.raises(people.InvitationOver):
        people.invited(first, at=now)


def test_tokens_end_with_a_lost_password_but_not_with_the_first_invitation(admin, now):
    who, secret = people.invite(handle="new", name="New", email="", roles=["desk"], by=admin, at=now)
    _, script = tokens.issue(person=who, label="script", second_factor=False, at=now)
    people.accept_invitation(secret=secret, password="a sentence is good enough", at=now)
    assert tokens.token_of(script, at=now).person == who
    again, _ = invitation.again(person=who, by=admin, at=now)
    people.accept_invitation(secret=again, password="another sentence is good", at=now)
    with pytest.raises(people.NoSuchToken):
        tokens.token_of(script, at=now)


@pytest.mark.parametrize("secret", ["", "wrong", "00" * 24])
def test_a_secret_that_never_was_is_refused(secret, now):
    with pytest.raises(people.InvitationOver):
        people.invited(secret, at=now)


@pytest.mark.parametrize("role", sorted(set(Role.values) - {"administrator"}))
def test_only_an_administrator_does_these(admin, now, role):
    somebody = person(role, name="Somebody")
    for act in (
        lambda: invite(somebody, now),
        lambda: invitation.again(person=admin, by=somebody, at=now),
        lambda: people.set_roles(person=somebody, roles=["administrator"], by=somebody, at=now),
        lambda: people.deactivate(person=admin, by=somebody, at=now),
    ):
        with pytest.raises(people.NeedsRole) as caught:
            act()
        assert caught.value.facts == {"person": "Somebody", "roles": "administrator"}
    assert acts() == []


@pytest.mark.parametrize(
    ("facts", "error"),
    [
        ({"handle": "aino"}, people.HandleTaken),
        ({"handle": ""}, people.Nameless),
        ({"handle": "a b"}, people.Nameless),
        ({"handle": "a" * 61}, people.Nameless),
        ({"name": " "}, people.Nameless),
        ({"roles": ["king"]}, people.NoSuchRole),
    ],
)
def test_an_invitation_that_makes_no_sense_is_refused(admin, now, facts, error):
    with pytest.raises(error):
        invite(admin, now, **facts)
    assert (records.Person.objects.count(), acts()) == (1, [])


@pytest.mark.parametrize("password", ["", "short", "password1234", "tiina@fi.example"])
def test_a_weak_password_is_refused_and_the_invitation_stays_open(admin, now, password):
    _, secret = invite(admin, now)
    with pytest.raises(people.WeakPassword):
        people.accept_invitation(secret=secret, password=password, at=now)
    assert people.invited(secret, at=now).handle == "tiina"


def test_a_password_is_changed_by_who_knows_it(admin, now):
    people.set_password(admin, PASSWORD)
    with pytest.raises(people.WrongPassword):
        people.change_password(person=admin, present="three red herons", password="four grey geese", at=now)
    people.change_password(person=admin, present=PASSWORD, password="four grey geese", at=now)
    assert (admin.check_password("four grey geese"), acts()) == (True, ["person.password"])


def test_roles_are_replaced(admin, desk, now):
    people.set_roles(person=desk, roles=["auditor", "approver"], by=admin, at=now)
    assert desk.roles == {"auditor", "approver"}
    assert last()["facts"] == {"before": ["desk"], "after": ["approver", "auditor"]}


def test_the_last_administrator_stays(admin, now):
    for act in (
        lambda: people.set_roles(person=admin, roles=["desk"], by=admin, at=now),
        lambda: people.deactivate(person=admin, by=admin, at=now),
    ):
        with pytest.raises(people.LastAdministrator) as caught:
            act()
        assert caught.value.facts == {"person": "Aino Laine"}


def test_one_who_was_deactivated_is_no_other_administrator(admin, second_admin, now):
    people.deactivate(person=second_admin, by=admin, at=now)
    with pytest.raises(people.LastAdministrator):
        people.deactivate(person=admin, by=admin, at=now)


def test_who_is_deactivated_can_do_nothing_any_more(admin, second_admin, now):
    _, secret = tokens.issue(person=second_admin, label="laptop", second_factor=False, at=now)
    people.deactivate(person=second_admin, by=admin, at=now)
    assert (second_admin.is_active, second_admin.roles) == (False, frozenset())
    with pytest.raises(people.NeedsRole):
        people.check_role(second_admin, *Role.values)
    with pytest.raises(people.NoSuchToken):
        tokens.token_of(secret, at=now)
    with pytest.raises(invitation.Deactivated):
        invitation.again(person=second_admin, by=admin, at=now)


def test_an_open_invitation_ends_with_the_access(admin, now):
    invited, secret = invite(admin, now)
    people.deactivate(person=invited, by=admin, at=now)
    with pytest.raises(people.InvitationOver):
        people.accept_invitation(secret=secret, password=PASSWORD, at=now)


def test_one_of_the_roles_is_enough(desk):
    people.check_role(desk, "administrator", "desk")
    with pytest.raises(people.NeedsRole) as caught:
        people.check_role(desk, "administrator", "auditor")
    assert caught.value.facts == {"person": "Liisa Koski", "roles": "administrator / auditor"}


def test_a_person_of_no_role_may_nothing(db):
    with pytest.raises(people.NeedsRole):
        people.check_role(make(records.Person), *Role.values)


def test_the_language_of_pages_is_one_of_theirs(desk):
    people.choose_language(person=desk, language="zh-hans")
    assert records.Person.objects.get(pk=desk.pk).language == "zh-hans"
    with pytest.raises(people.NoSuchPageLanguage):
        people.choose_language(person=desk, language="ru")
