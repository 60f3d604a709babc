"""However `devsite` ends, it ends with one clear line, and the same command goes on from there."""

import os
import signal
import subprocess
import sys
import time

import pytest

from devsite import cli, system_packages
from devsite.errors import DevsiteError
from devsite.paths import REPO, Layout
from devsite.steps import Runner, Step

# A step that takes a while, in a process of its own, which says when it has begun.
LONG_STEP = """
import sys, time
from pathlib import Path
from devsite.steps import Runner, Step
folder = Path(sys.argv[1])
def work():
	(folder / "begun").touch()
	time.sleep(60)
Runner(folder).run([Step("first", lambda: None), Step("long", work, ["first"])])
"""
HOLD_THE_LOCK = """
import sys, time
from pathlib import Path
from devsite.locking import locked
with locked(Path(sys.argv[1]), "This bench"):
	print("held", flush=True)
	time.sleep(60)
"""


def python(code: str, *arguments: str, **options) -> subprocess.Popen:
	return subprocess.Popen([sys.executable, "-c", code, *arguments], cwd=REPO, **options)


def test_killed_in_the_middle_the_next_one_does_what_was_not_whole(tmp_path):
	process = python(LONG_STEP, str(tmp_path))
	while not (tmp_path / "begun").exists():
		assert process.poll() is None
		time.sleep(0.05)
	process.send_signal(signal.SIGKILL)
	process.wait()
	done = []
	steps = [
		Step("first", lambda: done.append("first")),
		Step("long", lambda: done.append("long"), ["first"]),
	]
	Runner(tmp_path, say=lambda text: None).run(steps)
	assert done == ["long"]


def test_two_at_once_the_second_waits_and_says_so(tmp_path):
	lock = str(tmp_path / "lock")
	first = python(HOLD_THE_LOCK, lock, stdout=subprocess.PIPE, text=True)
	assert first.stdout.readline() == "held\n"
	second = python(HOLD_THE_LOCK, lock, stdout=subprocess.PIPE, text=True)
	assert f"pid {first.pid}" in second.stdout.readline()
	# Killed, not ended: the kernel lets go of its lock all the same.
	first.kill()
	first.wait()
	assert second.stdout.readline() == "held\n"
	second.kill()
	second.wait()


def test_a_full_disk_ends_with_one_line(monkeypatch, capsys):
	def fill(layout, rest):
		with open("/dev/full", "w") as disk:
			disk.write("x")
		return 0

	monkeypatch.setitem(cli.COMMANDS, "status", fill)
	assert cli.main(["status"]) == 1
	said = capsys.readouterr().err
	assert said.startswith("devsite: No space left on device")
	assert said.count("\n") == 1


def test_a_folder_that_may_not_be_written_ends_with_one_line(tmp_path, monkeypatch, capsys):
	(tmp_path / "run").write_text("a file where a folder should be")
	monkeypatch.setattr(cli, "layout_for", lambda checkout, base_python: Layout(tmp_path))
	assert cli.main(["up"]) == 1
	said = capsys.readouterr().err
	assert str(tmp_path / "run") in said
	assert said.count("\n") == 1


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give its rights away for a moment")
def test_without_the_right_to_install_the_command_to_run_is_named(tmp_path):
	nobody = 65534
	os.seteuid(nobody)
	try:
		with pytest.raises(DevsiteError, match="sudo apt-get install mariadb-client redis-server"):
			system_packages.install(["mariadb-client", "redis-server"], tmp_path / "log")
	finally:
		os.seteuid(0)
