"""Names of today on what is not agreed yet: workers and representatives whose name had changed before the update.

Fields that only the server writes are set. Where a name may have been typed by hand, and where a paper names somebody
who is not in the household under any name, it is not known whether it is the same person: these are listed.
"""

import frappe

from opsfamily.case.names import find_outdated_names, find_unknown_people


def execute() -> None:
	"""Set what is known, and list the rest in the Error Log."""
	for doctype, name, fieldname, now in find_outdated_names():
		frappe.db.set_value(doctype, name, fieldname, now, update_modified=False)
	rest = [
		f"{doctype} {name}: {fieldname} ({now})"
		for doctype, name, fieldname, now in find_outdated_names(typed=True)
	]
	rest += [f"{doctype} {name}: {person}" for doctype, name, person in find_unknown_people()]
	if rest:
		frappe.log_error(
			title="Names that the office has to compare with the family's page", message="\n".join(rest)
		)
