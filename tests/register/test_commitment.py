"""Commitments: who fulfils and who controls, imprecise dates beside our own, milestones, delays, funds."""

from __future__ import annotations

from typing import Any

from tests.register.office import Office, last_part
from tests.web.shelf import text_of
from verbale.records.commitment import Commitment, CommitmentPart, Fund

AS_OF = "1987-10-20"


def recorded(office: Office, number: str, *, bound: str = "both", **said: str) -> str:
    """A commitment recorded at the page; its identifier."""
    names = ("in_charge", "participants", "leading", "coordinator", "controls", "due", "due_as_written", "own_due",
             "stages", "complex")  # fmt: skip
    facts = dict.fromkeys(names, "") | {"number": number, "text": f"Conclusion {number}.", "bound": bound} | said
    return last_part(office.send("ada", "commitment-record", partner=office.desk.partner.pk, **facts))


def recorded_by_command(office: Office, number: str, *options: str, bound: str = "both") -> Any:
    """The same at the terminal; what it tells."""
    words = (number, f"Conclusion {number}.", "--partner", office.desk.partner.code, "--side", bound)
    return office.run("ada", "commitment", "record", *words, *options)


def act(office: Office, identifier: str, name: str, **said: str) -> None:
    office.send("ada", "commitment-act", identifier, name, **said)


def shown(office: Office, identifier: str) -> str:
    """The page of a commitment as the auditor reads it."""
    return text_of(office.read("otto", "commitment", identifier))


def control(office: Office, **asked: str) -> str:
    return text_of(office.read("otto", "control", as_of=AS_OF, **asked))


def parts(identifier: str) -> list[tuple[str, str, str]]:
    return list(CommitmentPart.objects.filter(commitment=identifier).values_list("part", "who", "subject"))


