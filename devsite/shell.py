"""Runs commands: output into a log file, failure as one clear line, no orphan after Ctrl-C."""

import os
import signal
import subprocess
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from devsite.errors import DevsiteError

_running: set[subprocess.Popen] = set()
_running_lock = threading.Lock()
_interrupted = threading.Event()


def run(
	command: Sequence[str | Path],
	log: Path,
	cwd: Path | None = None,
	env: dict[str, str] | None = None,
	what: str = "",
) -> str:
	"""Run a command to its end, log what it says, return its standard output."""
	command = [str(part) for part in command]
	what = what or " ".join(command[:3])
	try:
		process = _start(command, cwd, env)
	except FileNotFoundError as error:
		raise DevsiteError(f"{what}: {command[0]} was not found on this machine") from error
	output, complaints = process.communicate()
	with _running_lock:
		_running.discard(process)
	_write(log, command, output, complaints)
	if process.returncode != 0:
		raise DevsiteError(f"{what} failed ({_last_line(complaints or output)}); log: {log}")
	return output


def run_in_front(command: Sequence[str], cwd: Path, env: dict[str, str]) -> int:
	"""Run a command that talks to the user itself; its exit code.

	Ctrl-C reaches it too, and it is left the time to end in its own way (pytest: with its summary).
	"""
	process = subprocess.Popen(command, cwd=cwd, env={**os.environ, **env})
	try:
		return process.wait()
	except KeyboardInterrupt:
		with suppress(subprocess.TimeoutExpired, KeyboardInterrupt):
			return process.wait(timeout=15)
		process.terminate()
		return process.wait()


def allow_running() -> None:
	"""Let commands begin again after `terminate_running`."""
	_interrupted.clear()


def terminate_running(patience: float = 10) -> None:
	"""After an interruption: end what `run` started and still runs, and let nothing new begin.

	Returns when all of it is gone: what goes on writing would spoil the next attempt.
	"""
	_interrupted.set()
	with _running_lock:
		processes = list(_running)
	for process in processes:
		_signal_group(process, signal.SIGTERM)
	deadline = time.monotonic() + patience
	while any(process.poll() is None for process in processes) and time.monotonic() < deadline:
		time.sleep(0.1)
	for process in processes:
		_signal_group(process, signal.SIGKILL)


def _signal_group(process: subprocess.Popen, number: signal.Signals) -> None:
	"""Reach a command and all that it started; what runs as root by sudo is left to end by itself."""
	with suppress(ProcessLookupError, PermissionError):
		os.killpg(process.pid, number)


def _start(command: list[str], cwd: Path | None, env: dict[str, str] | None) -> subprocess.Popen:
	if _interrupted.is_set():
		raise DevsiteError("interrupted")
	with _running_lock:
		process = subprocess.Popen(
			command,
			cwd=cwd,
			env={**os.environ, **(env or {})},
			stdin=subprocess.DEVNULL,
			stdout=subprocess.PIPE,
			stderr=subprocess.PIPE,
			text=True,
			errors="replace",
			# A process group of its own, to be ended as a whole.
			start_new_session=True,
		)
		_running.add(process)
	return process


def _write(log: Path, command: list[str], output: str, complaints: str) -> None:
	log.parent.mkdir(parents=True, exist_ok=True)
	with log.open("a") as file:
		file.write(f"$ {' '.join(command)}\n{output}{complaints}\n")


def _last_line(text: str) -> str:
	lines = [line.strip() for line in text.splitlines() if line.strip()]
	return lines[-1][:200] if lines else "it said nothing"
