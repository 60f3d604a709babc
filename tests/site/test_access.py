"""Who sees a family and all that hangs on it: by list, count, form and print, for every DocType of a case."""

import contextlib
import inspect

import pytest

import frappe
from frappe.desk.reportview import get_count
from frappe.www.printview import get_html_and_style

from opsfamily.ops_casework.doctype.access_copy.access_copy import NotReleasedError
from opsfamily.permissions import rule as permissions
from opsfamily.permissions.registry import (
	CASE_CHILDREN,
	CASE_DOCTYPES,
	CONFIDENTIAL,
	OWN_RULES,
	PRIVATE_DOCTYPES,
	STAFF_DOCTYPES,
)
from opsfamily.permissions.rule import NOTHING, forget_families, get_row_condition
from opsfamily.permissions.session import acting_as
from opsfamily.tests import factories
from opsfamily.tests.factories import assign, day, email, fresh, make_family, make_whole_case

EVERYTHING = (*CONFIDENTIAL, *CASE_CHILDREN)
# Of the staff's own work coordinator and head see this much without having taken part.
SEEN_BY_SECTION = (
	"Group Meeting",
	"Supervision Session",
	"Supervision Plan",
	"Other Work Time",
	"Work Absence",
	"Worker Vehicle",
	"Employment",
)
# What the app alone writes and reads.
READ_BY_NOBODY = ("Deadline Notice", "Supervision Feedback")
# DocType → its column with the worker who sees it.
OWN_COLUMNS = {
	"Other Work Time": "worker",
	"Work Absence": "user",
	"Worker Vehicle": "user",
	"Employment": "user",
}
# Only who took part sees it, whatever their role.
PARTICIPANTS_ONLY = {
	doctype
	for doctype in EVERYTHING
	if {doctype, *CASE_CHILDREN.get(doctype, ())} & (set(STAFF_DOCTYPES) - set(SEEN_BY_SECTION))
}
OF_FAMILIES = [
	doctype for doctype in EVERYTHING if set(CASE_CHILDREN.get(doctype, (doctype,))) <= set(CASE_DOCTYPES)
]
PTYPES = (
	"read",
	"write",
	"create",
	"submit",
	"cancel",
	"amend",
	"delete",
	"print",
	"email",
	"report",
	"export",
	"share",
)


@pytest.fixture(scope="module")
def case(committed) -> dict:
	"""Made once, as it takes as long as to ask all of it; what a test does with it is undone."""
	return committed(make_whole_case)


def listed(doctype: str, name: str) -> bool:
	# v16 lists the rows of the named parent alone, so a row is asked for by each that may hold it.
	return any(listed_of(parent, doctype, name) for parent in CASE_CHILDREN.get(doctype, (None,)))


def listed_of(parent: str | None, doctype: str, name: str) -> bool:
	try:
		return bool(
			frappe.get_list(doctype, filters={"name": name}, parent_doctype=parent, limit_page_length=1)
		)
	except frappe.PermissionError:
		return False


def counted(doctype: str, name: str) -> bool:
	frappe.local.form_dict = frappe._dict(doctype=doctype, filters=[[doctype, "name", "=", name]], fields=[])
	try:
		return bool(get_count())
	except frappe.PermissionError:
		return False


def opened(doctype: str, name: str) -> bool:
	doc = frappe.get_doc(doctype, name)
	return any(doc.has_permission(ptype) for ptype in PTYPES)


def printed(doctype: str, name: str) -> bool:
	if doctype in CASE_CHILDREN:
		return False
	try:
		return bool(get_html_and_style(doctype, name).get("html"))
	except frappe.PermissionError:
		return False
	except NotReleasedError:
		# A rule of the paper itself, asked after the permission.
		return True


WAYS = {"list": listed, "count": counted, "form": opened, "print": printed}


def seen_by(key: str, case: dict, doctypes=EVERYTHING, ways=tuple(WAYS)) -> set[tuple[str, str]]:
	"""(DocType, way) of everything in the case that the person gets at."""
	with acting_as(email(key)):
		return {
			(doctype, way) for doctype in doctypes for way in ways if WAYS[way](doctype, case[doctype].name)
		}


def test_the_case_has_every_doctype(case):
	assert set(case) >= set(EVERYTHING)


# who sees nothing


