"""Where everything lies: one object that knows every path below the ignored folder `.devsite/`."""

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

REPO = Path(__file__).resolve().parent.parent
PACKAGE = REPO / "devsite"
STATE = REPO / ".devsite"


@dataclass(frozen=True)
class Layout:
	"""The folders of one bench. `root` is `.devsite/`, or a folder below it with --frappe PATH.

	base_python: what the environment is made with, where the user names one.
	"""

	root: Path
	checkout: Path | None = None
	base_python: Path | None = None

	@property
	def downloads(self) -> Path:
		"""Package caches: shared by all benches, kept by `reset`."""
		return STATE / "downloads"

	@property
	def env(self) -> Path:
		return self.root / "env"

	@property
	def python(self) -> Path:
		return self.env / "bin" / "python"

	@property
	def bench(self) -> Path:
		return self.root / "bench"

	@property
	def sites(self) -> Path:
		return self.bench / "sites"

	@property
	def framework(self) -> Path:
		"""The folder that holds the `frappe` package, as `apps/frappe` does on every bench."""
		return self.bench / "apps" / "frappe"

	@property
	def mariadb(self) -> Path:
		return self.root / "mariadb"

	@property
	def redis(self) -> Path:
		return self.root / "redis"

	@property
	def bundler(self) -> Path:
		return self.root / "bundler"

	@property
	def run(self) -> Path:
		"""Pids, ports, passwords, locks: what is true of this machine now."""
		return self.root / "run"

	@property
	def stamps(self) -> Path:
		return self.root / "stamps"

	@property
	def logs(self) -> Path:
		return self.root / "logs"

	@property
	def papers(self) -> Path:
		return self.root / "papers"

	@property
	def shots(self) -> Path:
		"""Screenshots made by the browser tests."""
		return self.root / "shots"

	def make_folders(self) -> None:
		"""Make the folders that everything else may count on."""
		for folder in (self.downloads, self.run, self.stamps, self.logs, self.papers, self.shots):
			folder.mkdir(parents=True, exist_ok=True)


def layout_for(checkout: Path | None, base_python: Path | None = None) -> Layout:
	"""The layout of the built-in framework, or one of its own for a checkout of the user's."""
	if checkout is None:
		return Layout(STATE, base_python=base_python)
	name = hashlib.sha256(str(checkout).encode()).hexdigest()[:8]
	return Layout(STATE / f"frappe-{name}", checkout, base_python)


def layout_of_tests() -> Layout:
	"""The layout of the bench that runs these tests, as `python3 -m devsite test` has named it."""
	checkout = os.environ.get("OPSFAMILY_CHECKOUT")
	return Layout(Path(os.environ["OPSFAMILY_BENCH"]).parent, Path(checkout) if checkout else None)
