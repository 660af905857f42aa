"""Commitments: what was concluded, who is in charge, by when, with which state, moves, evidence and funds."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from verbale.records.document import Document
from verbale.records.party import Party
from verbale.records.person import Person
from verbale.records.programme import Complex
from verbale.records.record import Record, one_of
from verbale.records.report import Report
from verbale.records.text import Text, TextReads


class Bound(models.TextChoices):
    """Which side a commitment binds."""

    OURS = "ours", _("Ours")
    THEIRS = "theirs", _("Theirs")
    BOTH = "both", _("Both sides")


class CommitmentState(models.TextChoices):
    """Where a commitment stands."""

    PROPOSED = "proposed", _("Proposed")
    """Read from a report; nobody has confirmed it yet."""
    OPEN = "open", _("Open")
    UNDER_WAY = "under way", _("Under way")
    DONE = "done", _("Done")
    PARTLY = "partly done", _("Partly done")
    NOT_DONE = "not done", _("Not done")
    DROPPED = "dropped", _("Dropped")
    SUPERSEDED = "superseded", _("Superseded")


class Commitment(Record):
    """What a side is to do, from one sentence of one source (COMMISSION.md, 8.1)."""

    partner = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="commitments")
    number = models.CharField(_("number"), max_length=40)
    text = models.TextField(_("in words"))
    bound = models.CharField(_("binds"), max_length=8, choices=Bound)
    due = models.CharField(_("due"), max_length=40, blank=True)
    """The date agreed, imprecise as it was written (``kernel.imprecise``)."""
    due_as_written = models.CharField(_("due, as written"), max_length=300, blank=True)
    own_due = models.CharField(_("our own date"), max_length=40, blank=True)
    """Our own, earlier date, of which the partner learns nothing (S103)."""
    state = models.CharField(_("state"), max_length=12, choices=CommitmentState)
    agreed = models.ForeignKey(Text, on_delete=models.PROTECT, null=True, related_name="commitments")
    """The agreed text it comes from, with the article; or the report, with the place in it."""
    revision = models.CharField(max_length=64, blank=True)
    article = models.CharField(max_length=20, blank=True)
    report = models.ForeignKey(Report, on_delete=models.PROTECT, null=True, related_name="commitments")
    start = models.PositiveIntegerField(null=True)
    end = models.PositiveIntegerField(null=True)
    sector_complex = models.ForeignKey(Complex, on_delete=models.PROTECT, null=True, related_name="commitments")
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()
    moved_at = models.DateTimeField()
    """When its state or date last changed."""

    objects = TextReads["Commitment"].as_manager()

    class Meta:
        ordering = ["recorded_at", "number"]
        constraints = [
            one_of("bound", Bound, "commitment_bound_known"),
            one_of("state", CommitmentState, "commitment_state_known"),
            models.CheckConstraint(
                condition=Q(agreed__isnull=False, report=None) | Q(agreed=None), name="commitment_one_source"
            ),
        ]

    def __str__(self) -> str:
        return self.number


class PartIn(models.TextChoices):
    """What a body or person has to do with a commitment."""

    IN_CHARGE = "in charge", _("In charge")
    PARTICIPANT = "participant", _("Participates")
    LEADING = "leading expert", _("Leading expert")
    COORDINATOR = "coordinator", _("Coordinates")
    CONTROLS = "controls", _("Controls")


class CommitmentPart(Record):
    """One body or person of a commitment; of a subject within it where the source names subjects (S101, S114)."""

    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="parts")
    place = models.PositiveSmallIntegerField()
    part = models.CharField(_("part"), max_length=16, choices=PartIn)
    who = models.CharField(_("who"), max_length=300)
    subject = models.CharField(_("subject"), max_length=300, blank=True)

    objects = TextReads["CommitmentPart"].as_manager()

    class Meta:
        ordering = ["commitment", "place"]
        constraints = [
            models.UniqueConstraint(fields=["commitment", "place"], name="commitment_part_place_once"),
            one_of("part", PartIn, "commitment_part_known"),
        ]


class Milestone(Record):
    """A step of a commitment with a date of its own (S116)."""

    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="milestones")
    place = models.PositiveSmallIntegerField()
    what = models.TextField(_("step"))
    due = models.CharField(_("due"), max_length=40, blank=True)
    due_as_written = models.CharField(_("due, as written"), max_length=300, blank=True)
    done_on = models.DateField(_("done on"), null=True)

    objects = TextReads["Milestone"].as_manager()

    class Meta:
        ordering = ["commitment", "place"]
        constraints = [models.UniqueConstraint(fields=["commitment", "place"], name="milestone_place_once")]


class CommitmentChange(Record):
    """One change of a commitment's state, with its reason and evidence (8.3)."""

    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="changes")
    before = models.CharField(max_length=12)
    after = models.CharField(max_length=12)
    reason = models.TextField(_("reason"), blank=True)
    evidence = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = TextReads["CommitmentChange"].as_manager()

    class Meta:
        ordering = ["commitment", "at"]


class CommitmentMove(Record):
    """One date that a commitment or its milestone had before it was moved: by whom, why, with which apology (S106)."""

    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="moves")
    milestone = models.ForeignKey(Milestone, on_delete=models.PROTECT, null=True, related_name="moves")
    before = models.CharField(max_length=40, blank=True)
    after = models.CharField(max_length=40, blank=True)
    own = models.BooleanField(default=False)
    """Whether it is our own date that moved, not the agreed one."""
    side = models.CharField(_("who moved it"), max_length=64)
    reason = models.TextField(_("reason"))
    apology = models.TextField(_("apology"), blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    objects = TextReads["CommitmentMove"].as_manager()

    class Meta:
        ordering = ["commitment", "at"]


class CommitmentWord(Record):
    """The partner's last word on a commitment that follows from a shared article (1.2)."""

    commitment = models.OneToOneField(Commitment, on_delete=models.PROTECT, related_name="word")
    state = models.CharField(max_length=12, choices=CommitmentState)
    due = models.CharField(max_length=40, blank=True)
    reason = models.TextField(blank=True)
    apology = models.TextField(blank=True)
    told_at = models.DateTimeField()

    objects = TextReads["CommitmentWord"].as_manager()


class Fund(Record):
    """Funds for a commitment: as written, reserved where, agreed by whom (S117)."""

    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="funds")
    amount = models.DecimalField(_("amount"), max_digits=20, decimal_places=2, null=True)
    currency = models.CharField(_("currency or unit"), max_length=40, blank=True)
    as_written = models.CharField(_("as written"), max_length=300)
    reserved_in = models.CharField(_("reserved in"), max_length=300, blank=True)
    agreed_by = models.JSONField(_("agreed by"), default=list)
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    objects = TextReads["Fund"].as_manager()

    class Meta:
        ordering = ["commitment", "recorded_at"]


class ReminderRule(Record):
    """When a reminder of commitments goes out: so many days before the date, and every so many days after it."""

    days_before = models.PositiveSmallIntegerField(_("days before"))
    every = models.PositiveSmallIntegerField(_("then every … days"), null=True)
    bound = models.CharField(_("of which"), max_length=8, choices=Bound)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects = TextReads["ReminderRule"].as_manager()

    class Meta:
        ordering = ["made_at"]
        constraints = [one_of("bound", Bound, "reminder_bound_known")]


class ReminderSent(Record):
    """A reminder that went out: one a commitment, day and person."""

    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="reminders")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()

    objects = TextReads["ReminderSent"].as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["commitment", "person", "on"], name="reminder_once_a_day")]
