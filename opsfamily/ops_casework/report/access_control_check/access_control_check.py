"""The report „Kontrola dostępu”: what on this site goes round the access rule, where, who, and how to fix it.

It is for the head, the OPS administrator and whoever runs the platform; it names records and users, no family.
Each finding is one function in `FINDINGS`; one that fails is itself a row and stops no other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

import frappe
from frappe import _
from frappe.utils import getdate

from opsfamily.case.reports import answers_refusals
from opsfamily.core.assignments import runs_on_in_sql
from opsfamily.core.roles import ADMINISTRATOR, CASE_WORKERS, CENTRE_STAFF, HEAD
from opsfamily.permissions.known import get_children, get_entries
from opsfamily.permissions.reach import find_named_doctype, find_read_doctype, is_switched_off
from opsfamily.permissions.reaching import FIELDS

READERS = frozenset({HEAD, ADMINISTRATOR, "System Manager"})
# The door that only logs what it would refuse (site configuration).
DOOR, DOOR_METHODS, REPORT_MODE = "ops_door", "ops_door_methods", "report"
# Records that a template, a script or another user's name carries past the rule.
TEMPLATES = (
	"Address Template",
	"Client Script",
	"Custom HTML Block",
	"Email Template",
	"Letter Head",
	"Newsletter",
	"Notification",
	"Print Format",
	"Server Script",
	"Web Form",
	"Web Page",
	"Web Template",
	"Website Settings",
)
ACTS_FOR_OTHERS = ("Auto Email Report", "Report", "Dashboard Chart", "Number Card", "Workspace")
# Every user has these; what they may write is what the platform lets everybody write.
EVERYBODY = frozenset({"All", "Guest", "Desk User"})
STANDARD_USERS = ("Administrator", "Guest")


class Row(NamedTuple):
	"""One way round the rule. where and who: a record and a user; urgent: shown in red."""

	what: str
	where: str
	who: str
	fix: str
	urgent: bool = False


@answers_refusals
def execute(filters: dict | None = None) -> tuple[list[dict], list[dict]]:
	"""Return columns and rows, urgent ones first. Nobody but the report's readers gets a row; raises nothing."""
	user = frappe.session.user
	may_read = user == "Administrator" or not READERS.isdisjoint(frappe.get_roles(user))
	rows = sorted(get_rows(), key=lambda row: not row.urgent) if may_read else []
	return get_columns(), [{**row._asdict(), "urgent": int(row.urgent)} for row in rows]


def get_rows() -> list[Row]:
	"""Return the rows of all findings, each once, in the order of `FINDINGS`."""
	rows = [row for find in FINDINGS for row in try_finding(find)]
	return list(dict.fromkeys(rows))


def try_finding(find: Callable[[], Iterable[Row]]) -> list[Row]:
	"""Return the rows of one finding; for one that fails, a row that says so (the traceback is logged)."""
	savepoint = f"finding_{frappe.generate_hash(length=8)}"
	frappe.db.savepoint(savepoint)
	try:
		return list(find())
	except Exception:
		frappe.db.rollback(save_point=savepoint)
		frappe.log_error("Access Control Check", frappe.get_traceback())
		fix = _("Pass the entry of the Error Log to the maintainers of the app.")
		return [Row(_("This check failed"), find.__name__, "", fix, urgent=True)]


def find_door() -> Iterator[Row]:
	"""Find the door in report mode, and methods that the office has let through it."""
	if frappe.conf.get(DOOR) == REPORT_MODE:
		fix = _("Remove ops_door from the site's configuration as soon as the emergency is over.")
		yield Row(
			_("The door only logs requests that it should refuse"), f"{DOOR}: {REPORT_MODE}", "", fix, True
		)
	fix = _("Keep only methods that were read and hold the access rule.")
	for method in frappe.conf.get(DOOR_METHODS) or []:
		yield Row(_("A method of another app is let through the door"), str(method), "", fix)


