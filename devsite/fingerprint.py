"""Content hashes: how a step knows whether what it was made from has changed."""

import hashlib
from collections.abc import Callable, Iterable
from pathlib import Path

IGNORED_FOLDERS = {"__pycache__", "node_modules", ".pytest_cache", ".ruff_cache"}


def of_text(text: str) -> str:
	return hashlib.sha256(text.encode()).hexdigest()


def of_files(files: Iterable[Path]) -> str:
	"""One hash over names and contents; a missing file counts as such."""
	digest = hashlib.sha256()
	for file in sorted(files):
		content = file.read_bytes() if file.is_file() else b"(missing)"
		digest.update(f"{file}\0{len(content)}\0".encode() + content)
	return digest.hexdigest()


def of_tree(folder: Path, wanted: Callable[[Path], bool] = lambda file: True) -> str:
	"""One hash over the files below a folder that are wanted."""
	return of_files(file for file in files_below(folder) if wanted(file))


def files_below(folder: Path) -> Iterable[Path]:
	"""Every file below a folder but those that tools leave there."""
	return (
		file for file in folder.rglob("*") if file.is_file() and not IGNORED_FOLDERS.intersection(file.parts)
	)
