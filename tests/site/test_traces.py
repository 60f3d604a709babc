"""What happened to a family's papers stays traceable, and what third parties said stays off paper."""

import pytest

import frappe
from frappe.client import delete
from frappe.query_builder import Order
from frappe.www.printview import get_rendered_template

from opsfamily.permissions.guards import TrackingSwitchedOffError
from opsfamily.permissions.registry import CONFIDENTIAL
from opsfamily.permissions.session import acting_as
from opsfamily.tests.factories import PEOPLE, assign, email, make_assessment, make_family, make_visit

LOGS = ("Version", "View Log", "Access Log", "Deleted Document", "Activity Log")
NOTED = {"Family Visit": make_visit, "Family Assessment": make_assessment}
SAID = "Sąsiadka mówi tajne"


def one_of_each_log() -> dict[str, str]:
	"""Log → name of a record about a family's documents."""
	family = make_family()
	family.update({"phone": "500 100 201"}).save()
	family.add_viewed()
	assign(family.name)
	make_visit(family.name).delete()
	return {log: newest(log) for log in LOGS}


def newest(doctype: str) -> str:
	log = frappe.qb.DocType(doctype)
	query = frappe.qb.from_(log).select(log.name).orderby(log.creation, order=Order.desc).limit(1)
	found = query.run(pluck=True)
	return found[0] if found else frappe.get_doc({"doctype": doctype, "subject": "x"}).insert().name


@pytest.mark.parametrize("key", [key for key in PEOPLE if key != "nobody"])
def test_no_role_of_ours_deletes_or_writes_a_log(site, key):
	logs = one_of_each_log()
	with acting_as(email(key)):
		for doctype, name in logs.items():
			for ptype in ("delete", "write", "create"):
				assert not frappe.has_permission(doctype, ptype, doc=name), (doctype, ptype)
			with pytest.raises(frappe.PermissionError):
				delete(doctype, name)
	assert all(frappe.db.exists(doctype, name) for doctype, name in logs.items())


@pytest.mark.parametrize("doctype", CONFIDENTIAL)
@pytest.mark.parametrize("tracking", ["track_changes", "track_views"])
def test_tracking_is_on_and_stays_on(site, doctype, tracking):
	assert frappe.get_meta(doctype).get(tracking)
	form = frappe.get_doc("Customize Form")
	form.doc_type = doctype
	form.fetch_to_customize()
	form.set(tracking, 0)
	with pytest.raises(TrackingSwitchedOffError):
		form.save_customization()
	frappe.clear_cache(doctype=doctype)
	assert frappe.get_meta(doctype).get(tracking)


def test_other_customizations_are_the_offices(site):
	form = frappe.get_doc("Customize Form")
	form.doc_type = "Family Visit"
	form.fetch_to_customize()
	form.max_attachments = 7
	form.save_customization()
	frappe.clear_cache(doctype="Family Visit")
	assert frappe.get_meta("Family Visit").max_attachments == 7
	frappe.db.rollback()
	frappe.clear_cache(doctype="Family Visit")


@pytest.mark.parametrize("doctype", NOTED)
def test_what_a_third_party_said_stands_on_no_paper(site, doctype):
	family = make_family().name
	assign(family)
	doc = NOTED[doctype](family, third_party_note=SAID)
	formats = frappe.get_all("Print Format", filters={"doc_type": doctype}, pluck="name", order_by="name")
	for name in (None, *formats):
		paper = frappe.get_doc("Print Format", name) if name else None
		for print_hide in (1, 0):
			shown = frappe.get_doc(doctype, doc.name)
			# An office may print a hidden field by Customize Form; this one is not there even then.
			shown.meta.get_field("third_party_note").print_hide = print_hide
			assert SAID not in get_rendered_template(shown, print_format=paper, meta=shown.meta), name
	assert frappe.db.get_value(doctype, doc.name, "third_party_note") == SAID
