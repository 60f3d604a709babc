"""The servers of a bench, all private: own data, own ports, 127.0.0.1 only, started and stopped here."""

import json
import os
import secrets
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from devsite import bench, fingerprint, framework, processes, python_env, system_packages
from devsite.errors import PortTaken
from devsite.hosts import ADDRESSES
from devsite.paths import PACKAGE, REPO, Layout
from devsite.ports import Ports, answers, is_free
from devsite.processes import Daemon
from devsite.shell import run

# Those that have loaded the app's code, and go out of date with it, are WITH_CODE.
# In the order in which they are started; stopped the other way round.
NAMES = ("mariadb", "redis", "web", "worker", "scheduler")
LISTENING = ("mariadb", "redis", "web")
WITH_CODE = ("web", "worker", "scheduler")
# How the web server is told the bench's token, and where its answers carry it.
TOKEN, TOKEN_HEADER = "DEVSITE_BENCH", "X-Devsite-Bench"
# Short enough to be typed from the screen.
PASSWORD_BYTES = 5


def daemon(name: str, layout: Layout, ports: Ports) -> Daemon:
	"""The description of one server, running or not."""
	making = {"mariadb": _mariadb, "redis": _redis, "web": _web, "worker": _worker, "scheduler": _scheduler}
	return making[name](layout, ports)


def keep_or_choose_ports(layout: Layout, ports: Ports) -> None:
	"""A port stays as long as our server has it or nobody has; else another one is taken."""
	for name in LISTENING:
		if running_pid(name, layout) is None and not is_free(ports[name]):
			ports.choose(name)


def made_from(name: str, layout: Layout, ports: Ports) -> str:
	"""What makes a running server out of date: how it is started, and for some the code it has loaded."""
	started_as = " ".join(daemon(name, layout, ports).command)
	if name not in WITH_CODE:
		return started_as
	config = json.dumps(bench.common_config(ports))
	code = fingerprint.of_tree(REPO / "opsfamily") + fingerprint.of_tree(PACKAGE / "inside")
	return started_as + config + code + framework.made_from(layout) + python_env.made_from(layout)


def stands(name: str, layout: Layout, ports: Ports) -> bool:
	return daemon(name, layout, ports).stands()


def restart(name: str, layout: Layout, ports: Ports) -> None:
	"""Start a server; one of ours that runs is stopped first."""
	processes.stop(_pid_file(name, layout))
	# Asked now and not only when it was chosen, minutes ago: a stranger's answer would pass for ours.
	if name in LISTENING and not is_free(ports[name]):
		raise PortTaken(f"port {ports[name]} of {name} was taken by another program")
	daemon(name, layout, ports).start()


def running_pid(name: str, layout: Layout) -> int | None:
	"""The pid of a server of ours that runs now."""
	return processes.running_pid(_pid_file(name, layout))


def stop_all(layout: Layout, names: Iterable[str] = NAMES) -> list[str]:
	"""Stop our servers; says which ones ran."""
	return [name for name in reversed(NAMES) if name in names and processes.stop(_pid_file(name, layout))]


def prepare_mariadb(layout: Layout) -> None:
	"""Make the database's data folder; it appears only when it is whole."""
	data = layout.mariadb / "data"
	if data.exists():
		return
	unfinished = layout.mariadb / "data.unfinished"
	shutil.rmtree(unfinished, ignore_errors=True)
	unfinished.mkdir(parents=True)
	install = [system_packages.command("mariadb-install-db"), "--no-defaults", f"--datadir={unfinished}"]
	options = [
		f"--tmpdir={_temporary(layout)}",
		"--auth-root-authentication-method=normal",
		"--skip-test-db",
		"--skip-name-resolve",
		*_as_root(),
	]
	run([*install, *options], layout.logs / "mariadb-install.log", what="preparing MariaDB")
	unfinished.rename(data)


def database_password(layout: Layout) -> str:
	"""The password of MariaDB's root, made once: other users of the machine can reach the port too."""
	return _secret(layout.run / "mariadb-password")


def bench_token(layout: Layout) -> str:
	"""What every answer of this bench's web server carries, so that no other's is taken for it."""
	return _secret(layout.run / "bench-token")


def administrator_password(layout: Layout) -> str:
	"""The password of each site's Administrator: made once a bench, so that nobody works on another's by mistake."""
	return _secret(layout.run / "administrator-password", PASSWORD_BYTES)


def demo_password(layout: Layout) -> str:
	"""The password of the demo's users, made once a bench."""
	return _secret(layout.run / "demo-password", PASSWORD_BYTES)


def forget_cache(layout: Layout, ports: Ports) -> None:
	"""Empty the cache: it may still know an earlier site of the same name."""
	redis_cli = [system_packages.command("redis-cli"), "-h", "127.0.0.1", "-p", str(ports["redis"])]
	run([*redis_cli, "-n", "0", "flushdb"], layout.logs / "redis-cli.log", what="emptying the cache")


def forget_database_user(name: str, layout: Layout, ports: Ports) -> None:
	"""Take a site's account away: v16 leaves one that is there its password, also when the site is made anew."""
	hosts = ", ".join(f"'{name}'@'{host}'" for host in ("%", "127.0.0.1", "localhost"))
	where = ["--no-defaults", "--host=127.0.0.1", f"--port={ports['mariadb']}", "--user=root"]
	command = [system_packages.command("mariadb"), *where, f"--execute=DROP USER IF EXISTS {hosts}"]
	password = {"MYSQL_PWD": database_password(layout)}
	run(command, layout.logs / "mariadb-client.log", env=password, what=f"forgetting the user {name}")


