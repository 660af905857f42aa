"""People at the terminal."""

from verbale.records.person import AuthorityHeld, Role


def test_who_is_invited_again_has_authorities_confirmed_again(hire, partner):
    admin, other = hire("admin"), hire("other")
    told = admin.done("person", "invite-again", "committee")
    assert told["to_confirm_again"] == ["committee"]
    held = AuthorityHeld.objects.get(person__handle="committee")
    assert (held.proposed_by.handle, held.confirmed_by) == ("admin", None)
    assert admin.run("authority", "confirm", held.pk).exit_code == 1
    other.done("authority", "confirm", held.pk)
    said = admin.run("person", "invite-again", "committee").stdout.splitlines()
    assert said[1:] == ["Until another administrator confirms them again, these do not count: committee."]


def test_who_holds_nothing_is_just_invited_again(hire, partner):
    hire("desk", Role.DESK)
    said = hire("admin").run("person", "invite-again", "desk").stdout.splitlines()
    assert [line.split(" at: ")[0] for line in said] == ["Desk chooses a password within 14 days"]