def find_powerful_users() -> Iterator[Row]:
	"""Find users whose roles reach past the rule."""
	fix = _("Take the role away, or keep it with one person outside the section who works on no case.")
	platform = get_roles_past_the_rule()
	for user, roles in get_roles_by_user().items():
		if found := sorted(platform & roles):
			works = not roles.isdisjoint({*CASE_WORKERS, CENTRE_STAFF})
			where = ", ".join(map(name_role, found))
			yield Row(_("Roles that reach past the access rule"), where, user, fix, works)


def name_role(role: str) -> str:
	"""Return a role as the screen and as docs/permissions.md name it: the platform's translations are hard to know."""
	return role if _(role) == role else f"{_(role)} ({role})"


def get_roles_past_the_rule() -> set[str]:
	"""Return the roles that run the platform, write templates or let records run as somebody else."""
	named = {
		"System Manager",
		"Script Manager",
		"Website Manager",
		"Newsletter Manager",
		"Report Manager",
		"Dashboard Manager",
		"Workspace Manager",
	}
	writers = {role for doctype in (*TEMPLATES, *ACTS_FOR_OTHERS) for role in get_writers(doctype)}
	return (named | writers) - EVERYBODY - {"Administrator"}


def get_writers(doctype: str) -> set[str]:
	"""Return the roles that may write records of a DocType; none where this version does not have it."""
	if not frappe.db.exists("DocType", doctype):
		return set()
	return {rule.role for rule in frappe.get_meta(doctype).permissions if rule.write or rule.create}


def get_roles_by_user() -> dict[str, set[str]]:
	"""Return enabled user → their roles, without the platform's own two users."""
	user, role = frappe.qb.DocType("User"), frappe.qb.DocType("Has Role")
	query = (
		frappe.qb.from_(user)
		.join(role)
		.on((role.parent == user.name) & (role.parenttype == "User"))
		.select(user.name, role.role)
		.where((user.enabled == 1) & user.name.notin(STANDARD_USERS))
		.orderby(user.name)
	)
	roles = {}
	for name, each in query.run():
		roles.setdefault(name, set()).add(each)
	return roles


def find_first_user() -> Iterator[Row]:
	"""Find that nobody runs the platform: it would make the next user that is saved a System Manager."""
	if not any("System Manager" in roles for roles in get_roles_by_user().values()):
		yield Row(
			_("The platform makes the next user a System Manager without a word"),
			_("System Manager"),
			"",
			_("Create a user who runs the platform and works on no case, before all others."),
			urgent=True,
		)


def find_public_files() -> Iterator[Row]:
	"""Find public files on our documents and on their rows."""
	filters = {"is_private": 0, "is_folder": 0, "attached_to_doctype": ["in", get_our_doctypes()]}
	for file in get_records("File", filters, ["name", "owner", "attached_to_doctype"]):
		where = describe("File", file.name, file.attached_to_doctype)
		yield Row(
			_("A public file on a family's document"), where, file.owner, _("Make the file private."), True
		)


def find_reaching_records() -> Iterator[Row]:
	"""Find records that work on our DocTypes as somebody else, written before the app refused them."""
	fix = _("Delete the record; the app refuses new ones.")
	for doctype, field in FIELDS.items():
		for record in get_records(doctype, {field: ["in", get_our_doctypes()]}, ["*"]):
			if not is_switched_off(frappe._dict(record, doctype=doctype)):
				where = describe(doctype, record.name, record[field])
				yield Row(_("A record that shows our documents to others"), where, record.owner, fix)


def find_form_fields() -> Iterator[Row]:
	"""Find web forms with a field that lists our documents."""
	fix = _("Take the field off the web form.")
	fields = ["parent", "options"]
	for row in get_records("Web Form Field", {"options": ["in", get_our_doctypes()]}, fields):
		yield Row(_("A web form that lists our documents"), describe("Web Form", row.parent), "", fix, True)


def find_pages() -> Iterator[Row]:
	"""Find web pages, newsletters and web templates that read our DocTypes by a template or script."""
	for doctype in ("Web Page", "Newsletter", "Web Template"):
		for record in get_records(doctype, {}, ["name", "owner"]):
			if read := find_read_doctype(frappe.get_doc(doctype, record.name)):
				where = describe(doctype, record.name, read)
				yield Row(
					_("A page that shows our documents to others"),
					where,
					record.owner,
					_("Delete the record."),
					True,
				)


