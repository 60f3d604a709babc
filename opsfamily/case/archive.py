"""A site that was restored to be read: what an office keeps of closed years. Nothing about families changes on it."""

import frappe
from frappe import ValidationError, _

# In the site's configuration (site_config.json).
ARCHIVE = "ops_archive"


class ArchiveSiteError(ValidationError):
	"""The site is an archive: its documents are read and printed, and never changed."""


def refuse_in_archive() -> None:
	"""Refuse a change where the site's configuration says `ops_archive` (ArchiveSiteError).

	An update of the app carries the archive's data along.
	"""
	if frappe.conf.get(ARCHIVE) and not frappe.flags.in_migrate:
		frappe.throw(
			_("This site is an archive: its documents are read and printed, and never changed."),
			ArchiveSiteError,
		)
