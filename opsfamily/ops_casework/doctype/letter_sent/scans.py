"""The signed letter that is attached to the register, and its checksum."""

from __future__ import annotations

from pathlib import Path

import frappe
from frappe import ValidationError, _

from opsfamily.core import letters as core
from opsfamily.permissions.files import can_see_path


class UnreadableScanError(ValidationError):
	"""The attached file is not on this site, or the user may not read it."""


def make_checksum_of(letter) -> str | None:
	"""Return the SHA-256 of the attached scan; None without one (UnreadableScanError)."""
	if not letter.scan:
		return None
	content = read_scan(letter.scan) if can_see_path(letter.scan, frappe.session.user) else None
	if content is None:
		frappe.throw(
			_("{0}: the file cannot be read. Attach it to this letter.").format(letter.label_of("scan")),
			UnreadableScanError,
		)
	return core.make_checksum(content)


def get_state(letter) -> str | None:
	"""Return whether the scan is still the file that was attached (`core.letters`); None without one."""
	if not letter.scan:
		return core.MISSING if letter.scan_checksum else None
	return core.compare_checksum(letter.scan_checksum, read_scan(letter.scan))


def read_scan(url: str) -> bytes | None:
	"""Return the content of an attached file; None where it is not there."""
	# get_all: the letter's reader has been asked; the record of the file says only where it is on the disk.
	names = frappe.get_all(
		"File", filters={"file_url": url}, pluck="name", order_by="creation desc", limit_page_length=1
	)
	if not names:
		return None
	file = frappe.get_doc("File", names[0])
	# Not get_content, which decodes a text.
	path = Path(file.get_full_path())
	return path.read_bytes() if path.is_file() else None
