"""Settings in which a stored zero meant the default: they say the default, so that the form may be saved."""

import frappe
from frappe.utils import cint

from opsfamily.office import SETTINGS, ZERO_COUNTS


def execute() -> None:
	"""Write the default where the default counted; run again, it finds nothing."""
	stored = frappe.db.get_singles_dict(SETTINGS)
	for df in frappe.get_meta(SETTINGS).get("fields", {"fieldtype": "Int"}):
		is_meant = df.fieldname in ZERO_COUNTS or not df.default
		if not is_meant and df.fieldname in stored and not cint(stored[df.fieldname]):
			frappe.db.set_single_value(SETTINGS, df.fieldname, cint(df.default))
