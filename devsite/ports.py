"""Own ports on 127.0.0.1: chosen once, remembered, chosen anew only when a stranger took one."""

import json
import os
import random
import socket
from contextlib import suppress
from pathlib import Path

# Below the range from which the kernel takes ports for outgoing connections.
FIRST_CHOICE = {"web": 8800, "mariadb": 13306, "redis": 16379}
# Among so many a bench looks that lost its port: others that lost theirs at the same moment take other ones.
SPREAD = 1000


def is_free(port: int) -> bool:
	"""Whether a server could listen on this port of 127.0.0.1 now."""
	with socket.socket() as listener:
		listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
		try:
			listener.bind(("127.0.0.1", port))
		except OSError:
			return False
	return True


def answers(port: int) -> bool:
	"""Whether something accepts connections on this port."""
	with socket.socket() as client:
		client.settimeout(1)
		return client.connect_ex(("127.0.0.1", port)) == 0


def listens(pid: int, port: int) -> bool:
	"""Whether this process itself accepts connections on this port, as the kernel knows it."""
	return not _listening_sockets(port).isdisjoint(_open_sockets(pid))


def _listening_sockets(port: int) -> set[str]:
	"""The inodes of the sockets that listen on this port."""
	rows = [row.split() for row in Path("/proc/net/tcp").read_text().splitlines()[1:]]
	listening = "0A"
	return {row[9] for row in rows if row[3] == listening and int(row[1].rpartition(":")[2], 16) == port}


def _open_sockets(pid: int) -> set[str]:
	"""The inodes of the sockets that a process holds; none of a process that is gone."""
	found = set()
	with suppress(FileNotFoundError, ProcessLookupError):
		for handle in Path(f"/proc/{pid}/fd").iterdir():
			with suppress(FileNotFoundError):
				target = os.readlink(handle)
				if target.startswith("socket:["):
					found.add(target[8:-1])
	return found


class Ports:
	"""The ports of one bench, kept in a JSON file."""

	def __init__(self, file: Path):
		self.file = file
		self.chosen: dict[str, int] = json.loads(file.read_text()) if file.exists() else {}

	def __getitem__(self, name: str) -> int:
		if name not in self.chosen:
			self.choose(name)
		return self.chosen[name]

	def choose(self, name: str) -> int:
		"""Take a free port, and remember it: the server's preferred one or the next; one that was lost is not looked for
		beside its place, where everybody looks."""
		port = FIRST_CHOICE[name] + (random.randrange(SPREAD) if name in self.chosen else 0)
		while port in self.chosen.values() or not is_free(port):
			port += 1
		self.chosen[name] = port
		self.file.parent.mkdir(parents=True, exist_ok=True)
		self.file.write_text(json.dumps(self.chosen, indent="\t"))
		return port
