"""The dictionaries of consents, „Za życiem”, foster care and closings, for existing sites.

Where it ran under its earlier name, it does not run again: records that an office deleted since stay deleted.
"""

import frappe

from opsfamily.setup.defaults import SUPPORT_DICTIONARIES, create_dictionaries

EARLIER_NAMES = {
	"execute:from opsfamily.setup.seeds import plant_support_dictionaries; plant_support_dictionaries()": (
		SUPPORT_DICTIONARIES
	),
	"execute:from opsfamily.setup.seeds import plant_closing_reasons; plant_closing_reasons()": (
		"Closing Reason",
	),
}


def execute() -> None:
	"""Create the missing records."""
	for earlier_name, doctypes in EARLIER_NAMES.items():
		if not frappe.db.exists("Patch Log", {"patch": earlier_name}):
			create_dictionaries(doctypes)
