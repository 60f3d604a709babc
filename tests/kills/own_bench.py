"""A bench of its own for the tests that kill: MariaDB, Redis, web server and worker, of which none serves another test.

It uses the environment and the framework of the bench of the tests; its data are thrown away afterwards.
"""

import os
import secrets
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pymysql

from devsite import bench, servers, system_packages
from devsite.errors import PortTaken
from devsite.paths import Layout, layout_of_tests
from devsite.ports import Ports, is_free

# Longer than any request takes to be undone, and a worker to begin, on a busy machine.
PATIENCE = 180


class OwnLayout(Layout):
	"""A folder of its own below the bench of the tests, with the environment of that one."""

	@property
	def env(self) -> Path:
		return self.root.parent / "env"

	@property
	def framework(self) -> Path:
		return self.root.parent / "bench" / "apps" / "frappe"


class OwnBench:
	"""Starts, kills and starts again; asks the database past the framework."""

	def __init__(self, main: Path, name: str = "kills"):
		self.layout = OwnLayout(main / name, layout_of_tests().checkout)
		self.ports = Ports(self.layout.run / "ports.json")
		self.password = secrets.token_hex(16)

	# its life

	def set_up(self, assets: Path) -> None:
		"""Begin anew; what a run left that was itself killed is stopped and thrown away."""
		servers.stop_all(self.layout)
		shutil.rmtree(self.layout.root, ignore_errors=True)
		self.layout.make_folders()
		bench.lay_out(self.layout, self.ports)
		(self.layout.sites / "assets").symlink_to(assets)
		# The framework's command line looks for its commands beside the bench's apps.
		(self.layout.bench / "apps" / "frappe").symlink_to(self.layout.framework)
		servers.prepare_mariadb(self.layout)
		self.start("redis")
		self.start("mariadb")

	def tear_down(self) -> None:
		servers.stop_all(self.layout)
		shutil.rmtree(self.layout.root, ignore_errors=True)

	def start(self, name: str) -> None:
		"""Start a server; on another port, when a program has taken its own since that was chosen."""
		for attempts_left in reversed(range(3)):
			servers.keep_or_choose_ports(self.layout, self.ports)
			bench.lay_out(self.layout, self.ports)
			try:
				return servers.restart(name, self.layout, self.ports)
			except PortTaken:
				if not attempts_left:
					raise

	def migrate(self, site: str) -> subprocess.Popen:
		"""Begin to update a site; what it says goes into the log."""
		command = bench.command(self.layout, "--site", site, "migrate", "--skip-search-index")
		environment = {**os.environ, **bench.environment(self.layout)}
		with self.log_of_updates.open("a") as log:
			return subprocess.Popen(
				command, cwd=self.layout.sites, env=environment, stdout=log, stderr=subprocess.STDOUT
			)

	@property
	def log_of_updates(self) -> Path:
		return self.layout.logs / "migrate.log"

	def make_site(self, site: str, sql: Path, config: dict) -> None:
		"""Make a site from a dump, with the configuration of another one and a database of its own."""
		database = site.partition(".")[0]
		self.ask_as_root(f"create database `{database}`")
		self.ask_as_root(f"create user '{database}'@'127.0.0.1' identified by '{self.password}'")
		self.ask_as_root(f"grant all on `{database}`.* to '{database}'@'127.0.0.1'")
		client = [
			system_packages.command("mariadb"),
			"--no-defaults",
			"--host=127.0.0.1",
			f"--user={database}",
		]
		with sql.open("rb") as dump:
			subprocess.run(
				[*client, f"--port={self.ports['mariadb']}", database],
				stdin=dump,
				env={**os.environ, "MYSQL_PWD": self.password},
				check=True,
			)
		for folder in ("public/files", "private/files", "private/backups", "locks", "logs"):
			(self.layout.sites / site / folder).mkdir(parents=True)
		own = {"db_name": database, "db_password": self.password, "pause_scheduler": 1}
		bench.write_json(
			self.layout.sites / site / "site_config.json",
			{**config, **own, "ignore_csrf": 1, "host_name": site},
		)

	# its processes

	def kill(self, name: str) -> None:
		"""`kill -9` a server with all its processes; of the web server those that serve requests, which its first
		process replaces."""
		pid = servers.running_pid(name, self.layout)
		assert pid, f"{name} does not run"
		children = get_children(pid)
		for each in children if name == "web" else [pid, *children]:
			kill_process(each)

	def revive(self, name: str) -> None:
		"""Start a killed server again, and wait until nothing of what it was doing is left."""
		if name != "web":
			wait_until(lambda: self.is_gone(name), f"{name} is not gone")
			self.start(name)
		self.settle()

	def is_gone(self, name: str) -> bool:
		# The last threads of a killed server still hold its port for a moment.
		is_freed = name not in servers.LISTENING or is_free(self.ports[name])
		return is_freed and servers.running_pid(name, self.layout) is None

	def settle(self) -> None:
		"""Wait until the database has no open transaction and the worker no job."""
		wait_until(lambda: not self.count_transactions() and not self.has_jobs(), self.describe)

	def describe(self) -> list:
		"""Open transactions with their statements, and how many jobs wait."""
		query = (
			"select trx_state, trx_started, trx_query, info, command, time from information_schema.innodb_trx"
		)
		join = "left join information_schema.processlist p on p.id = trx_mysql_thread_id"
		return [*self.ask_as_root(f"{query} {join}"), self.count_queued(), self.has_jobs()]

	def is_working(self) -> bool:
		"""Whether the worker is in the middle of a job, for which it copies itself."""
		pid = servers.running_pid("worker", self.layout)
		return bool(pid and get_children(pid))

	def has_jobs(self) -> bool:
		runs = servers.running_pid("worker", self.layout)
		return bool(runs) and (self.is_working() or self.count_queued() > 0)

	def count_queued(self) -> int:
		cli = [system_packages.command("redis-cli"), "-p", str(self.ports["redis"]), "-n", "1"]
		script = "local n = 0 for _, key in ipairs(redis.call('keys', 'rq:queue:*')) do n = n + redis.call('llen', key) end return n"
		return int(subprocess.run([*cli, "eval", script, "0"], capture_output=True, check=True).stdout)

	# its data

	def ask(self, database: str, query: str, values: Iterable = ()) -> list[tuple]:
		"""What is committed in a site's database."""
		return self._ask({"user": database, "password": self.password, "database": database}, query, values)

	@contextmanager
	def hold(self, database: str, doctype: str) -> Iterator[None]:
		"""Let nobody write to a table, until the end or until the database is killed."""
		connection = pymysql.connect(
			host="127.0.0.1",
			port=self.ports["mariadb"],
			user=database,
			password=self.password,
			database=database,
		)
		with closing(connection):
			connection.cursor().execute(f"lock tables `tab{doctype}` read")
			yield

	def is_waiting(self) -> bool:
		"""Whether a request waits for a table that is held."""
		query = "select count(*) from information_schema.processlist where state like '%%metadata lock%%'"
		return self.ask_as_root(query) != [(0,)]

	def ask_as_root(self, query: str) -> list[tuple]:
		password = servers.database_password(self.layout)
		return self._ask({"user": "root", "password": password}, query, ())

	def _ask(self, who: dict, query: str, values: Iterable) -> list[tuple]:
		where = {"host": "127.0.0.1", "port": self.ports["mariadb"], "autocommit": True}
		connection = pymysql.connect(**where, **who)
		try:
			with connection.cursor() as cursor:
				cursor.execute(query, tuple(values))
				return list(cursor.fetchall())
		finally:
			connection.close()

	def count_transactions(self, writing: bool = False) -> int:
		"""Open transactions. writing: only those that have changed rows."""
		# MariaDB answers from a copy that it renews only when nobody has asked for a tenth of a second.
		time.sleep(0.12)
		condition = "trx_rows_modified > 0" if writing else "true"
		[(number,)] = self.ask_as_root(
			f"select count(*) from information_schema.innodb_trx where {condition}"
		)
		return number


def wait_until(holds: Callable[[], bool], complaint: str | Callable) -> None:
	"""Ask again and again, for PATIENCE seconds; then fail."""
	deadline = time.monotonic() + PATIENCE
	while not holds():
		assert time.monotonic() < deadline, complaint if isinstance(complaint, str) else complaint()
		time.sleep(0.02)


def get_children(pid: int) -> list[int]:
	return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def kill_process(pid: int) -> None:
	try:
		os.kill(pid, signal.SIGKILL)
	except ProcessLookupError:
		pass
