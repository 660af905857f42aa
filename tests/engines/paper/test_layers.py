import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from tests.engines.paper.documents import drawn, with_layers
from verbale.engines.paper.layers import hidden_layers, layers


def document(**default: object) -> pikepdf.Pdf:
    pdf = with_layers(off=False)
    pdf.Root.OCProperties.D = Dictionary(**default)
    return pdf


def test_no_layers() -> None:
    assert (layers(drawn()), hidden_layers(drawn())) == ((), ())


def test_shown_layers_are_not_hidden() -> None:
    assert layers(document()) == ("Working notes",)
    assert hidden_layers(document()) == ()


def test_all_off_but_those_switched_on() -> None:
    pdf = document(BaseState=Name.OFF)
    assert hidden_layers(pdf) == ("Working notes",)
    pdf.Root.OCProperties.D.ON = Array([pdf.Root.OCProperties.OCGs[0]])
    assert hidden_layers(pdf) == ()


@pytest.mark.parametrize(("of", "state"), [("/View", "/ViewState"), ("/Print", "/PrintState")])
def test_shown_only_on_screen_or_only_in_print(of: str, state: str) -> None:
    pdf = document()
    pdf.Root.OCProperties.OCGs[0].Usage = Dictionary({of: Dictionary({state: Name.OFF})})
    assert hidden_layers(pdf) == ("Working notes",)


def test_a_condition() -> None:
    pdf = document()
    group = pdf.Root.OCProperties.OCGs[0]
    pdf.pages[0].obj.Resources.Properties.M = Dictionary(Type=Name.OCMD, OCGs=group, P=Name.AllOff)
    assert hidden_layers(pdf) == ("(a condition)",)


@pytest.mark.parametrize("odd", [Array([7, String("x"), Name.Foo]), String("x"), 7])
def test_odd_values_break_nothing(odd: object) -> None:
    pdf = document(OFF=odd)
    pdf.Root.OCProperties.OCGs = odd
    assert all(name == "unnamed" for name in layers(pdf) + hidden_layers(pdf))
