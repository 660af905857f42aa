"""A node's home is made whole or not at all, and read back as it was made."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbale.kernel.home import BadSetting, BrokenHome, Home, HomeTaken, NodeConfig, NoHome

LINES = st.text(st.characters(exclude_categories=["Cs"])).filter(str.isprintable)
CONFIGS = st.builds(
    NodeConfig,
    side=LINES.filter(bool),
    database=LINES,
    host=LINES,
    port=st.integers(0, 65535),
    demo=st.booleans(),
    allowed_hosts=st.lists(LINES, max_size=3).map(tuple),
    token_driver=LINES,
)


@given(CONFIGS)
def test_every_configuration_is_read_back(tmp_path_factory, config):
    home = Home(tmp_path_factory.mktemp("home") / "node")
    home.create(config, secret="s3cret")
    assert (home.exists(), home.config(), home.secret()) == (True, config, "s3cret")


def test_a_home_has_all_its_folders_and_keeps_its_secrets_to_itself(tmp_path):
    home = Home(tmp_path / "made" / "node")
    home.create(NodeConfig(side="DD"), secret="s3cret")
    assert [folder for folder in home.folders() if not folder.is_dir()] == []
    assert home.keys.stat().st_mode & 0o777 == 0o700
    assert home.secret_file.stat().st_mode & 0o777 == 0o600


def test_a_taken_home_is_refused_and_stays_as_it_is(tmp_path):
    home = Home(tmp_path)
    home.create(NodeConfig(side="DD"), secret="first")
    with pytest.raises(HomeTaken) as refusal:
        home.create(NodeConfig(side="CN"), secret="second")
    assert refusal.value.facts == {"home": tmp_path, "side": "DD"}
    assert (home.config(), home.secret()) == (NodeConfig(side="DD"), "first")


def test_a_folder_without_a_configuration_is_no_home(tmp_path):
    with pytest.raises(NoHome):
        Home(tmp_path).config()


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"side = ",
        b"side = 5",
        b'side = ""',
        b'side = "DD"\nport = "8700"',
        b'side = "DD"\nport = 65536',
        b'side = "DD"\ndemo = 1',
        b'side = "DD"\nallowed_hosts = 7',
        b'side = "DD"\nallowed_hosts = [7]',
        b'side = "DD"\ncolour = "red"',
        b'side = "DD"\ntoken_driver = 1',
        b'side = "D\xff"',
    ],
)
def test_a_broken_configuration_is_named(tmp_path, text):
    home = Home(tmp_path)
    home.config_file.write_bytes(text)
    with pytest.raises(BrokenHome) as refusal:
        home.config()
    assert refusal.value.facts["file"] == home.config_file


@pytest.mark.parametrize("setting", [{"side": ""}, {"side": "D\nD"}, {"port": -1}, {"port": True}, {"host": None}])
def test_nonsense_is_refused_at_birth(setting):
    with pytest.raises(BadSetting):
        NodeConfig(**{"side": "DD"} | setting)


def test_the_environment_names_the_home(monkeypatch, tmp_path):
    monkeypatch.setenv("VERBALE_HOME", str(tmp_path))
    assert Home.from_environment() == Home(tmp_path)
    monkeypatch.delenv("VERBALE_HOME")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    assert Home.from_environment() == Home(tmp_path / "data" / "verbale")
