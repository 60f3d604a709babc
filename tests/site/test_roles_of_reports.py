"""A report opens for every role that it lists: the framework also asks the right to report on its DocType."""

import frappe

# Roles that every user of the Desk has.
EVERYBODY = {"All", "Desk User"}


def test_the_roles_of_a_report_may_report_on_its_doctype(site):
	refused = []
	for name in frappe.get_all("Report", {"module": ["like", "OPS%"], "is_standard": "Yes"}, pluck="name"):
		report = frappe.get_doc("Report", name)
		allowed = {row.role for row in frappe.get_meta(report.ref_doctype).permissions if row.report}
		if allowed & EVERYBODY:
			continue
		refused += [(name, row.role) for row in report.roles if row.role not in allowed]
	assert not refused
