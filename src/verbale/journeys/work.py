"""Long work: asked for from a page, done by the worker; begun again after a crash, it does nothing twice.

A page asks with ``ask_import``, ``ask_offer`` or ``ask_check``; the worker calls ``run_job``, and ``resume``
when it starts.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext, override
from django_tasks import task

from verbale.domain.cycle import descent, holding, rulebook, what_if
from verbale.domain.cycle.edition import NothingCorrected, check_may_follow, import_edition
from verbale.domain.cycle.likeness import check_bytes_are_new
from verbale.domain.cycle.lookup import LookupChange
from verbale.domain.spine import job as jobs
from verbale.domain.spine import policy
from verbale.domain.spine.office import day_of
from verbale.domain.spine.person import check_role
from verbale.engines import catalogue
from verbale.kernel.canonical import Json
from verbale.kernel.clock import SystemClock
from verbale.kernel.errors import Faulty, NotFound, VerbaleError
from verbale.records import files
from verbale.records.document import StoredFile
from verbale.records.holding import Edition, Lookup, Offer
from verbale.records.job import Job, JobState
from verbale.records.party import Party
from verbale.records.person import Person, Role
from verbale.records.policy_draft import PolicyDraft

IMPORT, PUBLISH = "import edition", "publish offer"
CHECK, WEIGH = "check rulebook", "weigh lookups"
UNIT = "records"

Result = Mapping[str, Json]
Progress = Callable[[int], None]
log = logging.getLogger(__name__)


class BrokenOff(Faulty):
    """The work broke off through a fault of the program or the machine ({kind}). Ask for it again; if it breaks off
    again, tell your administrator, who finds more in the worker's output."""


@transaction.atomic
def ask_import(
    *, file: StoredFile, name: str, distribution: str, reason: str, by: Person, at: datetime, origin: str = "",
    publisher_class: str = "", form: str = "", mapping: catalogue.ColumnMapping | None = None, follows: str = "",
    corrections: bool = False, most_may_go: bool = False, another_source: bool = False,
) -> Job:  # fmt: skip
    """Asks for a stored file to be imported under a named person's statement, which is checked at once (S4).

    ``form`` is one of ``catalogue.FORMS``, empty: told by the content; tables and JSON lines need a ``mapping``.
    ``follows`` is the identifier of the edition before it; how it follows is said as ``import_edition`` takes it.
    """
    check_role(by, Role.DESK)
    if before := _edition(follows):
        check_may_follow(before)
    elif corrections:
        raise NothingCorrected()
    elif not another_source:
        check_bytes_are_new(file.sha256)
    day = day_of(at)
    catalogue.Statement(distribution, reason, by.name, day, origin or None, publisher_class or None)
    argument = {
        "sha256": file.sha256, "name": name, "distribution": distribution, "reason": reason,
        "origin": origin, "publisher_class": publisher_class, "form": form,
        "mapping": mapping.as_json() if mapping else None, "follows": follows, "corrections": corrections,
        "most_may_go": most_may_go, "another_source": another_source,
    }  # fmt: skip
    return _ask(IMPORT, argument, records_in(file, by_line=mapping is not None), by, at)


@transaction.atomic
def ask_offer(*, partner: Party, editions: Sequence[Edition], by: Person, at: datetime) -> Job:
    """Asks for a partner's catalogue to be published from editions, under the policy in force for it (S65)."""
    check_role(by, Role.DESK)
    if not editions:
        raise holding.NothingToOffer()
    policy.in_use(partner=partner, day=day_of(at))
    argument = {"partner": partner.pk, "editions": [edition.pk for edition in editions]}
    return _ask(PUBLISH, argument, sum(edition.records for edition in editions), by, at)


@transaction.atomic
def ask_check(*, draft: PolicyDraft, by: Person, at: datetime) -> Job:
    """Asks for a drafted rulebook to be checked with a review of our editions."""
    check_role(by, Role.DESK, Role.ADMINISTRATOR)
    return _ask(CHECK, {"draft": draft.pk}, rulebook.records_to_review(), by, at)


def _ask(what: str, argument: Mapping[str, Json], total: int, by: Person, at: datetime) -> Job:
    job = jobs.ask(what=what, argument=argument, by=by, at=at, unit=UNIT, total=total or None)
    run_job.enqueue(job.pk)
    return job


_END_OF_RECORD = re.compile(rb"\x1d|</(?:\w{1,20}:)?record>|\nER  -")
_END_OF_LINE = re.compile(rb"\n")


def records_in(file: StoredFile, *, by_line: bool = False) -> int:
    """About how many records a source holds, by their ends; for showing how far its import is."""
    found, before = 0, b""
    end = _END_OF_LINE if by_line else _END_OF_RECORD
    with files.read(file.sha256) as stream:
        while chunk := stream.read(files.CHUNK):
            found += len(end.findall(before + chunk)) - len(end.findall(before))
            before = (before + chunk)[-40:]
    return found


