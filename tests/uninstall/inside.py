"""What is asked of the site on which the app is installed and uninstalled, from within the framework.

Run in the bench's `sites` folder as `python -m tests.uninstall.inside SITE count` or `… SITE work`; it answers with a
line of JSON.
"""

import json
import sys

import frappe


def count() -> dict[str, object]:
	"""Count the rows of every table, and list tables, columns and indexes of the database."""
	query = "select table_name from information_schema.tables where table_schema = %s and table_type = 'BASE TABLE'"
	tables = [table for (table,) in frappe.db.sql(query, frappe.conf.db_name)]
	return {
		"rows": {table: frappe.db.sql(f"select count(*) from `{table}`")[0][0] for table in tables},
		"named": {table: find_named(table) for table in tables},
		"indexes": sorted(map(list, get_indexes())),
		"has_key": "encryption_key" in frappe.get_site_config(),
		"singles": sorted(frappe.db.sql_list("select distinct doctype from tabSingles")),
	}


def get_indexes() -> list[tuple]:
	"""Return (table, index, column) of the database."""
	query = "select table_name, index_name, column_name from information_schema.statistics where table_schema = %s"
	return frappe.db.sql(query, frappe.conf.db_name)


# What the platform notes about the office's people, who stay, and about the apps on the site.
ABOUT = {
	"tabComment": "reference_doctype",
	"tabVersion": "ref_doctype",
	"tabDocShare": "share_doctype",
	"tabPermission Log": "for_doctype",
}


def find_named(table: str) -> list[str]:
	"""Return the names of the table's records, without notes about users."""
	columns = {
		column
		for (column,) in frappe.db.sql(
			"select column_name from information_schema.columns where table_schema = %s and table_name = %s",
			[frappe.conf.db_name, table],
		)
	}
	if "name" not in columns:
		return []
	about = ABOUT.get(table)
	but_people = f" where ifnull(`{about}`, '') not in ('User', 'Installed Applications')" if about else ""
	return sorted(frappe.db.sql_list(f"select name from `{table}`{but_people}"))


def work() -> dict[str, str]:
	"""Write what hangs on documents: a file, a comment, a task, versions, a notice, numbers."""
	from opsfamily.tests import factories

	factories.make_people()
	family = factories.make_family()
	factories.assign(family.name)
	visit = factories.make_visit(family.name)
	visit.course = "Inaczej."
	visit.save()
	visit.add_comment("Comment", "uwaga")
	content = {"file_name": "skan.txt", "content": "skan", "is_private": 1}
	frappe.get_doc(
		{"doctype": "File", "attached_to_doctype": "Family", "attached_to_name": family.name, **content}
	).insert()
	notice = {"subject": "termin", "type": "Alert", "document_type": "Family", "document_name": family.name}
	frappe.get_doc({"doctype": "Notification Log", "for_user": factories.email("head"), **notice}).insert()
	frappe.db.commit()
	return {"family": family.name}


if __name__ == "__main__":
	frappe.init(sys.argv[1])
	frappe.connect()
	frappe.local.lang = "pl"
	print(json.dumps({"count": count, "work": work}[sys.argv[2]](), default=str))
