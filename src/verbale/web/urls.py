"""The addresses of the pages, noun by noun."""

from importlib import import_module

from django.urls import URLPattern, URLResolver

NOUNS = (
    "inbox", "search", "sign_in", "invitation", "account", "second_factor", "office", "person", "authority",
    "party", "channel", "channel_act", "supply_channel", "journal",
    "order_entry", "request", "line", "decision", "what_it_takes", "approval", "document",
    "job", "health",
    "changes", "duplicates", "remarks", "quality", "holding", "lookup", "offer", "review", "catalogue",
    "catalogue_export", "catalogue_search",
    "need", "need_line",
    "policy", "policy_again", "policy_compare", "rulebook_editor", "rulebook_try", "policy_draft",
    "rulebook",
    "instrument", "marking", "correspondence", "erasure_asked", "retention", "erasure",
    "by_letter", "dispatch_export", "pouch_by_hand", "dispatch", "partner_account",
    "text_proposal", "text_act", "text_list", "text", "commission", "contact_body",
    "calendar_feed", "session_act", "session_beside", "memorandum", "memorandum_act", "agenda", "session",
    "statute_propose", "statute",
    "visit_act", "assignment", "wish", "visit", "talk_act", "talk", "delegation_form", "delegation",
    "complex", "programme", "acting_body",
    "minutes_verify", "minutes_sign", "signing_certificate", "term", "adoption",
    "minutes_file", "minutes_write", "minutes",
    "control", "commitment_taken_up", "commitment_form", "commitment_confirm", "commitment_act", "commitment",
    "reminder",
    "report_import", "report_act", "proposal", "sentence", "report", "waiting",
)  # fmt: skip

urlpatterns: list[URLPattern | URLResolver] = [
    pattern for noun in NOUNS for pattern in import_module(f"verbale.web.{noun}").urlpatterns
]
