"""All commands, in the groups in which the overview shows them."""

from __future__ import annotations

from collections.abc import Mapping

from verbale.cli.group import Entry

SECTIONS: Mapping[str, tuple[Entry, ...]] = {
    "A node": (
        Entry("init", "init", "Make a node: home, keys, office, first administrator", stores=False),
        Entry("doctor", "doctor", "Say what is wrong with a node and how to mend it"),
        Entry("serve", "processes", "Serve the pages", stores=False),
        Entry("worker", "worker", "Do long work, answer what is due, mail the digest"),
        Entry("carrier", "processes", "Seal, carry and open pouches, in a process of its own", stores=False),
        Entry("demo", "demo", "Walk orders through two nodes, then serve both", stores=False),
        Entry("backup", "backup", "Write a backup of the node", stores=False),
        Entry("restore", "backup", "Make a node from a backup, and verify it", stores=False),
        Entry("upgrade", "worker", "Bring the database to the form of this version"),
    ),
    "You": (
        Entry("login", "login", "Sign in and keep a token for this home"),
        Entry("logout", "login", "Revoke the token in use"),
        Entry("whoami", "login", "Say who is signed in"),
        Entry("inbox", "inbox", "What waits for you, the most pressing first"),
        Entry("search", "search", "Search everything you may see"),
    ),
    "Orders of a partner": (
        Entry("order", "order", "List, enter, clarify, decide and fulfil a partner's orders"),
        Entry("approval", "approval", "What waits for your approval; grant or refuse it"),
        Entry("document", "document", "Documents: list, look at, save"),
        Entry("account", "account", "What each side owes and delivered"),
    ),
    "Commission": (
        Entry("session", "session", "Sessions: plan, move, tell; what is due; the calendar"),
        Entry("report", "report", "Reports: due, issued, remarked on; read one in, mark what it says", stores=False),
        Entry("waiting", "waiting", "Decisions deferred and questions kept until they are answered"),
        Entry("programme", "programme", "Programmes: conditions, sectors, complexes, how far each is"),
        Entry("body", "acting_body", "Institutes, cities and provinces that act in programmes"),
        Entry("visit", "visit", "Visits: plan, move, check assignment by assignment"),
        Entry("talk", "talk", "Talks by speaker; that no promises were made"),
        Entry("delegation", "delegation", "Who comes for each side, with the office of that day"),
        Entry("adoption", "adoption", "Whether governments adopt conclusions, and who implements them"),
    ),
    "What was promised": (
        Entry("due", "due", "Commitments that are overdue or due, ours first"),
        Entry("commitment", "commitment", "Commitments: record, confirm, change, move, tell; funds, delays"),
        Entry("reminder", "reminder", "Rules of reminders: so many days before and after a date"),
    ),
    "Our orders to a partner": (Entry("need", "need", "Open, send and follow our own orders; confirm receipt"),),
    "Catalogues": (Entry("catalogue", "catalogue", "Import, search, publish; find in a partner's catalogue"),),
    "Rules": (
        Entry("rules", "rules", "Read a rulebook, decide by it, check it; needs no node", stores=False),
        Entry("policy", "policy", "Dated policies and the partners they are used for"),
        Entry("instrument", "instrument", "Papers signed elsewhere, and their approval chains"),
        Entry("caveat", "caveat", "Markings that rulebooks may demand"),
    ),
    "Office": (
        Entry("office", "office", "What is set about the office"),
        Entry("person", "person", "Invite people, give roles, deactivate"),
        Entry("authority", "authority", "Authorities and who holds them, granted by two people"),
        Entry("token", "token", "Tokens for scripts: create, list, revoke"),
        Entry("partner", "partner", "Partners: keys, folders, addresses, channels, contact units"),
        Entry("text", "text", "Texts on which both agree: propose, approve, conclude, prove"),
        Entry("commission", "commission", "Joint commissions: found one, list those in force"),
        Entry("minutes", "minutes", "Minutes in two languages: write, check, print, sign, verify", stores=False),
        Entry("contact", "contact", "Contact bodies: name ours, tell a partner, list theirs"),
        Entry("correspondence", "correspondence", "The log of letters, talks, assurances, instructions"),
        Entry("digest", "digest", "Send the mail digest of what is due"),
    ),
    "Records": (
        Entry("journal", "journal", "Verify, read and export the journal; erase a payload"),
        Entry("pouch", "pouch", "Pouches that left and that came: list, send, verify, replay"),
        Entry("erasure", "erasure", "Retention rules; erase by two people; ask partners to erase"),
        Entry("export", "export", "Write a table as CSV, XLSX or JSON"),
    ),
}
