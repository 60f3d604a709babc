"""What is asked of the site that is updated, from within the framework: its answer is a line of JSON.

Run in the bench's `sites` folder as `python -m tests.update.inside SITE prepare|state|use`.
"""

import json
import sys

import frappe
from frappe.desk.form.meta import get_meta
from frappe.model.base_document import get_controller

from opsfamily.setup import check

ASSISTANT = "assistant@lipowagora.example"
# A later framework deletes jobs and pages of its own, and writes that down: no row of the office, unless it was ours.
DELETED_BY_FRAMEWORK = "('Scheduled Job Type', 'Page')"
# What an office's administrator writes, or what remembers who did what, and which rows of it are compared.
OF_THE_OFFICE = {
	"Comment": f"comment_type != 'Deleted' or ifnull(reference_doctype, '') not in {DELETED_BY_FRAMEWORK}",
	"Custom DocPerm": "1",
	"Custom Field": "1",
	"Custom Role": "1",
	"DefaultValue": "1",
	"Deleted Document": f"deleted_doctype not in {DELETED_BY_FRAMEWORK} or data like '%opsfamily%' or data like '%OPS %'",
	"File": "1",
	# The roles of pages and reports are rows made anew by a sync: see `roles`.
	"Has Role": "parenttype in ('User', 'Role Profile')",
	"Kanban Board": "1",
	"Kanban Board Column": "1",
	"Letter Head": "1",
	# The framework writes these when it syncs a DocType that has documents.
	"Property Setter": "ifnull(field_name, '') != 'naming_series'",
	"ToDo": "1",
	"User": "1",
	"User Permission": "1",
	"Version": "ref_doctype in (select name from tabDocType where module like 'OPS%')",
	"Workflow": "1",
	"Workflow Document State": "1",
	"Workflow State": "1",
	"Workflow Transition": "1",
}
# What stands in modules, of the app and of the office.
IN_MODULES = (
	"Dashboard Chart",
	"DocType",
	"Form Tour",
	"Module Onboarding",
	"Number Card",
	"Page",
	"Print Format",
	"Report",
	"Workspace",
)
# Printed with a template that is not in the folder of the record's name.
PAPERS = {"Protokół spotkania": "Case Conference", "Lista obecności na superwizji": "Supervision Session"}


def prepare() -> None:
	"""Do what the dump's administrator had not done: stop a job, hide the old module from somebody, and change
	a record of ours later than the file from which the update would sync it."""
	frappe.db.sql(
		"update `tabScheduled Job Type` set stopped = 1 where method = 'opsfamily.notices.send_digests'"
	)
	# By SQL: a later framework saves no document in the tables that an earlier one left.
	frappe.db.sql(
		"""insert into `tabBlock Module` (name, creation, modified, module, parenttype, parentfield, parent, idx)
		values ('hidden', now(), now(), 'OPS Consultation', 'User', 'block_modules', %s, 1)""",
		ASSISTANT,
	)
	frappe.db.sql(
		"update `tabNumber Card` set color = '#123456', modified = '2030-01-01' where name = 'Out of the Office'"
	)
	leave_traces_of_a_renamed_worker()
	frappe.db.commit()


def leave_traces_of_a_renamed_worker() -> None:
	"""Write what the text keys of 1.0 let happen after a worker's address had changed: a second card of a month, and
	notices about cards, one under an address that is nobody's now."""
	columns = [
		name
		for (name,) in rows_of(
			"select column_name from information_schema.columns where"
			" table_schema = database() and table_name = 'tabAssistant Timesheet'"
		)
	]
	changed = {
		"name": "'KARTA-2026-10-9999'",
		"creation": "'2020-01-01'",
		"docstatus": "0",
		"workflow_state": "'Card Sent'",
		"live_key": "'ROD-2026-0001/2026-10/dawny@lipowagora.example'",
	}
	values = ", ".join(changed.get(name, f"`{name}`") for name in columns)
	names = ", ".join(f"`{name}`" for name in columns)
	frappe.db.sql(
		f"insert into `tabAssistant Timesheet` ({names}) select {values} from `tabAssistant Timesheet`"
		" where name = 'KARTA-2026-10-0001'"
	)
	for name, clock, kind, document in (
		("known", "Card Not Sent", "Family", f"ROD-2026-0001/2026-09/{ASSISTANT}"),
		("unknown", "Card Not Sent", "Family", "ROD-2026-0001/2026-09/dawny@lipowagora.example"),
		("other", "Evaluation Day", "Action Schedule", "HARM-2026-0001"),
	):
		frappe.db.sql(
			"""insert into `tabDeadline Notice` (name, creation, modified, clock, document_type, document, due_date,
			threshold, user, told) values (%s, now(), now(), %s, %s, %s, '2026-10-05', 3, %s, 1)""",
			(name, clock, kind, document, ASSISTANT),
		)
	row = ("szkic", ASSISTANT, "ROD-2026-0001", "0123456789abcdef", "{}", f"ROD-2026-0001|{ASSISTANT}")
	frappe.db.sql(
		"""insert into `tabVisit Draft` (name, creation, modified, owner, family, entry_key, payload, draft_key)
		values (%s, now(), now(), %s, %s, %s, %s, %s)""",
		row,
	)


