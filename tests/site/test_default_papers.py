"""What a document prints as when nobody chooses: its paper, or the framework's own layout, never another DocType's."""

import frappe

from opsfamily.ops_paper.feet import STANDARD, name_paper


def test_every_form_names_its_default(site):
	modules = frappe.get_all("Module Def", {"app_name": "opsfamily"}, pluck="name", order_by="name")
	filters = {"module": ["in", modules], "istable": 0, "issingle": 0}
	doctypes = frappe.get_all("DocType", filters, ["name", "default_print_format"], order_by="name")
	papers = dict(frappe.get_all("Print Format", fields=["name", "doc_type"], as_list=True, order_by="name"))
	wrong = [row.name for row in doctypes if papers.get(row.default_print_format) != row.name]
	assert [row.default_print_format for row in doctypes if row.name in wrong] == [STANDARD] * len(wrong)
	assert len(wrong) < len(doctypes)


def test_a_foot_names_the_document_where_there_is_no_paper(site):
	assert name_paper("Family Visit") == name_paper("Family Visit", STANDARD) == frappe._("Family Visit")
	assert name_paper("Consent") == frappe.get_meta("Consent").default_print_format