def test_a_stranger_sees_nothing(case):
	assert seen_by("stranger", case) == set()


def test_whoever_works_on_another_family_sees_nothing(case):
	make_whole_case("other_assistant")
	assert seen_by("other_assistant", case) == set()


def test_an_ended_assignment_shows_nothing(case):
	assign(case["Family"].name, "stranger", "Psychologist", until_date=day(-1))
	assert seen_by("stranger", case) == set()


def test_an_assignment_to_come_shows_nothing(case):
	assign(case["Family"].name, "stranger", "Psychologist", from_date=day(1))
	assert seen_by("stranger", case) == set()


@pytest.mark.parametrize("key", ["nobody", "administrator", "social_worker", "consultant"])
def test_other_people_of_the_office_see_nothing(case, key):
	assert seen_by(key, case) == set()


def test_an_assignment_without_a_role_shows_nothing(case):
	assignment = assign(case["Family"].name, "stranger", "Psychologist")
	assignment.db_set("user", email("nobody"))
	assert seen_by("nobody", case) == set()


def test_a_guest_sees_nothing(case):
	with acting_as("Guest"):
		leaks = [doctype for doctype in EVERYTHING if opened(doctype, case[doctype].name)]
		leaks += [doctype for doctype in EVERYTHING if listed(doctype, case[doctype].name)]
	assert leaks == []


def test_a_system_manager_without_a_part_sees_nothing(case):
	user = factories.make_person("system", "Stefan Systemowy", ("System Manager",))
	assert seen_by("system", case) == set()
	assert get_row_condition("Family", user.name) == NOTHING


# who sees it all


@pytest.mark.parametrize("key", ["assistant", "coordinator", "head"])
def test_assistant_coordinator_and_head_see_it_all(case, key):
	readable = readable_by(key)
	expected = {(doctype, way) for doctype in readable for way in WAYS}
	for child, parents in CASE_CHILDREN.items():
		expected |= {(child, way) for way in ("list", "form") if readable.issuperset(parents)}
	assert expected - seen_by(key, case) == set()
	assert readable >= set(CASE_DOCTYPES) - set(PRIVATE_DOCTYPES) or key == "assistant"


def readable_by(key: str) -> set[str]:
	"""The DocTypes that the person's roles let them read: the rule of families comes on top.

	What is private is the assistant's in these cases, and nobody else's; so is the supervision.
	"""
	private = set(PRIVATE_DOCTYPES) if key != "assistant" else set()
	# A meeting is its leaders' (test_group_participation.py); the assistant of these cases leads none.
	own = [doctype for doctype in STAFF_DOCTYPES if doctype != "Group Meeting"]
	staff = {"assistant": own, "coordinator": SEEN_BY_SECTION, "head": SEEN_BY_SECTION}
	kinds = (*CASE_DOCTYPES, *staff.get(key, ()))
	with acting_as(email(key)):
		readable = {doctype for doctype in kinds if frappe.has_permission(doctype, "read")}
	return readable - private


@pytest.mark.parametrize("key", ["coordinator", "head", "other_assistant"])
@pytest.mark.parametrize("doctype", PRIVATE_DOCTYPES)
def test_what_is_private_is_its_writers_alone(case, doctype, key):
	assign(case["Family"].name, "other_assistant", "Psychologist")
	assert seen_by(key, case, [doctype]) == set()
	assert seen_by("assistant", case, [doctype]) == {(doctype, way) for way in WAYS}


@pytest.mark.parametrize("doctype", PRIVATE_DOCTYPES)
def test_nor_after_the_writer_left_the_case(case, doctype):
	frappe.get_doc("Case Assignment", case["Case Assignment"].name).update({"until_date": day(-1)}).save()
	assert seen_by("assistant", case, [doctype]) == set()


@pytest.mark.parametrize(
	("key", "part"),
	[("social_worker", "Social Worker"), ("consultant", "Consultant"), ("stranger", "Substitute")],
)
@pytest.mark.parametrize("until", [None, 0, 30])
def test_every_part_that_runs_today_shows_the_family(case, key, part, until):
	assign(
		case["Family"].name, key, part, from_date=day(0), until_date=until if until is None else day(until)
	)
	lists = {doctype for doctype, _way in seen_by(key, case, ways=["list"])}
	assert lists >= readable_by(key) >= {"Family", "Family Visit", "Assistant Timesheet"}


