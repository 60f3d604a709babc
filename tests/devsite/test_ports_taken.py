"""Two benches that are set up at once may choose the same port; the later one moves on."""

import multiprocessing
import socket
from contextlib import ExitStack

import pytest

from devsite import cli, recipe, servers
from devsite.errors import PortTaken
from devsite.paths import Layout
from devsite.ports import Ports, answers, listens
from devsite.steps import Step

BENCHES = 5


@pytest.fixture
def layout(tmp_path):
	layout = Layout(tmp_path)
	layout.make_folders()
	yield layout
	servers.stop_all(layout)


@pytest.fixture
def greedy(layout, monkeypatch):
	"""A stranger who takes the port that was chosen for Redis as often as `times` says, just before Redis binds it."""
	with ExitStack() as taken:

		def only_redis(site, layout, ports, scheduler, papers):
			def start():
				if len(stranger.ports) < stranger.times:
					taken.enter_context(socket.create_server(("127.0.0.1", ports["redis"])))
					stranger.ports.append(ports["redis"])
				servers.restart("redis", layout, ports)

			return [Step("Redis", start, made_from=lambda: str(ports["redis"]))]

		class stranger:
			ports, times = [], 0

		monkeypatch.setattr(recipe, "for_site", only_redis)
		yield stranger


@pytest.mark.parametrize("times", [1, 6])
def test_a_port_that_is_lost_during_the_set_up_is_chosen_anew(layout, greedy, times):
	greedy.times = times
	assert cli._bring("ops.localhost", layout) == ["Redis"]
	port = Ports(layout.run / "ports.json")["redis"]
	assert port not in greedy.ports and len(greedy.ports) == times
	assert answers(port)
	assert listens(servers.running_pid("redis", layout), port)


def test_a_port_that_is_lost_for_ever_has_a_clear_end(layout, greedy, monkeypatch):
	monkeypatch.setattr(cli, "LONGEST_WAIT", 0)
	greedy.times = cli.TRIES_FOR_PORTS
	with pytest.raises(PortTaken, match="was taken by another program"):
		cli._bring("ops.localhost", layout)


def bring_redis(layout, all_have_chosen):
	"""Bring one bench that binds its port when all others have chosen theirs, which is the same one."""

	def only_redis(site, layout, ports, scheduler, papers):
		def start():
			if not waited:
				waited.append(ports["redis"])
				all_have_chosen.wait(timeout=30)
			servers.restart("redis", layout, ports)

		return [Step("Redis", start, made_from=lambda: str(ports["redis"]))]

	waited = []
	recipe.for_site = only_redis
	cli._bring("ops.localhost", layout)


def test_benches_that_take_their_ports_at_once(tmp_path):
	layouts = [Layout(tmp_path / str(number)) for number in range(BENCHES)]
	for each in layouts:
		each.make_folders()
	# Each in a process of its own, as people run them.
	forked = multiprocessing.get_context("fork")
	all_have_chosen = forked.Barrier(BENCHES)
	benches = [forked.Process(target=bring_redis, args=(each, all_have_chosen)) for each in layouts]
	try:
		for bench in benches:
			bench.start()
		for bench in benches:
			bench.join(timeout=60)
		assert [bench.exitcode for bench in benches] == [0] * BENCHES
		ports = [Ports(each.run / "ports.json")["redis"] for each in layouts]
		assert len(set(ports)) == BENCHES
		for each, port in zip(layouts, ports, strict=True):
			assert listens(servers.running_pid("redis", each), port)
	finally:
		for each in layouts:
			servers.stop_all(each)
