"""The framework's source in apps/frappe: unpacked with its own names, or the user's checkout.

PyPI's criscostack 1.0.0 is Frappe 15.0.0-dev with every name replaced. With the names put back,
in contents and in file names, `import frappe`, the JavaScript namespace, REST paths and tables are
the framework's own.
"""

import shutil
from functools import cache
from pathlib import Path

from devsite import fingerprint, python_env
from devsite.errors import DevsiteError
from devsite.paths import Layout

NAMES_BACK = (
	("criscoerp", "erpnext"),
	("Criscoerp", "ERPNext"),
	("criscostack", "frappe"),
	("CRISCOSTACK", "FRAPPE"),
	("Crisco", "Frappe"),
	# One file was renamed beyond the pattern.
	("brik_helper", "bench_helper"),
)


@cache
def made_from(layout: Layout) -> str:
	"""What apps/frappe depends on; a checkout is the user's, who may pull or edit it at any time."""
	if layout.checkout:
		return fingerprint.of_tree(layout.checkout / "frappe")
	return fingerprint.of_files([python_env.LOCK, Path(__file__)])


def place(layout: Layout) -> None:
	"""Put the framework's source into apps/frappe and make it importable."""
	layout.framework.parent.mkdir(parents=True, exist_ok=True)
	_remove(layout.framework)
	if layout.checkout:
		layout.framework.symlink_to(layout.checkout)
	else:
		_unpack(python_env.pinned_package(layout, "criscostack"), layout.framework)
	python_env.add_framework(layout)


def checked_checkout(folder: Path) -> Path:
	"""The user's checkout, if it is one."""
	folder = folder.expanduser().resolve()
	if not (folder / "frappe" / "__init__.py").is_file() or not (folder / "pyproject.toml").is_file():
		raise DevsiteError(
			f"{folder} is no Frappe checkout (it has no frappe/__init__.py and pyproject.toml)"
		)
	return folder


def put_names_back(text: str) -> str:
	"""The framework's own names in a file's contents or in its name."""
	for theirs, own in NAMES_BACK:
		text = text.replace(theirs, own)
	return text


def _unpack(source: Path, target: Path) -> None:
	"""Copy the package with its names put back; the folder appears only when it is whole."""
	unfinished = target.with_name("frappe.unfinished")
	_remove(unfinished)
	for file in fingerprint.files_below(source):
		place = unfinished / "frappe" / put_names_back(str(file.relative_to(source)))
		place.parent.mkdir(parents=True, exist_ok=True)
		place.write_bytes(_own_content(file.read_bytes()))
	unfinished.rename(target)


def _own_content(content: bytes) -> bytes:
	try:
		return put_names_back(content.decode()).encode()
	except UnicodeDecodeError:  # pictures and fonts
		return content


def _remove(place: Path) -> None:
	if place.is_symlink():
		place.unlink()
	elif place.exists():
		shutil.rmtree(place)