class TestCommitments:
    def test_s101_who_fulfils_and_who_controls_every_task(self, office):
        first = recorded(office, "1", in_charge="Ministry of Science", controls="Chancellery")
        second = recorded(office, "2")
        page = control(office, show="all")
        assert [words in page for words in ("controlled by Chancellery", "nobody controls it")] == [True, True]
        members = {
            "in_charge": "Academy",
            "participants": "",
            "leading": "",
            "coordinator": "",
            "controls": "Secretary",
        }
        act(office, second, "name", **members)
        assert [words in shown(office, second) for words in ("Academy", "In charge", "Secretary", "Controls")] == [
            True
        ] * 4
        assert "nobody controls it" not in control(office, show="all")
        given = ("--in-charge", "Ministry of Science", "--controls", "Chancellery")
        third = recorded_by_command(office, "3", *given)["id"]
        named = office.run("ada", "commitment", "name", third, "--in-charge", "Academy", "--controls", "Secretary")
        assert (named["in_charge"], named["controls"]) == (["Academy"], ["Secretary"])
        assert office.run("otto", "commitment", "show", third)["members"] == named["members"]
        told = office.run("otto", "due", "--as-of", AS_OF, "--who", "academy")
        assert [(one["number"], one["controls"]) for one in told] == [("2", ["Secretary"]), ("3", ["Secretary"])]
        assert parts(first) == [("in charge", "Ministry of Science", ""), ("controls", "Chancellery", "")]

    def test_s103_our_own_earlier_date_beside_the_one_agreed(self, office):
        due = {"due": "../1987-12-31", "due_as_written": "by the end of 1987"}
        first = recorded(office, "1", own_due="1987-11", **due)
        second = recorded(office, "2", **due)
        act(office, second, "own", due="1987-10-15", reason="The partner's time is short")
        page = shown(office, second)
        words = ("by 31 December 1987", "15 October 1987", "the partner does not see this")
        assert [one in page for one in words] == [True] * 3
        assert "November 1987" in shown(office, first)
        rows = office.read("otto", "control", as_of=AS_OF, days="60").context["found"].listed
        assert [(row.number, row.timing, row.due) for row in rows] == [
            ("2", "overdue", "../1987-12-31"), ("1", "due", "../1987-12-31"),
        ]  # fmt: skip
        third = recorded_by_command(office, "3", "--due", "../1987-12-31", "--own-due", "1987-11")["id"]
        told = office.run("ada", "commitment", "move", third, "1987-10-15", "--own", "--reason", "Time is short")
        assert (told["due"], told["own_due"]) == ("../1987-12-31", "1987-10-15")
        listed = office.run("otto", "due", "--as-of", AS_OF, "--days", "10")
        assert [(one["number"], one["own_due"]) for one in listed if one["timing"] == "overdue"] == [
            ("2", "1987-10-15"), ("3", "1987-10-15"),
        ]  # fmt: skip
        partner = office.desk.partner
        dates = {"supplement_by": "../1987-12-31", "own_supplement_by": "1987-11"}
        sent = office.send("ada", "programme-record", partner=partner.pk, titles_en="To 1990", **dates)
        page = text_of(office.read("otto", "programme", last_part(sent)))
        assert [one in page for one in ("by 31 December 1987", "November 1987")] == [True] * 2
        given = ("--supplement-by", "../1987-12-31", "--own-supplement-by", "1987-11")
        made = office.run("ada", "programme", "record", partner.code, "--title", "To 1990", *given)
        told = office.run("otto", "programme", "show", made["id"])
        assert (told["supplement_by"], told["own_supplement_by"]) == ("../1987-12-31", "1987-11")

    def test_s106_a_partners_delay_with_apology_reason_and_new_promise(self, office):
        first = recorded(office, "1", bound="theirs", due="1986-10")
        second = recorded_by_command(office, "2", "--due", "1986-10", bound="theirs")["id"]
        assert control(office, show="unanswered").count("no answer") == 2
        unanswered = ("due", "--as-of", AS_OF, "--show", "unanswered")
        assert [one["was_due"] for one in office.run("otto", *unanswered)] == ["1986-10", "1986-10"]
        act(
            office, first, "delay", said_on="1987-05-14", source="Talk of 14 May", milestone="", reason="A reshuffle",
            apology="The minister regretted it", due="1987-12", promised="Negotiators are named | 1987-06",
        )  # fmt: skip
        words = ("A reshuffle", "The minister regretted it", "December 1987", "14 May 1987", "Negotiators are named")
        assert [one in shown(office, first) for one in words] == [True] * 5
        told = office.run(
            "ada", "commitment", "delay", second, "--on", "1987-05-14", "--source", "Talk of 14 May",
            "--due", "1987-12", "--reason", "A reshuffle", "--apology", "The minister regretted it",
            "--promised", "Negotiators are named | 1987-06",
        )  # fmt: skip
        assert office.run("otto", "commitment", "show", second) == told
        (late,) = [one for one in told["delays"] if not one["milestone"]]
        assert [late[name] for name in ("was_due", "answered_on", "reason", "apology", "promised")] == [
            "1986-10", "1987-05-14", "A reshuffle", "The minister regretted it", "1987-12",
        ]  # fmt: skip
        assert [one["milestone"] for one in office.run("otto", *unanswered)] == ["Negotiators are named"] * 2
        assert control(office, show="moved").count("The minister regretted it") == 2

    def test_s114_numbered_conclusions_with_all_who_take_part(self, office):
        first = recorded(
            office, "2a", proposal="on", in_charge="Ministry A\r\nMinistry B", participants="Institute | Lasers",
            leading="Prof. C | Lasers", coordinator="The secretary",
        )  # fmt: skip
        form = office.read("ada", "commitment-confirm", first).context["form"]
        kept = {name: form[name].value() or "" for name in form.fields}
        office.send("ada", "commitment-confirm", first, **{**kept, "number": "2b"})
        words = ("Commitment 2b", "Ministry A", "Ministry B", "Institute", "Prof. C", "Leading expert", "Coordinates")
        assert [one in shown(office, first) for one in words] == [True] * 7
        everybody = [
            ("in charge", "Ministry A", ""), ("in charge", "Ministry B", ""), ("participant", "Institute", "Lasers"),
            ("leading expert", "Prof. C", "Lasers"), ("coordinator", "The secretary", ""),
        ]  # fmt: skip
        assert parts(first) == everybody
        second = recorded_by_command(
            office, "3a", "--proposal", "--in-charge", "Ministry A", "--in-charge", "Ministry B", "--participant",
            "Institute | Lasers", "--leading", "Prof. C | Lasers", "--coordinator", "The secretary",
        )["id"]  # fmt: skip
        assert office.run("ada", "commitment", "confirm", second, "--number", "3b")["number"] == "3b"
        assert parts(second) == everybody
        assert office.run("otto", "commitment", "show", "FI-NHI/3b")["id"] == second
        assert [one["number"] for one in office.run("otto", "commitment", "list", "--state", "open")] == ["3b", "2b"]
        assert [row.number for row in office.read("otto", "commitments", state="open").context["page"]] == ["3b", "2b"]

    def test_s115_dates_as_papers_give_them(self, office):
        forms = {
            "1": ("1987-10", "October 1987"), "2": ("immediately:1987-05-18", "immediately, said on 18 May 1987"),
            "3": ("../1987-12-31", "by 31 December 1987"), "4": ("1987-06/1987-10", "June 1987 to October 1987"),
            "5": ("", ""), "6": ("1988/..", "from 1988 on"), "7": ("immediately", "immediately"),
        }  # fmt: skip
        pages = {
            recorded(office, number, due=due, due_as_written="as it says"): told
            for number, (due, told) in forms.items()
        }
        assert [told in shown(office, identifier) for identifier, told in pages.items()] == [True] * 7
        rows = office.read("otto", "control", as_of=AS_OF, days="80", show="all").context["found"].rows
        timings = {row.number: row.timing for row in rows}
        assert timings == {
            "1": "due", "2": "overdue", "3": "due", "4": "due", "5": "undated", "6": "due", "7": "due",
        }  # fmt: skip
        for number, (due, _) in forms.items():
            assert recorded_by_command(office, f"{number}c", "--due", due)["due"] == (due or None)
        told = office.run("otto", "due", "--as-of", AS_OF, "--days", "80")
        assert {one["number"].rstrip("c"): one["timing"] for one in told} == timings
        assert len(told) == 14

    def test_s116_milestones_within_one_task(self, office):
        first = recorded(office, "2", stages="Proposals are handed over | 1987-06 | in June\r\nAgreements | 1987-10")
        (row,) = office.read("otto", "control", as_of=AS_OF).context["found"].rows
        assert (row.pressing, row.timing, row.pressing_due) == ("Proposals are handed over", "overdue", "1987-06")
        assert "Proposals are handed over: June 1987" in control(office)
        act(office, first, "reach", milestone="1", on="1987-06-29")
        act(office, first, "step", what="Agreements in force", due="1988", as_written="")
        words = (
            "1. Proposals are handed over",
            "29 Jun 1987",
            "2. Agreements",
            "October 1987",
            "3. Agreements in force",
        )
        assert [one in shown(office, first) for one in words] == [True] * 5
        assert "Agreements" in control(office)
        given = ("--milestone", "Proposals are handed over | 1987-06 | in June", "--milestone", "Agreements | 1987-10")
        second = recorded_by_command(office, "3", *given)["id"]
        office.run("ada", "commitment", "reach", second, "1", "--on", "1987-06-29")
        told = office.run("ada", "commitment", "step", second, "Agreements in force | 1988")
        assert [(one["what"], one["due"], one["done_on"]) for one in told["milestones"]] == [
            ("Proposals are handed over", "1987-06", "1987-06-29"), ("Agreements", "1987-10", None),
            ("Agreements in force", "1988", None),
        ]  # fmt: skip
        assert [one["timing"] for one in office.run("otto", "due", "--as-of", AS_OF)] == ["due", "due"]

    def test_s117_funds_on_which_two_ministers_agree(self, office):
        first = recorded(office, "5")
        money = {
            "as_written": "about two million", "amount": "2000000", "currency": "clearing units",
            "reserved_in": "Trade agreement of 1988", "jointly": "on",
        }  # fmt: skip
        alone = office.answered("ada", "commitment-act", first, "fund", **money, agreed_by="Minister A")
        assert (alone.status_code, "Name at least two of them" in text_of(alone)) == (400, True)
        act(office, first, "fund", **money, agreed_by="Minister A\r\nMinister B")
        act(office, first, "agree", fund=Fund.objects.get().pk, agreed_by="Minister C")
        words = ("about two million", "2,000,000.00 clearing units", "Trade agreement of 1988",
                 "Minister A, Minister B, Minister C")  # fmt: skip
        assert [one in shown(office, first) for one in words] == [True] * 4
        second = recorded_by_command(office, "6")["id"]
        given = ("--amount", "2000000", "--currency", "clearing units", "--reserved-in", "Trade agreement of 1988")
        both = ("--agreed-by", "Minister A", "--agreed-by", "Minister B", "--jointly")
        (fund,) = office.run("ada", "commitment", "fund", second, "about two million", *given, *both)["funds"]
        office.run("ada", "commitment", "agree", second, fund["id"], "--agreed-by", "Minister C")
        assert office.run("otto", "commitment", "show", second)["funds"] == [
            fund | {"agreed_by": ["Minister A", "Minister B", "Minister C"]}
        ]
        assert Commitment.objects.count() == 2