def find_mailed_and_prepared_reports() -> Iterator[Row]:
	"""Find mailed reports, prepared reports and reports that are prepared ahead, on our DocTypes."""
	ours = [report.name for report in get_our_reports()]
	fix = _("Delete the record; the app refuses new ones.")
	for record in get_records("Auto Email Report", {"report": ["in", ours]}, ["name", "user"]):
		where = describe("Auto Email Report", record.name)
		yield Row(_("A report on our documents is sent by e-mail"), where, record.user, fix)
	for record in get_records(
		"Prepared Report", {"report_name": ["in", ours]}, ["name", "owner", "report_name"]
	):
		where = describe("Prepared Report", record.name, record.report_name)
		yield Row(_("Rows of a report on our documents are kept"), where, record.owner, fix)
	for report in get_our_reports():
		if report.prepared_report:
			fix_report = _("Untick „Prepared Report” in the report.")
			yield Row(_("Rows of a report on our documents are kept"), _(report.name), "", fix_report)


def find_foreign_reports() -> Iterator[Row]:
	"""Find reports that may read our tables by SQL or script and are not ours."""
	fix = _("Read its query: it must hold the access rule itself, or be switched off.")
	modules = set(frappe.get_module_list("opsfamily"))
	for report in get_records(
		"Report",
		{"disabled": 0},
		["name", "owner", "module", "report_type", "ref_doctype", "query", "report_script"],
	):
		is_code = report.report_type in ("Query Report", "Script Report")
		texts = (report.query or "", report.report_script or "")
		about_us = report.ref_doctype in get_our_doctypes() or find_named_doctype(texts)
		if is_code and about_us and report.module not in modules:
			yield Row(_("A report that does not ask the access rule"), _(report.name), report.owner, fix)


def find_server_scripts() -> Iterator[Row]:
	"""Find enabled server scripts: they run without the rule, on whatever event."""
	fix = _("Read the script: it runs without the access rule. Switch it off if it reads our documents.")
	for script in get_records(
		"Server Script", {"disabled": 0}, ["name", "owner", "script", "reference_doctype"]
	):
		about_us = script.reference_doctype in get_our_doctypes() or bool(
			find_named_doctype([script.script or ""])
		)
		yield Row(_("A server script"), describe("Server Script", script.name), script.owner, fix, about_us)


def find_client_scripts() -> Iterator[Row]:
	"""Find enabled client scripts on our forms: they see what their reader sees, and may send it away."""
	fix = _("Read the script: it sees what its reader sees and could send it elsewhere.")
	for script in get_records(
		"Client Script", {"enabled": 1, "dt": ["in", get_our_doctypes()]}, ["name", "owner", "dt"]
	):
		where = describe("Client Script", script.name, script.dt)
		yield Row(_("A script on our forms"), where, script.owner, fix)


def find_shares() -> Iterator[Row]:
	"""Find shares, share keys and follows of our documents."""
	fix = _("Delete the record; access comes from a dated assignment.")
	for doctype, field, who in (
		("DocShare", "share_doctype", "user"),
		("Document Share Key", "reference_doctype", "owner"),
		("Document Follow", "ref_doctype", "user"),
	):
		for record in get_records(doctype, {field: ["in", get_our_doctypes()]}, ["name", field, who]):
			where = describe(doctype, record.name, record[field])
			yield Row(_("A document is shared past the access rule"), where, record[who] or "", fix, True)


def find_global_search() -> Iterator[Row]:
	"""Find our DocTypes in the settings of the global search, and their texts in its index."""
	fix = _("Take the document type out of the Global Search Settings and rebuild the search.")
	for row in get_records(
		"Global Search DocType", {"document_type": ["in", get_our_doctypes()]}, ["document_type"]
	):
		yield Row(_("Our documents are in the global search"), _(row.document_type), "", fix, True)
	table = frappe.qb.Table("__global_search")
	ours = (
		frappe.qb.from_(table).select(table.doctype).distinct().where(table.doctype.isin(get_our_doctypes()))
	)
	for doctype in ours.run(pluck=True):
		yield Row(_("Texts of our documents are in the index of the global search"), _(doctype), "", fix)


