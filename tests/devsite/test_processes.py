"""Only what devsite started may be stopped by it."""

import json
import subprocess

import pytest

from devsite import processes
from devsite.errors import DevsiteError
from devsite.processes import Daemon

SLEEP = ["sleep", "60"]


def daemon(folder, command=SLEEP, answers=lambda: True):
	return Daemon("sleeper", command, folder / "pid", folder / "log", answers)


def test_start_and_stop(tmp_path):
	sleeper = daemon(tmp_path)
	sleeper.start()
	assert processes.running_pid(sleeper.pid_file)
	assert processes.stop(sleeper.pid_file)
	assert processes.running_pid(sleeper.pid_file) is None
	assert not processes.stop(sleeper.pid_file)


def test_a_stranger_with_the_remembered_pid_is_let_alone(tmp_path):
	stranger = subprocess.Popen(SLEEP)
	pid_file = tmp_path / "pid"
	pid_file.write_text(json.dumps({"pid": stranger.pid, "started_at": "1"}))
	assert not processes.stop(pid_file)
	assert stranger.poll() is None
	stranger.kill()
	stranger.wait()


def test_a_server_that_dies_at_once_is_reported_with_its_log(tmp_path):
	with pytest.raises(DevsiteError, match="log"):
		daemon(tmp_path, ["false"], answers=lambda: False).start()
