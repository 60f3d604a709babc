"""Runs steps: each named, timed, skipped when its work stands, redone when it was interrupted."""

import sys
import time
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from pathlib import Path

from devsite.errors import DevsiteError
from devsite.shell import allow_running, terminate_running


@dataclass
class Step:
	"""One piece of the set-up.

	`made_from` is the content hash of the inputs. The step stands when its stamp holds that hash
	and `holds()` agrees (a server still runs, a folder is still there).
	"""

	name: str
	work: Callable[[], None]
	needs: list[str] = field(default_factory=list)
	made_from: Callable[[], str] = lambda: "made once"
	holds: Callable[[], bool] = lambda: True


class Runner:
	"""Runs steps with their stamps in one folder; several at once where they do not need each other."""

	def __init__(self, stamps: Path, say: Callable[[str], object] = sys.stdout.write):
		self.stamps = stamps
		self.say = say
		self.worked: list[str] = []

	def run(self, steps: list[Step]) -> None:
		"""Bring every step to stand; the first failure stops what has not begun yet."""
		allow_running()
		waiting = {step.name: step for step in steps}
		running: dict[Future, str] = {}
		done: set[str] = set()
		with ThreadPoolExecutor(max_workers=4) as pool:
			try:
				while waiting or running:
					for name in _ready(waiting, done):
						running[pool.submit(self._bring, waiting.pop(name))] = name
					done |= _collect(running)
			except BaseException:
				pool.shutdown(wait=False, cancel_futures=True)
				terminate_running()
				raise

	def _bring(self, step: Step) -> None:
		"""Do the step's work unless it stands; the stamp is written only after the work is whole."""
		made_from = step.made_from()
		if self._stamp(step).is_file() and self._stamp(step).read_text() == made_from and step.holds():
			return
		self._stamp(step).unlink(missing_ok=True)
		self.say(f"   …      {step.name}\n")
		began = time.monotonic()
		step.work()
		self._stamp(step).write_text(made_from)
		self.worked.append(step.name)
		self.say(f"{time.monotonic() - began:6.1f} s  {step.name}\n")

	def _stamp(self, step: Step) -> Path:
		return self.stamps / step.name.replace(" ", "-").replace("/", "-")


def _ready(waiting: dict[str, Step], done: set[str]) -> list[str]:
	"""Names of the steps whose needs are all met."""
	return [step.name for step in waiting.values() if done.issuperset(step.needs)]


def _collect(running: dict[Future, str]) -> set[str]:
	"""Wait until something ends; raise its error or return the names of what is done."""
	if not running:
		raise DevsiteError("devsite's own steps wait for something that nothing does")
	# A time-out, so that the main thread wakes up to see Ctrl-C.
	ended, _ = wait(running, timeout=0.5, return_when=FIRST_COMPLETED)
	for future in ended:
		future.result()
	return {running.pop(future) for future in ended}
