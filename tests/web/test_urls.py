"""Addresses: one style."""

from django.conf import settings

from verbale.web.urls import urlpatterns


def test_no_address_ends_in_a_slash():
    assert [str(one.pattern) for one in urlpatterns if str(one.pattern).endswith("/")] == []
    assert not settings.APPEND_SLASH
