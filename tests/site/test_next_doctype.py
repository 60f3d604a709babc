"""The next DocType with a family is entered once: a temporary app adds one, and every rule knows it."""

import pytest

import frappe
from frappe.utils import getdate

from opsfamily.case.document import get_doctypes_on_file
from opsfamily.core.access_copy import Person
from opsfamily.ops_casework.doctype.access_copy.sources import get_prepared_entries
from opsfamily.ops_casework.doctype.family import family_dashboard
from opsfamily.ops_casework.report.family_file_access.family_file_access import get_documents
from opsfamily.ops_casework.report.retention_proposals import retention_proposals
from opsfamily.permissions import known, registry, traces
from opsfamily.permissions.files import ForeignFileError
from opsfamily.permissions.guards import SharingRefusedError, TrackingSwitchedOffError
from opsfamily.permissions.rule import NOTHING, get_row_condition
from opsfamily.permissions.session import acting_as
from opsfamily.tests.factories import assign, day, email, make_closed_case, make_family
from tests.site import pantry
from tests.site.pantry import ITEM, PARCEL

AT_MOST = 5
CONTENTS = "makaron i konserwy"


@pytest.fixture(scope="module")
def app(tmp_path_factory):
	"""The app on disk before and after somebody has added the DocType: path → text, twice."""
	folder = tmp_path_factory.mktemp("apps") / pantry.APP
	pantry.write(folder, pantry.SCAFFOLD)
	before = pantry.get_contents(folder)
	pantry.write(folder, pantry.NEW_FILES)
	return folder, before, pantry.get_contents(folder)


@pytest.fixture(scope="module")
def installed(connected_site, app):
	with pantry.installed(app[0]):
		yield


@pytest.fixture
def parcel(installed, nothing_is_committed):
	"""A parcel for a family that the assistant works with."""
	family = make_family().name
	assign(family)
	values = {"family": family, "contents": CONTENTS, "items": [{"item": "makaron"}]}
	return frappe.get_doc({"doctype": PARCEL, **values}).insert()


def get_names(doctype: str, key: str) -> list[str]:
	parent = PARCEL if doctype == ITEM else None
	with acting_as(email(key)):
		try:
			return frappe.get_list(doctype, pluck="name", parent_doctype=parent, limit_page_length=0)
		except frappe.PermissionError:
			return []


def test_few_files_outside_its_own_folder_are_touched(app):
	_folder, before, after = app
	touched = {path for path, text in after.items() if before.get(path) != text}
	outside = {path for path in touched if not path.startswith(pantry.OWN_FOLDERS)}
	assert outside == {"confidential.py", "hooks.py", "translations/pl.csv"}
	assert len(outside) <= AT_MOST


def test_its_controller_is_the_apps(parcel):
	assert type(parcel).__module__.startswith(pantry.APP)
	assert PARCEL not in registry.CONFIDENTIAL
	assert known.is_confidential(PARCEL) and known.get_parents(ITEM) == (PARCEL,)


def test_lists_show_it_to_the_people_on_the_case(parcel):
	assert parcel.name in get_names(PARCEL, "assistant")
	assert parcel.items[0].name in get_names(ITEM, "assistant")
	for key in ("coordinator", "head"):
		assert parcel.name in get_names(PARCEL, key)


@pytest.mark.parametrize("key", ["stranger", "other_assistant", "administrator", "nobody", "day_centre"])
def test_lists_show_it_to_nobody_else(parcel, key):
	assert parcel.name not in get_names(PARCEL, key)
	assert parcel.items[0].name not in get_names(ITEM, key)


def test_its_condition_is_the_rules(parcel):
	hook = frappe.get_attr(frappe.get_hooks("permission_query_conditions")[PARCEL][-1])
	assert hook(email("stranger")) == NOTHING
	assert parcel.family in get_row_condition(PARCEL, email("assistant"))


def test_the_form_asks_the_rule(parcel):
	for key, ptype, allowed in (
		("assistant", "write", True),
		("coordinator", "read", True),
		("stranger", "read", False),
		("stranger", "write", False),
		("other_assistant", "read", False),
	):
		answer = frappe.has_permission(PARCEL, ptype, doc=parcel.name, user=email(key))
		assert bool(answer) is allowed, (key, ptype)


def test_an_ended_assignment_takes_it_away(parcel):
	name = frappe.db.get_value("Case Assignment", {"family": parcel.family, "user": email("assistant")})
	frappe.get_doc("Case Assignment", name).update({"until_date": day(-1)}).save()
	assert parcel.name not in get_names(PARCEL, "assistant")


