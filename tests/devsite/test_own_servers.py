"""Ready means that our own process answers, on a port of ours."""

import os
import socket
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from devsite import servers
from devsite.errors import PortTaken
from devsite.paths import Layout
from devsite.ports import Ports, is_free, listens
from devsite.processes import Daemon

# Ends when it cannot have the port that it is given, as every server does.
SERVER = "import socket,sys,time; s=socket.create_server(('127.0.0.1',int(sys.argv[1]))); time.sleep(60)"


class Answering(BaseHTTPRequestHandler):
	token: str | None = None
	status = 200

	def do_GET(self):
		self.send_response(self.status)
		if self.token:
			self.send_header(servers.TOKEN_HEADER, self.token)
		self.end_headers()

	def log_message(self, *_arguments):
		pass


@pytest.fixture
def layout(tmp_path):
	layout = Layout(tmp_path)
	layout.make_folders()
	yield layout
	servers.stop_all(layout)


@pytest.fixture
def a_free_port() -> int:
	with socket.socket() as one:
		one.bind(("127.0.0.1", 0))
		return one.getsockname()[1]


@pytest.mark.parametrize("status", [200, 404, 500])
@pytest.mark.parametrize(("token", "expected"), [("ours", True), ("another's", False), (None, False)])
def test_only_an_answer_with_our_token_counts(token, status, expected):
	handler = type("Answer", (Answering,), {"token": token, "status": status})
	server = HTTPServer(("127.0.0.1", 0), handler)
	threading.Thread(target=server.serve_forever, daemon=True).start()
	try:
		assert servers.site_answers("ops.localhost", server.server_port, "ours") is expected
	finally:
		server.shutdown()


def test_nothing_that_listens_is_no_answer(a_free_port):
	assert not servers.site_answers("ops.localhost", a_free_port, "ours")


def test_the_kernel_knows_who_listens():
	with socket.create_server(("127.0.0.1", 0)) as ours:
		port = ours.getsockname()[1]
		assert listens(os.getpid(), port)
		assert not listens(os.getppid(), port)
	assert not listens(os.getpid(), port)


def test_a_stranger_who_answers_in_our_place_is_not_taken_for_our_server(tmp_path, a_free_port):
	"""Our process lives and somebody answers on the port, but it is not ours: the server does not stand."""
	sleeper = Daemon(
		"web", ["sleep", "60"], tmp_path / "pid", tmp_path / "log", lambda: True, port=a_free_port
	)
	with socket.create_server(("127.0.0.1", a_free_port)):
		sleeper.patience = 0.5
		with pytest.raises(Exception, match="does not answer"):
			sleeper.start()
		assert not sleeper.stands()
	from devsite import processes

	assert processes.stop(sleeper.pid_file)


def test_a_port_that_is_taken_between_choosing_and_binding(tmp_path, a_free_port):
	command = [sys.executable, "-c", SERVER, str(a_free_port)]
	server = Daemon("web", command, tmp_path / "pid", tmp_path / "log", lambda: True, port=a_free_port)
	with socket.create_server(("127.0.0.1", a_free_port)), pytest.raises(PortTaken):
		server.start()


def test_a_bench_has_passwords_and_a_token_of_its_own(tmp_path):
	one, other = Layout(tmp_path / "one"), Layout(tmp_path / "other")
	one.make_folders()
	other.make_folders()
	for secret in (servers.administrator_password, servers.demo_password, servers.bench_token):
		assert secret(one) == secret(one) != secret(other)
	assert (one.run / "administrator-password").stat().st_mode & 0o077 == 0


def test_two_databases_that_start_at_once_keep_their_temporary_files_apart(layout, tmp_path):
	other = Layout(tmp_path / "other")
	other.make_folders()
	commands = [
		servers.daemon("mariadb", each, Ports(each.run / "ports.json")).command for each in (layout, other)
	]
	folders = [next(part for part in command if part.startswith("--tmpdir=")) for command in commands]
	assert folders[0] != folders[1]
	assert all(folder.removeprefix("--tmpdir=").startswith(str(tmp_path)) for folder in folders)


def test_a_running_redis_of_ours_stands_and_a_stopped_one_does_not(layout):
	ports = Ports(layout.run / "ports.json")
	servers.restart("redis", layout, ports)
	assert servers.stands("redis", layout, ports)
	servers.stop_all(layout)
	assert not servers.stands("redis", layout, ports)
	assert is_free(ports["redis"])
	# Another program on the port of ours that stopped.
	with socket.create_server(("127.0.0.1", ports["redis"])):
		assert not servers.stands("redis", layout, ports)


def test_subprocess_of_the_stranger_is_not_stopped(layout):
	stranger = subprocess.Popen(["sleep", "60"])
	assert servers.stop_all(layout) == []
	assert stranger.poll() is None
	stranger.kill()
	stranger.wait()


def test_a_site_that_is_made_anew_has_its_new_password(layout):
	ports = Ports(layout.run / "ports.json")
	servers.keep_or_choose_ports(layout, ports)
	servers.prepare_mariadb(layout)
	servers.restart("mariadb", layout, ports)

	def ask(sql: str, user: str, password: str) -> subprocess.CompletedProcess:
		where = ["--no-defaults", "--host=127.0.0.1", f"--port={ports['mariadb']}", f"--user={user}"]
		command = ["mariadb", *where, f"--execute={sql}"]
		return subprocess.run(command, env={**os.environ, "MYSQL_PWD": password}, capture_output=True)

	# As the framework makes it, earlier and anew.
	for password in ("earlier", "new"):
		servers.forget_database_user("test_localhost", layout, ports)
		sql = f"CREATE USER IF NOT EXISTS 'test_localhost'@'%' IDENTIFIED BY '{password}'"
		assert ask(sql, "root", servers.database_password(layout)).returncode == 0
		assert ask("SELECT 1", "test_localhost", password).returncode == 0
