"""Two benches that are set up at once may choose the same port; the later one moves on."""

import socket

import pytest

from devsite import cli, recipe, servers
from devsite.paths import Layout
from devsite.ports import Ports, answers
from devsite.steps import Step


@pytest.fixture
def layout(tmp_path):
	layout = Layout(tmp_path)
	layout.make_folders()
	yield layout
	servers.stop_all(layout)


def test_a_port_that_was_taken_during_the_set_up(layout, monkeypatch):
	with socket.socket() as stranger:

		def only_redis(site, layout, ports, scheduler, papers):
			def start():
				if not taken:
					taken.append(ports["redis"])
					stranger.bind(("127.0.0.1", ports["redis"]))
					stranger.listen()
				servers.restart("redis", layout, ports)

			return [Step("Redis", start, made_from=lambda: str(ports["redis"]))]

		taken = []
		monkeypatch.setattr(recipe, "for_site", only_redis)
		assert cli._bring("ops.localhost", layout) == ["Redis"]
		port = Ports(layout.run / "ports.json")["redis"]
		assert port not in taken
		assert answers(port)
		assert servers.running_pid("redis", layout)
