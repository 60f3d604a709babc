"""Teamwork, the day centre, outings and other working time move out of the module „OPS Consultation”.

It runs before the model is synced: `migrate` of released versions ends by deleting every DocType whose
controller it cannot import from the stored module. It writes by SQL, so that `modified` stays as it was; each step
may be run again. Records that an office created in „OPS Consultation” stay there.
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
		# Frappe 16 makes one from each workspace and hides it with its module.
		"Workspace Sidebar": ("In the Day Centre",),
	},
	"OPS Visits": {
		"DocType": ("Home Outing", "Other Work Kind", "Other Work Time"),
		"Number Card": ("Out of the Office",),
	},
}
# Rows that name modules: modules hidden from a user or profile, and modules allowed for a type of user.
LISTS_OF_MODULES = ("Block Module", "User Type Module")
# Functions that the scheduler calls, before → after. Its record holds the last run and whether it was stopped.
JOBS = {
	"opsfamily.people.show_everybody": "opsfamily.case.people.show_everybody",
	"opsfamily.ops_visits.quick_visit.forget_old_drafts": "opsfamily.ops_visits.page.quick_visit.quick_visit.forget_old_drafts",
	"opsfamily.ops_intake.closing.end_monitoring": "opsfamily.case.closing.end_monitoring",
	"opsfamily.notices.send_digests": "opsfamily.clocks.digest.send_digests",
	"opsfamily.ops_consultation.outings.forget_old_outings": "opsfamily.ops_visits.doctype.home_outing.outings.forget_old_outings",
	"opsfamily.ops_consultation.outings.tell_of_missed_ends": "opsfamily.ops_visits.doctype.home_outing.outings.tell_of_missed_ends",
}


def execute() -> None:
	"""Set the new module of every record of the app."""
	for module in NEW:
		create_if_missing("Module Def", {"module_name": module, "app_name": "opsfamily"})
	for module, records in MOVED.items():
		for doctype, names in records.items():
			set_module(doctype, names, module)
	for doctype in LISTS_OF_MODULES:
		list_new_modules(doctype)
	for before, after in JOBS.items():
		redirect_job(before, after)
	# The framework caches the module of each DocType and the app of each module.
	clear_global_cache()


def set_module(doctype: str, names: tuple[str, ...], module: str) -> None:
	"""Set the module of the app's records, and nothing else."""
	if not frappe.db.table_exists(doctype):
		return
	table = frappe.qb.DocType(doctype)
	ours = table.name.isin(names) & (table.module == OLD)
	frappe.qb.update(table).set(table.module, module).where(ours).run()


def list_new_modules(doctype: str) -> None:
	"""List the new modules wherever the old one is: users from whom it was hidden see nothing new."""
	# get_all: the site's own lists of modules, no family in them; an update has no user.
	for row in frappe.get_all(doctype, {"module": OLD}, ["parent", "parenttype", "parentfield"]):
		listed = frappe.get_all(doctype, {**row}, pluck="module")
		for place, module in enumerate((each for each in NEW if each not in listed), len(listed) + 1):
			frappe.get_doc({"doctype": doctype, "module": module, "idx": place, **row}).db_insert()


def redirect_job(before: str, after: str) -> None:
	"""Let the scheduler's record call the new function, so that a stopped job stays stopped."""
	if not frappe.db.exists("Scheduled Job Type", {"method": after}):
		job = frappe.qb.DocType("Scheduled Job Type")
		frappe.qb.update(job).set(job.method, after).where(job.method == before).run()