def test_it_is_on_the_familys_page(parcel):
	groups = {group["label"]: group["items"] for group in family_dashboard.get_data()["transactions"]}
	assert PARCEL in groups[frappe._(registry.CONTACTS)]
	assert PARCEL in get_doctypes_on_file(parcel.family)


def test_an_office_may_set_how_long_it_is_kept(parcel):
	settings = frappe.get_doc("OPS Settings")
	settings.run_method("onload")
	assert PARCEL in settings.get("__onload").retained_doctypes
	rule = {"document_kind": PARCEL, "years": 1, "counted_from": "Case Closed"}
	settings.append("retention_rules", rule)
	settings.validate_retention_rules()


def test_what_is_no_longer_kept_is_proposed(parcel):
	make_closed_case(parcel.family, closing_date=day(-1), monitoring_until=None)
	rule = frappe._dict(document_kind=PARCEL, years=0, counted_from="Case Closed", symbol="", category="")
	with acting_as(email("head")):
		rows = retention_proposals.get_proposals(rule, getdate(day(366 * 2)))
	assert parcel.name in [row["document"] for row in rows]


def test_it_is_in_a_persons_copy(parcel):
	prepared = get_prepared_entries(parcel.family, Person("Maria Testowa"), [])
	entries = [entry for entry in prepared.entries if entry["source_doctype"] == PARCEL]
	assert [entry["text"] for entry in entries] == [CONTENTS]


def test_its_index_is_made(installed, site):
	indexes = {}
	for row in frappe.db.sql(f"show index from `tab{PARCEL}`", as_dict=True):
		indexes.setdefault(row.Key_name, []).append(row.Column_name)
	assert ["family", "modified"] in indexes.values()


# guards


@pytest.mark.parametrize(
	"values",
	[
		{"doctype": "DocShare", "share_doctype": PARCEL, "share_name": "{}", "read": 1},
		{"doctype": "Document Follow", "ref_doctype": PARCEL, "ref_docname": "{}"},
		{"doctype": "Document Share Key", "reference_doctype": PARCEL, "reference_docname": "{}"},
		{"doctype": "ToDo", "reference_type": PARCEL, "reference_name": "{}", "description": "x"},
	],
	ids=lambda values: values["doctype"],
)
def test_it_is_not_shared(parcel, values):
	who = {"user": email("stranger"), "allocated_to": email("stranger")}
	filled = {key: parcel.name if value == "{}" else value for key, value in values.items()}
	with pytest.raises(SharingRefusedError):
		frappe.get_doc({**who, **filled}).insert()


def test_a_task_for_somebody_on_the_case_is_allowed(parcel):
	task = {"reference_type": PARCEL, "reference_name": parcel.name, "allocated_to": email("assistant")}
	assert frappe.get_doc({"doctype": "ToDo", "description": "x", **task}).insert().name


def test_its_files_are_private_and_its_own(parcel):
	attached = {"attached_to_doctype": PARCEL, "attached_to_name": parcel.name}
	file = frappe.get_doc({"doctype": "File", "file_name": "paczka.txt", "content": "x", **attached}).insert()
	try:
		assert file.is_private
		with acting_as(email("stranger")):
			assert not frappe.get_list("File", {"name": file.name})
			claim = {"file_name": "moje.txt", "file_url": file.file_url, "is_private": 1}
			# Refused before anything is written.
			with pytest.raises((ForeignFileError, frappe.PermissionError)):
				frappe.get_doc({"doctype": "File", **claim}).insert()
	finally:
		file._delete_file_on_disk()


def test_its_tracking_is_not_switched_off(parcel):
	setter = {"doc_type": PARCEL, "property": "track_views", "value": "0", "property_type": "Check"}
	with pytest.raises(TrackingSwitchedOffError):
		frappe.get_doc({"doctype": "Property Setter", "doctype_or_field": "DocType", **setter}).insert()


# traces


def test_reading_it_leaves_a_trace(parcel):
	frappe.local.response["data"] = parcel
	try:
		assert list(traces.get_answered_documents()) == [(PARCEL, parcel.name)]
		frappe.local.response["data"] = parcel.items[0]
		assert list(traces.get_answered_documents()) == [(PARCEL, parcel.name)]
	finally:
		del frappe.local.response["data"]


def test_the_report_of_readers_knows_it(parcel):
	assert get_documents(parcel.family)[PARCEL] == [parcel.name]


def test_a_deleted_draft_leaves_a_trace(parcel):
	frappe.delete_doc(PARCEL, parcel.name)
	trace = {"export_from": PARCEL, "reference_document": parcel.name, "method": traces.DELETED}
	assert frappe.db.get_value("Access Log", trace, "filters") == parcel.family
