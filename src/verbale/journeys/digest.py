"""The mail digest: each person's inbox, once a day, to those who gave an address.

What a rule of reminders brings is in it on the days of the rule only, and once a day.
"""

from __future__ import annotations

from datetime import datetime

from django.core.mail import EmailMessage, get_connection
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from verbale.domain.books.inbox import inbox
from verbale.domain.books.task import Task
from verbale.domain.cycle.reminder import claim
from verbale.domain.spine.office import day_of, office
from verbale.records.person import Person


def send_digests(*, at: datetime) -> list[str]:
    """Mails every active person with an address what waits for them; returns the addresses. No secret is in it."""
    sent = []
    people = Person.objects.filter(is_active=True).exclude(email="")
    connection = _connection()
    for person in people.order_by("handle"):
        reminded = claim(person=person, on=day_of(at))
        with translation.override(person.language):
            tasks = [one for one in inbox(person=person, at=at) if not one.reminds or one.thing_id in reminded]
            message = _message(person, tasks)
        if tasks:
            message.connection = connection
            message.send()
            sent.append(person.email)
    return sent


def _connection() -> object:
    ours = office()
    if not ours.mail_host:
        return get_connection()
    backend = "django.core.mail.backends.smtp.EmailBackend"
    return get_connection(backend, host=ours.mail_host, port=ours.mail_port, timeout=20)


def _message(person: Person, tasks: list[Task]) -> EmailMessage:
    subject = ngettext("%(count)d thing waits for you", "%(count)d things wait for you", len(tasks))
    lines = [_line(task) for task in tasks]
    body = "\n".join([_("What waits for %(name)s:") % {"name": person.name}, "", *lines])
    sender = office().mail_from or "verbale@localhost"
    return EmailMessage(subject % {"count": len(tasks)}, body, sender, [person.email])


def _line(task: Task) -> str:
    due = f" — {_('due')} {task.due.isoformat()}" if task.due else ""
    return f"• {task.what} {task.about}{due}"
