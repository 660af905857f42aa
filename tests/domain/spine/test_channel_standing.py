"""How a channel stands, in words."""

from verbale.domain.spine import channel, dispatch
from verbale.domain.spine.channel_standing import Standing, stands
from verbale.records.channel import Channel
from verbale.records.party import Party


def said(partner):
    return [one.standing for one in stands(Channel.objects.select_related("partner").get(partner=partner))]


def test_all_that_holds_is_said_the_most_pressing_first(partner, us, admin, now):
    channel.of(partner)
    assert said(partner) == [Standing.OPEN]
    dispatch.withheld(channel=channel.of(partner), why="No marking.", at=now)
    channel.ask_epoch(partner=partner, epoch=9, at=now)
    channel.stop(partner=partner, why="Two pasts.", clause="5.6", at=now)
    Channel.objects.update(catching_up=True)
    assert said(partner) == [Standing.STOPPED, Standing.EPOCH, Standing.CATCHING_UP, Standing.WITHHELD]
    channel.confirm_epoch(partner=partner, epoch=9, by=admin, at=now)
    assert said(partner)[1] == Standing.CONFIRMED


def test_a_partner_without_a_node_has_no_open_channel(partner, us):
    Party.objects.filter(pk=partner.pk).update(by_letter=True)
    channel.of(partner)
    assert said(partner) == [Standing.BY_LETTER]