@task()
def run_job(job_id: str) -> None:
    """Does a piece of long work once; whatever goes wrong stands on its page in words."""
    job = Job.objects.select_related("asked_by").get(pk=job_id)
    if job.state in (JobState.DONE, JobState.FAILED):
        return
    progress = jobs.begin(job)
    try:
        result, done = _KINDS[job.what](job, progress)
        jobs.end(job, result=result, done=done, at=SystemClock().now())
    except Exception as fault:
        known = fault if isinstance(fault, VerbaleError) else BrokenOff(kind=type(fault).__name__)
        if known is not fault:
            log.exception("The work %s broke off", job.pk)
        with override(job.asked_by.language):
            jobs.fail(job, why=known.sentence(gettext), at=SystemClock().now())


def resume() -> int:
    """Begins again what a killed worker left running; call it when the one worker starts. Returns how many."""
    left = Job.objects.filter(state=JobState.RUNNING)
    for job in left:
        run_job.enqueue(job.pk)
    return len(left)


def _import(job: Job, progress: Progress) -> tuple[Result, int]:
    told = job.argument
    edition = _imported_before(job)
    if edition is None:
        with files.read(told["sha256"]) as stream:
            edition, _ = import_edition(
                stream=stream, name=told["name"], distribution=told["distribution"], reason=told["reason"],
                by=job.asked_by, at=SystemClock().now(), progress=progress, origin=told["origin"] or None,
                publisher_class=told["publisher_class"] or None, form=told.get("form") or None,
                mapping=catalogue.ColumnMapping.from_json(told["mapping"]) if told.get("mapping") else None,
                follows=_edition(told["follows"]), corrections=told["corrections"], most_may_go=told["most_may_go"],
                another_source=told.get("another_source", False),
            )  # fmt: skip
    done = edition.records + edition.faulty
    remarks = {kind: count.records for kind, count in catalogue.count_remarks(descent.opened(edition)).items()}
    return {"edition": edition.pk, "records": edition.records, "faulty": edition.faulty, "remarks": remarks}, done


def _publish(job: Job, progress: Progress) -> tuple[Result, int]:
    offer = _published_before(job)
    if offer is None:
        partner = Party.objects.filter(pk=job.argument["partner"]).first()
        if partner is None:
            raise NotFound(what="partner", which=job.argument["partner"])
        editions = list(Edition.objects.filter(pk__in=job.argument["editions"]).order_by("imported_at", "pk"))
        offer = holding.publish_offer(
            partner=partner, editions=editions, by=job.asked_by, at=SystemClock().now(), progress=progress
        )
    return {"offer": offer.pk, "reviewed": offer.reviewed, "offered": offer.offered}, offer.reviewed


def _edition(identifier: str) -> Edition | None:
    """The edition that is to be followed; None where none is named."""
    if not identifier:
        return None
    found = Edition.objects.filter(pk=identifier).first()
    if found is None:
        raise NotFound(what="edition", which=identifier)
    return found


def _check(job: Job, progress: Progress) -> tuple[Result, int]:
    draft = PolicyDraft.objects.filter(pk=job.argument["draft"]).first()
    if draft is None:
        raise NotFound(what="draft of a policy", which=job.argument["draft"])
    progress(0)
    made = rulebook.check(draft=draft, by=job.asked_by, at=SystemClock().now())
    return {"policydraft": made.pk, "state": made.state}, made.review["records"]


def _weigh(job: Job, progress: Progress) -> tuple[Result, int]:
    """What changes of the lookup tables would do, each beside what its line means now."""
    changes = changes_of(job)
    told = what_if.what_if(changes=changes, day=day_of(job.asked_at), progress=progress)
    means = {(line.table, line.key): line.value for line in Lookup.objects.all()}
    shown = [{**change.as_json(), "before": means.get((change.table, change.key), "")} for change in changes]
    return {"lookupeffect": job.pk, "changes": shown, **told}, told["records"]


def changes_of(job: Job) -> list[LookupChange]:
    """The changes of the lookup tables that are weighed."""
    return [LookupChange(**change) for change in job.argument["changes"]]


def _imported_before(job: Job) -> Edition | None:
    """The edition that this job made before it was killed, so that it is not made twice."""
    made = Edition.objects.filter(imported_by=job.asked_by, imported_at__gte=job.asked_at)
    made = made.filter(digest=job.argument["sha256"], name=job.argument["name"])
    return made.exclude(pk__in=_results(job, "edition")).order_by("imported_at").first()


def _published_before(job: Job) -> Offer | None:
    made = Offer.objects.filter(published_by=job.asked_by, published_at__gte=job.asked_at)
    made = made.filter(partner=job.argument["partner"])
    return made.exclude(pk__in=_results(job, "offer")).order_by("published_at").first()


def _results(job: Job, name: str) -> list[str]:
    """What other jobs of the same kind made."""
    others = Job.objects.filter(what=job.what, state=JobState.DONE).exclude(pk=job.pk)
    return [result[name] for result in others.values_list("result", flat=True)]


_KINDS: Mapping[str, Callable[[Job, Progress], tuple[Result, int]]] = {
    IMPORT: _import, PUBLISH: _publish, CHECK: _check, WEIGH: _weigh,
}  # fmt: skip
