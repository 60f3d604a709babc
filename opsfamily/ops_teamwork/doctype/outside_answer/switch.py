"""Whether the office lets specialists outside answer by a link."""

from __future__ import annotations

import frappe

from opsfamily.case.archive import ARCHIVE
from opsfamily.office import get_setting


def is_open() -> bool:
	"""Return whether links open their tasks: the part is used, nobody has closed the page, and the site is no archive."""
	is_closed = get_setting("closes_outside_answers") or frappe.conf.get(ARCHIVE)
	return bool(get_setting("uses_outside_answers")) and not is_closed