def dump_database(name: str, file: Path, layout: Layout, ports: Ports) -> None:
	"""Write a database into an SQL file."""
	where = ["--host=127.0.0.1", f"--port={ports['mariadb']}", "--user=root"]
	# One snapshot without locks: a test may hold a transaction open on the database.
	options = ["--no-defaults", *where, "--single-transaction", f"--result-file={file}"]
	dump = [system_packages.command("mariadb-dump"), *options, name]
	# In the environment, since a command line can be read by every user of the machine.
	password = {"MYSQL_PWD": database_password(layout)}
	run(dump, layout.logs / "mariadb-dump.log", env=password, what=f"dumping the database {name}")


def _mariadb(layout: Layout, ports: Ports) -> Daemon:
	port = ports["mariadb"]
	command = [
		system_packages.command("mariadbd"),
		"--no-defaults",
		*_as_root(),
		f"--datadir={layout.mariadb / 'data'}",
		# Its own: benches that start at once deleted each other's files in the machine's folder.
		f"--tmpdir={_temporary(layout)}",
		f"--port={port}",
		"--bind-address=127.0.0.1",
		# Relative to the data folder: a socket's full path may have 107 letters only.
		"--socket=mariadb.sock",
		f"--init-file={_users_file(layout)}",
		"--skip-name-resolve",
		"--character-set-server=utf8mb4",
		"--collation-server=utf8mb4_unicode_ci",
		"--innodb-flush-log-at-trx-commit=2",
		"--innodb-buffer-pool-size=512M",
		"--innodb-log-file-size=256M",
		"--max-allowed-packet=64M",
		"--performance-schema=OFF",
	]
	return _daemon("mariadb", command, layout, lambda: answers(port), port)


def _redis(layout: Layout, ports: Ports) -> Daemon:
	port = ports["redis"]
	layout.redis.mkdir(parents=True, exist_ok=True)
	where = ["--port", str(port), "--bind", "127.0.0.1", "--dir", str(layout.redis)]
	keep_nothing = ["--save", "", "--appendonly", "no"]
	command = [system_packages.command("redis-server"), *where, *keep_nothing]
	return _daemon("redis", command, layout, lambda: answers(port), port)


def _web(layout: Layout, ports: Ports) -> Daemon:
	"""gunicorn with threads: a page being printed asks for its own pictures while it is made."""
	port = ports["web"]
	size = ["--worker-class=gthread", "--workers=2", "--threads=8", "--timeout=120", "--preload"]
	# A connection that is closed just when the next request comes is an error for whoever asked.
	size.append("--keep-alive=75")
	addresses = ADDRESSES.values() if layout.checkout else ["127.0.0.1"]
	binds = [f"--bind={address}:{port}" for address in addresses]
	where = [*binds, f"--chdir={layout.sites}", f"--pythonpath={REPO}"]
	command = [str(layout.env / "bin" / "gunicorn"), *size, *where, "devsite.inside.wsgi:application"]
	token = bench_token(layout)
	return _daemon(
		"web", command, layout, lambda: site_answers(bench.DEFAULT_SITE, port, token), port, on_bench=True
	)


def _worker(layout: Layout, ports: Ports) -> Daemon:
	command = [str(layout.python), "-m", "devsite.inside.worker"]
	return _daemon("worker", command, layout, lambda: True, on_bench=True)


def _scheduler(layout: Layout, ports: Ports) -> Daemon:
	return _daemon("scheduler", bench.command(layout, "schedule"), layout, lambda: True, on_bench=True)


def _daemon(
	name: str,
	command: list[str],
	layout: Layout,
	is_up: Callable[[], bool],
	port: int | None = None,
	on_bench: bool = False,
) -> Daemon:
	return Daemon(
		name=name,
		command=command,
		pid_file=_pid_file(name, layout),
		log=layout.logs / f"{name}.log",
		answers=is_up,
		cwd=layout.sites if on_bench else None,
		env={**bench.environment(layout), TOKEN: bench_token(layout)} if on_bench else {},
		port=port,
	)


def site_answers(site: str, port: int, token: str) -> bool:
	"""Whether the web server of this bench answers for a site.

	An error page is an answer; a refused call is none, nor is what another bench's server says.
	"""
	request = Request(f"http://127.0.0.1:{port}/api/method/ping", headers={"Host": f"{site}:{port}"})
	try:
		with urlopen(request, timeout=30) as answer:
			return answer.headers.get(TOKEN_HEADER) == token
	except HTTPError as error:
		return error.headers.get(TOKEN_HEADER) == token
	except OSError:
		return False


def _pid_file(name: str, layout: Layout) -> Path:
	return layout.run / f"{name}.pid"


def _users_file(layout: Layout) -> Path:
	"""SQL that MariaDB runs at every start: root has a password from its first moment."""
	password = database_password(layout)
	users = [f"'root'@'{host}'" for host in ("localhost", "127.0.0.1")]
	lines = [f"CREATE USER IF NOT EXISTS {user};" for user in users]
	lines += [f"ALTER USER {user} IDENTIFIED BY '{password}';" for user in users]
	lines += [f"GRANT ALL ON *.* TO {user} WITH GRANT OPTION;" for user in users]
	file = layout.run / "mariadb-users.sql"
	_write_secret(file, "\n".join(lines) + "\n")
	return file


def _temporary(layout: Layout) -> Path:
	folder = layout.mariadb / "tmp"
	folder.mkdir(parents=True, exist_ok=True)
	return folder


def _secret(file: Path, size: int = 16) -> str:
	if not file.exists():
		_write_secret(file, secrets.token_hex(size))
	return file.read_text()


def _write_secret(file: Path, content: str) -> None:
	file.touch(mode=0o600)
	file.write_text(content)


def _as_root() -> list[str]:
	"""MariaDB refuses to run as root unless it is told so."""
	return ["--user=root"] if os.geteuid() == 0 else []