def test_only_the_own_families_are_listed(case):
	other = make_whole_case("other_assistant")
	with acting_as(email("assistant")):
		for doctype in readable_by("assistant") - {"Family", *STAFF_DOCTYPES}:
			families = set(frappe.get_list(doctype, pluck="family", limit_page_length=0))
			assert case["Family"].name in families, doctype
			assert other["Family"].name not in families, doctype
		families = frappe.get_list("Family", pluck="name", limit_page_length=0)
		assert case["Family"].name in families and other["Family"].name not in families
	with acting_as(email("head")):
		assert {case["Family"].name, other["Family"].name} <= set(frappe.get_list("Family", pluck="name"))


@pytest.mark.parametrize("name", ["ROD 'x'", 'ROD "y"', "ROD \\ {0}", "ROD`z`"])
def test_a_familys_name_is_data(site, name):
	family = frappe.copy_doc(make_family()).insert(set_name=name)
	assign(family.name)
	with acting_as(email("assistant")):
		assert name in frappe.get_list("Family", pluck="name", limit_page_length=0)
		assert frappe.get_list("Family Member", {"parent": name}, parent_doctype="Family")
	with acting_as(email("stranger")):
		assert not frappe.get_list("Family", {"name": name})


# writing


@pytest.fixture(scope="module")
def own_family(committed) -> str:
	"""A family of the other assistant, who tries to get at the case."""
	return committed(lambda: make_whole_case("other_assistant"))["Family"].name


def done_by_other_assistant(doctypes, attempt) -> list[str]:
	"""The DocTypes with which the attempt is not refused by the permission."""
	done = []
	for doctype in doctypes:
		frappe.db.savepoint("attempt")
		with acting_as(email("other_assistant")), contextlib.suppress(frappe.PermissionError):
			attempt(doctype)
			done.append(doctype)
		frappe.db.rollback(save_point="attempt")
	return done


def test_an_insert_into_a_foreign_family_is_refused(case, own_family):
	def insert(doctype):
		values = {"docstatus": 0, "assistant": email("other_assistant"), "user": email("other_assistant")}
		frappe.copy_doc(case[doctype]).update(values).insert()

	assert done_by_other_assistant(CASE_DOCTYPES[1:], insert) == []


def test_a_foreign_document_is_not_saved_by_calling_it_ones_own(case, own_family):
	def save(doctype):
		fresh(case[doctype]).update({"family": own_family}).save()

	assert done_by_other_assistant(CONFIDENTIAL, save) == []


@pytest.mark.parametrize("is_new", [0, 1])
def test_a_foreign_document_is_not_printed_by_calling_it_ones_own(case, own_family, is_new):
	def print_forged(doctype):
		forged = {**case[doctype].as_dict(), "family": own_family, "__islocal": is_new, "__unsaved": is_new}
		get_html_and_style(frappe.as_json(forged))

	assert done_by_other_assistant(CONFIDENTIAL, print_forged) == []


def test_a_foreign_document_is_not_inserted_anew_by_its_name(case, own_family):
	def insert_again(doctype):
		values = {**case[doctype].as_dict(), "family": own_family, "__islocal": 1, "docstatus": 0}
		frappe.get_doc(values).insert()

	assert done_by_other_assistant(CONFIDENTIAL[1:], insert_again) == []


def test_no_document_moves_to_another_family(case):
	elsewhere = make_family().name
	for doctype in CASE_DOCTYPES[1:]:
		df = frappe.get_meta(doctype).get_field("family")
		assert df.set_only_once and df.search_index, doctype
		assert df.reqd or doctype in OWN_RULES, doctype
		with pytest.raises(frappe.ValidationError):
			fresh(case[doctype]).update({"family": elsewhere}).save()


def test_access_within_one_request_is_looked_up_again(case):
	family = case["Family"].name
	with acting_as(email("stranger")):
		assert not listed("Family", family)
		frappe.set_user("Administrator")
		assign(family, "stranger", "Substitute")
		frappe.set_user(email("stranger"))
		assert listed("Family", family)


# the rule is wired to everything


def our_doctypes() -> list[str]:
	modules = frappe.get_all("Module Def", {"app_name": "opsfamily"}, pluck="name", order_by="name")
	return frappe.get_all("DocType", {"module": ["in", modules]}, pluck="name", order_by="name")


