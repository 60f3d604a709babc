"""Teamwork, the day centre, outings and other working time leave the module „OPS Consultation”.

Before the model is synced: a migrate of released versions ends by deleting every DocType whose controller it
cannot import from the stored module. Written by SQL, so that `modified` stays what it was; each step may be run
again. What an office made itself in „OPS Consultation” stays there.
"""

import frappe
from frappe.cache_manager import clear_global_cache

from opsfamily.setup.create import create_if_missing

OLD = "OPS Consultation"
NEW = ("OPS Teamwork", "OPS Day Centre")
# Module → DocType of the record → our records, as they were on the day of the move.
MOVED = {
	"OPS Teamwork": {
		"DocType": (
			"Analysis Finding",
			"Analysis Level",
			"Case Analysis",
			"Case Complexity",
			"Case Conference",
			"Conference Decision",
			"Conference Occasion",
			"Conference Person",
			"Cooperation",
			"Cooperation Degree",
			"Delegated Task",
			"Earlier Decision",
		),
		"Page": ("case-manager",),
	},
	"OPS Day Centre": {
		"DocType": (
			"Child Mood",
			"Day Centre",
			"Day Centre Enrolment",
			"Day Centre Note",
			"Day Centre Worker",
		),
		"Page": ("centre-day",),
		"Report": ("Day Centre Attendance",),
		"Workspace": ("In the Day Centre",),
		# Of Frappe 16, which makes one from each workspace and hides it with its module.
		"Workspace Sidebar": ("In the Day Centre",),
	},
	"OPS Visits": {
		"DocType": ("Home Outing", "Other Work Kind", "Other Work Time"),
		"Number Card": ("Out of the Office",),
	},
}
# Rows that name modules: what a user or a profile does not see, what a type of user may.
LISTS_OF_MODULES = ("Block Module", "User Type Module")
# What the scheduler calls, before → after. Its record holds when it last ran and whether it was stopped.
JOBS = {
	"opsfamily.people.show_everybody": "opsfamily.case.people.show_everybody",
	"opsfamily.ops_visits.quick_visit.forget_old_drafts": "opsfamily.ops_visits.page.quick_visit.quick_visit.forget_old_drafts",
	"opsfamily.ops_intake.closing.end_monitoring": "opsfamily.case.closing.end_monitoring",
	"opsfamily.notices.send_digests": "opsfamily.clocks.digest.send_digests",
	"opsfamily.ops_consultation.outings.forget_old_outings": "opsfamily.ops_visits.doctype.home_outing.outings.forget_old_outings",
	"opsfamily.ops_consultation.outings.tell_of_missed_ends": "opsfamily.ops_visits.doctype.home_outing.outings.tell_of_missed_ends",
}


def execute() -> None:
	"""Give every record of ours its new module."""
	for module in NEW:
		create_if_missing("Module Def", {"module_name": module, "app_name": "opsfamily"})
	for module, records in MOVED.items():
		for doctype, names in records.items():
			move(doctype, names, module)
	for doctype in LISTS_OF_MODULES:
		list_new_modules(doctype)
	for before, after in JOBS.items():
		keep_job(before, after)
	# The platform's own notes of which DocType is in which module, and which module in which app.
	clear_global_cache()


def move(doctype: str, names: tuple[str, ...], module: str) -> None:
	"""Write the module of our records, and nothing else."""
	if not frappe.db.table_exists(doctype):
		return
	table = frappe.qb.DocType(doctype)
	ours = table.name.isin(names) & (table.module == OLD)
	frappe.qb.update(table).set(table.module, module).where(ours).run()


def list_new_modules(doctype: str) -> None:
	"""Put the new modules wherever the old one is listed: whoever did not see it sees nothing new."""
	for row in frappe.get_all(doctype, {"module": OLD}, ["parent", "parenttype", "parentfield"]):
		listed = frappe.get_all(doctype, {**row}, pluck="module")
		for place, module in enumerate((each for each in NEW if each not in listed), len(listed) + 1):
			frappe.get_doc({"doctype": doctype, "module": module, "idx": place, **row}).db_insert()


def keep_job(before: str, after: str) -> None:
	"""Let the scheduler's record call the new function, so that a job that was stopped stays so."""
	if not frappe.db.exists("Scheduled Job Type", {"method": after}):
		job = frappe.qb.DocType("Scheduled Job Type")
		frappe.qb.update(job).set(job.method, after).where(job.method == before).run()
