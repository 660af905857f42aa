"""Minutes between our node and a partner played by its key: their wording agreed act by act, their paper signed."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from tests.domain.cycle.bureau import Bureau
from tests.domain.cycle.sitting import found, govern, grant
from tests.domain.spine.other_side import OtherSide
from tests.records.rows import make
from verbale.domain.cycle import minutes as minutes_of
from verbale.domain.cycle import minutes_answer, minutes_signing, signing_certificate
from verbale.domain.cycle.minutes_heading import Heading, Signing, session_article
from verbale.domain.cycle.minutes_paper import prepared
from verbale.domain.spine import document, text
from verbale.engines import agreement, signature
from verbale.engines.agreement import Kind
from verbale.records import files
from verbale.records import models as records
from verbale.records.minutes import Minutes, SignedPaper, SigningCertificate
from verbale.records.text import Text

LANGUAGES = ("zh", "ru")
PASSPHRASE = "ten green bottles"
HEADS = {
    "OURS": ("Franz Egli", {"zh": "弗朗茨·埃格利", "ru": "Франц Эгли"}, {"zh": "我方", "ru": "Наша сторона"}),
    "THEIRS": ("Lin Hai", {"zh": "林海", "ru": "Линь Хай"}, {"zh": "对方", "ru": "Другая сторона"}),
}


def heading(commission: str = "7" * 26, sides: tuple[str, str] = ("OURS", "THEIRS"), **changed: Any) -> Heading:
    """The first session of a commission, from 10 to 16 May 2027 in Bern."""
    named = [HEADS.get(side, HEADS["OURS"]) for side in sides]
    office = {"zh": "主席", "ru": "председатель"}
    said: dict[str, Any] = {
        "commission": commission, "number": 1, "first_day": date(2027, 5, 10), "last_day": date(2027, 5, 16),
        "label": {"zh": "第一次会议", "ru": "Первое заседание"}, "place": {"zh": "伯尔尼", "ru": "Берн"},
        "days": {"zh": "二〇二七年五月十日至十六日", "ru": "10—16 мая 2027 г."},
        "sides": tuple(
            Signing(side, names, head, office) for side, (_, head, names) in zip(sides, named, strict=True)
        ),
    }  # fmt: skip
    return Heading(**said | changed)


def session(commission: str = "7" * 26, **changed: Any) -> agreement.Article:
    """The article of that session."""
    words = {"zh": "两种文本具有同等效力。", "ru": "Оба текста имеют одинаковую силу."}
    return session_article(heading(commission, **changed), words)


def conclusion(identifier: str = "1", zh: str = "", ru: str = "") -> agreement.Article:
    """A conclusion; unless other words are given, both versions say the same."""
    said = {
        "zh": zh or "我方于一九五七年十二月十四日前寄送三十三份目录。",
        "ru": ru or "Наша сторона направит 33 каталога до 14 декабря 1957 г.",
    }
    return agreement.Article(identifier, {"zh": "目录", "ru": "Каталоги"}, said, ("conclusion",))


def revision(*articles: agreement.Article, commission: str = "7" * 26, **changed: Any) -> agreement.Revision:
    """Minutes in Chinese and Russian, with one conclusion unless others are given."""
    titles = {"zh": "会议纪要", "ru": "Протокол заседания"}
    return agreement.Revision(
        "minutes", LANGUAGES, titles, (session(commission, **changed), *(articles or (conclusion(),)))
    )


@dataclass
class Minuting:
    """The bureau, its commission, the other side with a key to sign papers, and the signer of ours."""

    bureau: Bureau
    commission: Text
    theirs: OtherSide
    made: dict[str, signature.SigningKey] = field(default_factory=dict)
    seen: dict[str, minutes_of.MinutesState] = field(default_factory=dict)

    def at(self, **by: float) -> datetime:
        return self.bureau.at(**by)

    def head(self) -> dict[str, Any]:
        """Who and when of an act of the one who approves and signs."""
        return {"by": self.bureau.who("committee"), "at": self.at(), "second_factor": True}

    def revision(self, *articles: agreement.Article, **changed: Any) -> agreement.Revision:
        return revision(*articles, commission=self.commission.pk, **changed)

    def proposed(self, said: agreement.Revision | None = None, *, by_them: bool = False) -> Text:
        """Minutes that one side proposed; its node is their depositary."""
        if by_them:
            return self.theirs.opens(said or self.revision())
        return text.open_text(
            partner=self.bureau.partner, revision=said or self.revision(), by=self.bureau.who("desk"), at=self.at()
        )

    def agreed(self, said: agreement.Revision | None = None, *, by_them: bool = False) -> Minutes:
        """Minutes whose wording both sides agreed."""
        said = said or self.revision()
        one = self.proposed(said, by_them=by_them)
        text.approve(text=one, revision=said.hash, **self.head())
        self.theirs.does(Kind.APPROVE, one, revision=said.hash)
        if by_them:
            self.theirs.does(Kind.CONCLUDE, one)
        one.refresh_from_db()
        return minutes_of.of(one, self.at())

    def fresh(self, minutes: Minutes) -> Minutes:
        """The minutes as they are kept now, with their text."""
        return Minutes.objects.select_related("text").get(pk=minutes.pk)

    def state(self, minutes: Minutes) -> str:
        """Where the minutes stand now; they came there, since they were looked at last, as the table allows."""
        now = minutes_of.state_of(self.fresh(minutes))
        before = self.seen.get(minutes.pk, now)
        assert now is before or now in minutes_of.TRANSITIONS[before]
        self.seen[minutes.pk] = now
        return now.value

    def signs(self, minutes: Minutes, **changed: Any) -> SignedPaper:
        """Our side signs here."""
        said: dict[str, Any] = (
            {"minutes": minutes, "signer": signature.Signer.of(self.made["OURS"])} | self.head() | changed
        )
        return minutes_signing.sign(**said)

    def they_sign(self, before: bytes, key: str = "THEIRS", side: str = "THEIRS") -> bytes:
        """The bytes of a paper once somebody signed it on the other node."""
        return signature.sign(before, side=side, signer=signature.Signer.of(self.made[key]), at=self.at())

    def arrives(self, minutes: Minutes, data: bytes, revision: str = "") -> SignedPaper:
        """A paper comes from the partner."""
        file = document.store(io.BytesIO(data), name="minutes.pdf", at=self.at())
        number = records.ArrivedPouch.objects.filter(partner=self.bureau.partner).count() + 1
        arrived = make(records.ArrivedPouch, partner=self.bureau.partner, number=number)
        return minutes_signing.told(
            minutes=minutes, file=file, revision=revision or self.fresh(minutes).text.in_force, arrived=arrived,
            at=self.at(),
        )  # fmt: skip

    def blank(self, minutes: Minutes) -> bytes:
        """The paper of the agreed wording that nobody signed yet."""
        said = minutes_of.agreed(self.fresh(minutes))
        assert said is not None
        return prepared(said).data

    def bytes_of(self, paper: SignedPaper) -> bytes:
        with files.read(paper.file_id) as stream:
            return stream.read()

    def answers(self, paper: SignedPaper, why: str = "") -> SignedPaper:
        """The partner says that it keeps a paper that we signed, or why not."""
        body = {"text": paper.minutes.text_id, "sha256": paper.file_id, "kept": not why, "why": why}
        return minutes_answer.told(partner=self.bureau.partner, body=body, at=self.at())

    def key(self, name: str, side: str, *, trusted: bool = True) -> SigningCertificate | None:
        """Makes a key for a side; its certificate is trusted here, or not known at all."""
        now = self.bureau.clock.now()
        subject = signature.Subject(side=side, office="Presidency", person=HEADS.get(name, HEADS[side])[0])
        private = signature.new_key()
        certificate = signature.make_certificate(
            subject, private, valid_from=now - timedelta(days=1), valid_until=now + timedelta(days=700),
            random=Random(name).randbytes,
        )  # fmt: skip
        self.made[name] = signature.SigningKey(certificate, private)
        if not trusted:
            return None
        party = self.bureau.us if side == "OURS" else self.bureau.partner
        admin = self.bureau.who("admin")
        kept = signing_certificate.add(side=party, pem=certificate.pem, by=admin, at=self.at())
        return signing_certificate.confirm(
            certificate=kept, fingerprint=certificate.fingerprint, by=admin, at=self.at(), second_factor=True
        )


def minuting(bureau: Bureau, monkeypatch: Any, **terms: Any) -> Minuting:
    """A commission with a statute, both sides with a key; papers are verified in this process."""
    monkeypatch.setattr(signature.isolated, "verify", signature.verify)
    grant(bureau, "texts", "committee")
    commission = found(bureau)
    govern(bureau, commission, **terms)
    room = Minuting(bureau, commission, OtherSide(bureau.partner, bureau.at))
    room.key("OURS", "OURS")
    room.key("THEIRS", "THEIRS")
    return room
