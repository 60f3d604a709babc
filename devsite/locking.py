"""One at a time: a second devsite command waits for the first, and says so."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def locked(file: Path, what: str) -> Iterator[None]:
	"""Hold a lock while the block runs; the kernel lets go of it however the process ends."""
	file.parent.mkdir(parents=True, exist_ok=True)
	with file.open("a+") as lock:
		try:
			fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
		except BlockingIOError:
			print(
				f"{what} is busy in another devsite command ({_holder(lock)}); waiting for it …", flush=True
			)
			fcntl.flock(lock, fcntl.LOCK_EX)
		lock.truncate(0)
		lock.write(f"pid {os.getpid()}")
		lock.flush()
		yield


def _holder(lock) -> str:
	lock.seek(0)
	return lock.read() or "just started"