def find_api_keys() -> Iterator[Row]:
	"""Find users with an API key: whoever has the secret reads what the user reads, without a password."""
	fix = _("Delete the key if no program of the office uses it; give each program a user of its own.")
	for user in get_records("User", {"enabled": 1, "api_key": ["is", "set"]}, ["name"]):
		yield Row(_("An API key"), _("API Access"), user.name, fix)


def find_unruled_doctypes() -> Iterator[Row]:
	"""Find DocTypes that link to a family or one of our documents and are not under the rule."""
	fix = _("Enter the DocType in the app's registry, or take its link to our documents away.")
	links = {"fieldtype": "Link", "options": ["in", list(get_entries())]}
	found = {
		(row.parent, row.owner)
		for row in get_records("DocField", {**links, "parenttype": "DocType"}, ["parent", "owner"])
	} | {(row.dt, row.owner) for row in get_records("Custom Field", links, ["dt", "owner"])}
	for doctype, owner in sorted(found):
		# DocTypes of the app that are missing in the registry fail its tests.
		if doctype not in get_our_doctypes() and doctype not in get_doctypes_of_the_app():
			yield Row(
				_("A document type that links to families without the access rule"), _(doctype), owner, fix
			)


def get_doctypes_of_the_app() -> list[str]:
	"""Return the DocTypes in the modules of this app."""
	modules = frappe.get_module_list("opsfamily")
	return [row.name for row in get_records("DocType", {"module": ["in", modules], "custom": 0}, ["name"])]


def find_people() -> Iterator[Row]:
	"""Find people with an assignment that runs today whose account is disabled or has no role of a case worker."""
	assignment = frappe.qb.DocType("Case Assignment")
	running = frappe.qb.from_(assignment).where(runs_on_in_sql(assignment, getdate()))
	roles = get_roles_by_user()
	for user in running.select(assignment.user).distinct().orderby(assignment.user).run(pluck=True):
		if roles.get(user, set()).isdisjoint(CASE_WORKERS):
			fix = _("End the person's assignments, or give the account its role back.")
			yield Row(_("Somebody on a case who is disabled or has no role"), _("Case Assignment"), user, fix)


def describe(doctype: str, name: str, about: str | None = None) -> str:
	"""Return a record as „kind name (what it is about)”."""
	return f"{_(doctype)} {name} ({_(about)})" if about else f"{_(doctype)} {name}"


def get_our_reports() -> list[frappe._dict]:
	"""Return the reports on our DocTypes."""
	filters = {"ref_doctype": ["in", get_our_doctypes()]}
	return get_records("Report", filters, ["name", "prepared_report"])


def get_our_doctypes() -> list[str]:
	"""Return the confidential DocTypes and their rows'."""
	return [*get_entries(), *get_children()]


def get_records(doctype: str, filters: dict, fields: list[str]) -> list[frappe._dict]:
	"""Return the records; none where this version does not have the DocType.

	get_all: the report shows what its reader may not open, by name only.
	"""
	if not frappe.db.exists("DocType", doctype):
		return []
	return frappe.get_all(doctype, filters=filters, fields=fields, order_by="creation")


def get_columns() -> list[dict]:
	"""Return the columns of the report."""
	return [
		{"fieldname": "what", "label": _("What Goes Round the Rule"), "fieldtype": "Data", "width": 320},
		{"fieldname": "where", "label": _("Where"), "fieldtype": "Data", "width": 280},
		{"fieldname": "who", "label": _("Who"), "fieldtype": "Data", "width": 200},
		{"fieldname": "fix", "label": _("How to Fix It"), "fieldtype": "Data", "width": 480},
		{"fieldname": "urgent", "label": _("Urgent"), "fieldtype": "Check", "width": 80},
	]


FINDINGS: tuple[Callable[[], Iterable[Row]], ...] = (
	find_door,
	find_first_user,
	find_powerful_users,
	find_public_files,
	find_shares,
	find_reaching_records,
	find_form_fields,
	find_pages,
	find_mailed_and_prepared_reports,
	find_foreign_reports,
	find_server_scripts,
	find_client_scripts,
	find_global_search,
	find_unruled_doctypes,
	find_people,
	find_api_keys,
)
