"""A worker may have several drafts for a family, one for each entry; the database kept them to one.

The new key is made after the update (setup/keys.py).
"""

import frappe

OLD_KEY = "one_draft"


def execute() -> None:
	"""Drop the old key; what is kept fits the new one."""
	if frappe.db.has_index("tabVisit Draft", OLD_KEY):
		# Safe: the name is a constant of this file. The framework has no call that drops an index.
		frappe.db.sql_ddl(f"ALTER TABLE `tabVisit Draft` DROP INDEX `{OLD_KEY}`")
