"""First steps that nothing on the site can tick: they were clicked, and are shown no more."""

from __future__ import annotations

import frappe

STEPS = ("OPS See the Deadlines", "OPS Learn the Visit Form")


def execute() -> None:
	"""Delete the two steps; the lists of steps that held them were replaced when the records were read."""
	for step in STEPS:
		frappe.db.delete("Onboarding Step Map", {"step": step})
		frappe.delete_doc("Onboarding Step", step, force=True, ignore_missing=True, delete_permanently=True)
