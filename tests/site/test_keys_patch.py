"""The patches of the keys and names on a site as version 1.1 left it; each may run twice."""

import pytest

import frappe

from opsfamily.patches.v1_2 import carry_names, link_keys, show_doubts
from opsfamily.patches.v1_3 import part_drafts
from opsfamily.setup.keys import UNIQUE_KEYS, find_repeated, make_unique_keys
from opsfamily.tests import factories
from opsfamily.tests.factories import accepted, assign, email, fresh, make_family, make_timesheet, make_visit

CARD, VISIT, NOTICE = "Assistant Timesheet", "Family Visit", "Deadline Notice"


@pytest.fixture
def family(site) -> str:
	family = make_family().name
	assign(family)
	frappe.db.delete("Error Log")
	return family


def write(doctype: str, name: str, **values) -> None:
	frappe.db.set_value(doctype, name, values, update_modified=False)


def get_listed(title: str) -> str:
	return "\n".join(frappe.get_all("Error Log", {"method": title}, pluck="error", order_by="creation"))


def run_twice(patch) -> None:
	patch()
	patch()


def test_cards_without_a_key_get_theirs(family):
	make_visit(family)
	card = make_timesheet(family)
	write(CARD, card.name, live_for=None)
	run_twice(link_keys.fill_live_cards)
	assert frappe.db.get_value(CARD, card.name, "live_for") == email("assistant")


def test_of_two_cards_of_a_renamed_worker_the_accepted_one_is_live(family):
	"""Under the old text key the renamed worker had made a second card of September, and it was accepted too."""
	visit = make_visit(family, visit_date="2026-09-07")
	first = accepted(make_timesheet(family, month="2026-09"))
	second = frappe.copy_doc(fresh(first), ignore_no_copy=False)
	second.update({"name": None, "docstatus": 0, "live_for": None, "workflow_state": "Card Draft"})
	second.set_new_name()
	second.db_insert()
	draft = second.name
	write(CARD, first.name, live_for=None, creation="2026-09-30 10:00:00")
	write(CARD, draft, creation="2026-09-29 10:00:00")
	run_twice(link_keys.fill_live_cards)
	assert [frappe.db.get_value(CARD, name, "live_for") for name in (first.name, draft)] == [
		email("assistant"),
		None,
	]
	assert draft in get_listed("Second cards of one family, month and assistant")
	# Nothing was deleted or un-accepted.
	assert [frappe.db.get_value(CARD, name, "docstatus") for name in (first.name, draft)] == [1, 0]
	assert frappe.db.exists(VISIT, visit.name)


def test_drafts_get_their_writer(family):
	draft = factories.make_draft(family)
	write("Visit Draft", draft.name, writer=None)
	run_twice(link_keys.fill_writers)
	assert frappe.db.get_value("Visit Draft", draft.name, "writer") == email("assistant")


def test_rows_with_a_renamed_kind_take_that_of_their_visit(family):
	make_visit(family)
	card = make_timesheet(family)
	write("Timesheet Row", card.rows[0].name, kind="dawny rodzaj")
	run_twice(link_keys.fill_kinds_of_rows)
	assert frappe.db.get_value("Timesheet Row", card.rows[0].name, "kind") == "wizyta w rodzinie"
	write("Timesheet Row", card.rows[0].name, kind="dawny rodzaj", visit="WIZ-0000-0000")
	run_twice(link_keys.fill_kinds_of_rows)
	assert card.name in get_listed("Cards with a kind of contact that is not known")


@pytest.mark.parametrize(
	"clock, kind, document, matter",
	[
		("Evaluation Day", "Action Schedule", "HARM-1", ("Action Schedule", "HARM-1", "", "")),
		(
			"Card Not Sent",
			"Assistant Timesheet",
			"{family}/2026-09/{user}",
			("Family", "{family}", "2026-09", "{user}"),
		),
		("Card Not Sent", "Family", "{family}/2026-09/dawny@adres.example", None),
		("Card Not Sent", "Family", "nic", None),
	],
)
def test_what_a_notice_was_about_is_read_from_its_old_key(family, clock, kind, document, matter):
	names = {"family": family, "user": email("assistant")}
	row = frappe._dict(clock=clock, document_type=kind, document=document.format(**names))
	read = link_keys.read_matter(row)
	expected = matter and tuple(part.format(**names) for part in matter)
	assert (read and tuple(read[key] for key in ("about_type", "about", "month", "worker"))) == expected


def test_a_key_that_documents_break_is_listed_and_not_made(family):
	first = factories.make_draft(family)
	other = make_family().name
	second = factories.make_draft(other)
	[key] = [key for key in UNIQUE_KEYS if key.doctype == "Visit Draft"]
	assert find_repeated(key) == []
	frappe.db.sql_ddl("alter table `tabVisit Draft` drop index one_draft_of_entry")
	try:
		write("Visit Draft", second.name, family=family, entry_key=first.entry_key)
		make_unique_keys()
		assert family in get_listed("Visit Draft: not unique")
		write("Visit Draft", second.name, family=other)
	finally:
		for draft in (first, second):
			frappe.db.delete("Visit Draft", {"name": draft.name})
		make_unique_keys()
	assert frappe.db.has_index("tabVisit Draft", "one_draft_of_entry")


def test_a_worker_may_have_several_drafts_for_a_family(family):
	"""Version 1.2 left a key that kept them to one."""
	frappe.db.add_unique("Visit Draft", ["writer", "family"], "one_draft")
	run_twice(part_drafts.execute)
	assert not frappe.db.has_index("tabVisit Draft", "one_draft")
	for _device in range(2):
		factories.make_draft(family)
	assert frappe.db.count("Visit Draft", {"family": family, "writer": email("assistant")}) == 2


def test_names_that_had_changed_before_the_update(family):
	make_visit(family)
	card = make_timesheet(family)
	typed = factories.make_plan(family)
	placement = factories.make_placement(family)
	write(CARD, card.name, assistant_name="Dawna Nazwa", representative="Dawny Przedstawiciel")
	write("Family Work Plan", typed.name, assistant_name="Dawna Nazwa")
	write("Foster Placement", placement.name, child="Jan Dawny")
	run_twice(carry_names.execute)
	assert frappe.db.get_value(CARD, card.name, ["assistant_name", "representative"]) == (
		"Anna Asystentka",
		"Maria Testowa",
	)
	assert frappe.db.get_value("Family Work Plan", typed.name, "assistant_name") == "Dawna Nazwa"
	listed = get_listed("Names that the office has to compare with the family's page")
	assert typed.name in listed and placement.name in listed and card.name not in listed


def test_ticks_of_an_access_copy_prepared_before(family):
	texts = ("Terapia uzależnień ojca.", "Zakupy w sobotę.")
	entries = [{"heading": "Działanie", "text": text, "include": 1} for text in texts]
	copy = factories.make_access_copy(family, entries=entries)
	run_twice(show_doubts.execute)
	rows = fresh(copy).entries
	assert [row.include for row in rows] == [1, 1]
	assert "ojca" in rows[0].doubt and "Terapia, uzależnień" in rows[0].doubt and not rows[1].doubt
	assert copy.name in get_listed("Access copies to review again")
