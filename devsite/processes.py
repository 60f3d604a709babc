"""Detached processes with a pid file: started once, recognised later, and only they are stopped."""

import json
import os
import signal
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from devsite.errors import DevsiteError, PortTaken
from devsite.ports import is_free, listens


@dataclass
class Daemon:
	"""A server of ours: how it is started, where its pid and its log lie, how one sees that it answers.

	With a port, it is ready only when its own process listens there: another's answer would pass for ours.
	"""

	name: str
	command: list[str]
	pid_file: Path
	log: Path
	answers: Callable[[], bool]
	cwd: Path | None = None
	env: dict[str, str] = field(default_factory=dict)
	port: int | None = None
	# Long, for a busy machine: a process that died is noticed at once.
	patience: float = 180

	def start(self) -> None:
		"""Start it away from this terminal, and wait until it answers."""
		self.log.parent.mkdir(parents=True, exist_ok=True)
		with self.log.open("ab") as log:
			process = subprocess.Popen(
				self.command,
				cwd=self.cwd,
				env={**os.environ, **self.env},
				stdin=subprocess.DEVNULL,
				stdout=log,
				stderr=log,
				start_new_session=True,
			)
		record = {"pid": process.pid, "started_at": _started_at(process.pid)}
		self.pid_file.write_text(json.dumps(record))
		self._wait_until_it_answers(process)

	def stands(self) -> bool:
		"""Whether our process lives, listens, and answers."""
		pid = running_pid(self.pid_file)
		return pid is not None and (self.port is None or listens(pid, self.port)) and self.answers()

	def _wait_until_it_answers(self, process: subprocess.Popen) -> None:
		deadline = time.monotonic() + self.patience
		while not self.stands():
			if process.poll() is not None:
				self._refuse_taken_port()
				raise DevsiteError(f"{self.name} stopped right after its start; log: {self.log}")
			if time.monotonic() > deadline:
				raise DevsiteError(
					f"{self.name} does not answer after {self.patience:.0f} s; log: {self.log}"
				)
			time.sleep(0.1)

	def _refuse_taken_port(self) -> None:
		"""Raise PortTaken where a stranger took the port between our choice and our start."""
		if self.port is not None and not is_free(self.port):
			raise PortTaken(f"port {self.port} of {self.name} was taken by another program")


def running_pid(pid_file: Path) -> int | None:
	"""The pid, if it still is the process that we started (a pid can be handed out again)."""
	record = _read(pid_file)
	if record and _started_at(record["pid"]) == record["started_at"]:
		return record["pid"]
	return None


def stop(pid_file: Path) -> bool:
	"""Ask the process to end, insist after a while; touch nothing that is not ours. True if it ran."""
	running = running_pid(pid_file) is not None
	if running:
		_end(_read(pid_file))
	pid_file.unlink(missing_ok=True)
	return running


def _read(pid_file: Path) -> dict | None:
	try:
		return json.loads(pid_file.read_text())
	except (FileNotFoundError, json.JSONDecodeError):
		return None


def _started_at(pid: int) -> str | None:
	"""The kernel's start time of a live process: with the pid it names one process for good."""
	try:
		# The second field, the command's name, may hold spaces and brackets: count from its end.
		fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
	except (FileNotFoundError, ProcessLookupError):
		return None
	zombie = fields[0] == "Z"
	return None if zombie else fields[19]


def _end(record: dict, patience: float = 20) -> None:
	"""SIGTERM, then SIGKILL for the process group, which holds gunicorn's workers and the like."""
	deadline = time.monotonic() + patience
	_signal(os.kill, record["pid"], signal.SIGTERM)
	while _started_at(record["pid"]) == record["started_at"]:
		if time.monotonic() > deadline:
			_signal(os.killpg, record["pid"], signal.SIGKILL)
			return
		time.sleep(0.05)


def _signal(send: Callable[[int, int], None], pid: int, number: int) -> None:
	try:
		send(pid, number)
	except ProcessLookupError:
		pass