def doctypes_with_a_family() -> set[str]:
	links = {
		doctype
		for doctype in our_doctypes()
		for df in frappe.get_meta(doctype).get_link_fields()
		if df.options == "Family"
	}
	return {doctype for doctype in links if not frappe.get_meta(doctype).istable} | {"Family"}


def parents_of_children() -> dict[str, set[str]]:
	"""Child DocType → its parents, of everything that holds a family."""
	parents = {}
	for doctype in (*doctypes_with_a_family(), *STAFF_DOCTYPES):
		for table in frappe.get_meta(doctype).get_table_fields():
			parents.setdefault(table.options, set()).add(doctype)
	return parents


def test_every_doctype_with_a_family_is_known():
	assert our_doctypes()
	assert set(CASE_DOCTYPES) == doctypes_with_a_family()


def test_every_child_table_of_a_case_is_known():
	assert {child: set(parents) for child, parents in CASE_CHILDREN.items()} == parents_of_children()


def test_a_child_table_with_a_family_hangs_on_a_case():
	linked = {
		doctype
		for doctype in our_doctypes()
		if frappe.get_meta(doctype).istable
		and any(df.options in CASE_DOCTYPES for df in frappe.get_meta(doctype).get_link_fields())
	}
	assert linked <= set(CASE_CHILDREN)


@pytest.mark.parametrize("doctype", EVERYTHING)
def test_every_list_has_its_condition(doctype):
	hooks = frappe.get_hooks("permission_query_conditions", {}).get(doctype)
	assert hooks, f"{doctype} has no query condition"
	condition = frappe.get_attr(hooks[-1])
	# A worker's own hours, days and posts are all that there is to see of them.
	column = OWN_COLUMNS.get(doctype)
	stranger = f"`tab{doctype}`.`{column}` = {frappe.db.escape(email('stranger'))}" if column else NOTHING
	assert condition(email("stranger")) == stranger
	own = f"`tab{doctype}`.`owner` = {frappe.db.escape(email('head'))}"
	if doctype in PARTICIPANTS_ONLY:
		assert condition(email("head")) == NOTHING
	else:
		assert condition(email("head")) == (own if doctype in PRIVATE_DOCTYPES else "")
	assert condition is getattr(permissions, f"query_{frappe.scrub(doctype)}")


@pytest.mark.parametrize("doctype", OF_FAMILIES)
def test_a_condition_is_about_its_own_table(case, doctype):
	family = case["Family"].name
	forget_families()
	condition = getattr(permissions, f"query_{frappe.scrub(doctype)}")(email("assistant"))
	assert condition.lstrip("(").startswith(f"`tab{doctype}`.")
	assert frappe.db.escape(family) in condition
	for parent in CASE_CHILDREN.get(doctype, ()):
		assert frappe.db.escape(parent) in condition


@pytest.mark.parametrize("doctype", CONFIDENTIAL)
def test_every_form_has_its_check(doctype):
	hooks = frappe.get_hooks("has_permission", {}).get(doctype)
	assert hooks == ["opsfamily.permissions.rule.has_permission"]


def test_the_hook_says_yes_or_no(case):
	assert inspect.signature(permissions.has_permission).return_annotation in (bool, "bool")
	for key in ("stranger", "assistant", "head"):
		with acting_as(email(key)):
			answers = {type(permissions.has_permission(case[doctype])) for doctype in CONFIDENTIAL}
		assert answers == {bool}


@pytest.mark.parametrize("doctype", CONFIDENTIAL)
def test_nobody_shares_a_case(doctype):
	rules = frappe.get_meta(doctype).permissions
	assert bool(rules) == (doctype not in READ_BY_NOBODY)
	assert [rule.role for rule in rules if rule.share] == []
	assert {"All", "Guest", "System Manager"}.isdisjoint(rule.role for rule in rules)


@pytest.mark.parametrize("doctype", CASE_DOCTYPES[1:])
def test_the_rules_column_has_its_index(site, doctype):
	indexes = {}
	for row in frappe.db.sql(f"show index from `tab{doctype}`", as_dict=True):
		indexes.setdefault(row.Key_name, []).append(row.Column_name)
	assert ["family", "modified"] in indexes.values()