def state() -> dict:
	"""Return what an update must neither lose nor double, read by SQL: the code may not fit the tables yet."""
	case = [
		name for (name,) in rows_of("select name from tabDocType where module like 'OPS%' and custom = 0")
	]
	tables = {**{table: "1" for table in case if has_table(table)}, **OF_THE_OFFICE}
	return {
		"rows": {
			table: by_name(f"select * from `tab{table}` where {rows}") for table, rows in tables.items()
		},
		"settings": [
			list(row)
			for row in rows_of("select doctype, field, value from tabSingles where doctype = 'OPS Settings'")
		],
		"modules": {doctype: modules_of(doctype) for doctype in IN_MODULES},
		"module_defs": sorted(
			name for (name,) in rows_of("select name from `tabModule Def` where app_name = 'opsfamily'")
		),
		"disabled_reports": [
			name for (name,) in rows_of("select name from tabReport where disabled = 1 order by name")
		],
		"cards": {
			card: [module, color, modified]
			for card, module, color, modified in rows_of(
				"select name, module, color, modified from `tabNumber Card` where module like 'OPS%'"
			)
		},
		"listed": sorted(
			{method for (method,) in rows_of("select method from `tabError Log` where method is not null")}
		),
		"unique_keys": sorted(
			{
				name
				for (name,) in rows_of(
					"select index_name from information_schema.statistics where table_schema = database()"
					" and non_unique = 0 and index_name like 'one\\_%'"
				)
			}
		),
		"permissions": permissions(),
		"roles": roles(),
		"jobs": {
			method: stopped
			for method, stopped in rows_of(
				"select method, stopped from `tabScheduled Job Type` where method like 'opsfamily%'"
			)
		},
		"blocked": [
			list(row)
			for row in rows_of("select parent, module from `tabBlock Module` order by parent, module")
		],
		"patches": sorted(
			patch for (patch,) in rows_of("select patch from `tabPatch Log` where patch like '%opsfamily%'")
		),
	}


def use() -> dict:
	"""Use the updated site: load every form, list what the assistant may, print papers."""
	doctypes = frappe.get_all("DocType", {"module": ["like", "OPS%"], "custom": 0}, pluck="name")
	for doctype in doctypes:
		get_controller(doctype)
		assert get_meta(doctype).name == doctype
	papers = {
		paper: frappe.get_print(doctype, frappe.get_all(doctype, pluck="name")[0], paper)
		for paper, doctype in PAPERS.items()
	}
	frappe.set_user(ASSISTANT)
	lists = {
		doctype: len(frappe.get_list(doctype, limit_page_length=0))
		for doctype in doctypes
		if is_listed(doctype) and frappe.has_permission(doctype)
	}
	frappe.set_user("Administrator")
	broken = {line["rule"]: line["documents"] for line in check.run()["broken"]}
	return {"forms": len(doctypes), "lists": lists, "papers": papers, "broken": broken}


def is_listed(doctype: str) -> bool:
	meta = frappe.get_meta(doctype)
	return not meta.istable and not meta.issingle


def rows_of(query: str) -> tuple:
	return frappe.db.sql(query)


def has_table(doctype: str) -> bool:
	return bool(rows_of(f"show tables like 'tab{doctype}'"))


def by_name(query: str) -> dict[str, dict]:
	return {str(row.name): row for row in frappe.db.sql(query, as_dict=True)}


def modules_of(doctype: str) -> dict[str, str]:
	return dict(rows_of(f"select name, module from `tab{doctype}` where module like 'OPS%'"))


def permissions() -> list[str]:
	"""Return the app's own permissions without the names of their rows, which are made anew by every sync."""
	query = """select p.parent, p.role, p.permlevel, p.if_owner, p.`read`, p.`write`, p.`create`, p.`delete`,
		p.submit, p.cancel, p.amend, p.`print`, p.export, p.report, p.share, p.email, p.`import`
		from tabDocPerm p join tabDocType d on d.name = p.parent where d.module like 'OPS%'"""
	return sorted(" ".join(str(value) for value in row) for row in rows_of(query))


def roles() -> list[str]:
	"""Return who may open the app's pages, reports and workspaces."""
	query = """select h.parenttype, h.parent, h.role from `tabHas Role` h where h.role in
		(select role from tabDocPerm p join tabDocType d on d.name = p.parent where d.module like 'OPS%')
		and h.parenttype in ('Page', 'Report', 'Workspace')"""
	return sorted(" / ".join(row) for row in rows_of(query))


if __name__ == "__main__":
	frappe.init(sys.argv[1])
	frappe.connect()
	try:
		answer = {"prepare": prepare, "state": state, "use": use}[sys.argv[2]]()
		print(json.dumps(answer, ensure_ascii=False, default=str, sort_keys=True))
	finally:
		frappe.destroy()
