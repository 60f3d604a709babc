"""The office's own clocks: from any date of a family's documents, without code, seen by whoever sees the document."""

import pytest

import frappe
from frappe.custom.doctype.custom_field.custom_field import create_custom_field
from frappe.model.rename_doc import rename_doc
from frappe.utils import add_days, getdate

from opsfamily.clocks import own
from opsfamily.clocks.calendar import deadline_events
from opsfamily.clocks.cases import Cases
from opsfamily.clocks.digest import get_notices
from opsfamily.clocks.register import get_deadlines
from opsfamily.core.deadlines import ASSESSMENT
from opsfamily.office import SETTINGS
from opsfamily.ops_casework.doctype.ops_settings.ops_settings import OwnClockError
from opsfamily.ops_casework.doctype.sheet_template.sheet_template import SheetClockError
from opsfamily.setup import check
from opsfamily.tests.factories import assign, email, make_closed_case, make_family, make_visit
from opsfamily.tests.make_sheets import make_sheet_template

CLOCK, FIELD, DONE = "Przegląd celów", "ops_przeglad", "ops_przejrzano"
VISIT = "Family Visit"
ROW = {
	"clock_name": CLOCK,
	"document_kind": VISIT,
	"date_field": FIELD,
	"days": 14,
	"part": "Family Assistant",
}
FROM_EACH = {**ROW, "counted": "From Each Document"}


@pytest.fixture
def fields(site):
	"""A date and a tick that an administrator added to the visit; the framework commits a new column."""
	create_custom_field(VISIT, {"fieldname": FIELD, "label": "Przegląd", "fieldtype": "Date"})
	create_custom_field(VISIT, {"fieldname": DONE, "label": "Przejrzano", "fieldtype": "Check"})
	yield
	frappe.db.rollback()
	for fieldname in (FIELD, DONE):
		frappe.delete_doc("Custom Field", f"{VISIT}-{fieldname}", force=True)
	frappe.db.commit()


@pytest.fixture
def family(fields) -> str:
	name = make_family().name
	assign(name)
	return name


def keep(*rows: dict) -> None:
	settings = frappe.get_doc(SETTINGS)
	settings.set("own_clocks", rows)
	settings.save()


def visit(family: str, ago: int, **values) -> str:
	day = add_days(getdate(), -ago)
	return make_visit(family, visit_date=day, **{FIELD: day, **values}).name


def find(family: str) -> list[tuple]:
	"""(document, day, who) of the office's clock."""
	rows = get_deadlines(Cases(family), CLOCK)
	return [(row.document, row.due, row.responsible) for row in rows]


def test_each_document_has_its_day_until_it_is_done(family):
	keep({**FROM_EACH, "done_field": DONE})
	first, second = visit(family, 20), visit(family, 2)
	visit(family, 1, **{FIELD: None})
	assistant, today = email("assistant"), getdate()
	assert find(family) == [(first, add_days(today, -6), assistant), (second, add_days(today, 12), assistant)]
	frappe.db.set_value(VISIT, first, DONE, 1)
	assert [name for name, *_rest in find(family)] == [second]


def test_from_the_last_document(family):
	keep({**ROW, "counted": "From the Last Document", "days": 0})
	visit(family, 20)
	last = visit(family, 2)
	assert find(family) == [(last, add_days(getdate(), -2), email("assistant"))]


def test_a_date_of_the_family_itself(family):
	keep({**FROM_EACH, "document_kind": "Family", "date_field": "work_consent_date", "days": 3})
	frappe.db.set_value("Family", family, "work_consent_date", getdate())
	assert find(family) == [(family, add_days(getdate(), 3), email("assistant"))]


def test_it_is_in_the_notices_and_in_the_calendar_and_never_statutory(family, as_user):
	keep(FROM_EACH)
	name = visit(family, 20)
	with as_user(email("assistant")):
		told = [notice.deadline for notice in get_notices(email("assistant"), Cases(family))]
		events = deadline_events(str(add_days(getdate(), -30)), str(getdate()))
	assert [(row.clock, row.document, row.is_statutory) for row in told if row.clock == CLOCK] == [
		(CLOCK, name, False)
	]
	assert any(event["name"] == name and CLOCK in event["title"] for event in events)


@pytest.mark.parametrize("key", ["stranger", "day_centre"])
def test_a_stranger_sees_none(family, as_user, key):
	keep(FROM_EACH)
	visit(family, 20)
	with as_user(email(key)):
		assert find(family) == []


def test_a_closed_case_and_a_clock_switched_off_have_none(family):
	keep({**FROM_EACH, "disabled": 1})
	visit(family, 20)
	assert find(family) == []
	assert own.get_names() == []
	keep(FROM_EACH)
	assert own.get_names() == [CLOCK]
	closed = make_family().name
	make_closed_case(closed)
	assert find(closed) == []


@pytest.mark.parametrize(
	"wrong",
	[
		{"document_kind": "User"},
		{"document_kind": "Contact Kind"},
		{"document_kind": "Supervision Session"},
		{"date_field": "nie_ma_takiego"},
		{"date_field": "kind"},
		{"done_field": "nie_ma_takiego"},
		{"days": -1},
		{"days": 1_000_000_000},
		{"clock_name": ASSESSMENT},
		{"clock_name": "Ocena co pół roku"},
	],
	ids=str,
)
def test_a_clock_that_counts_from_nothing_is_refused(family, wrong, monkeypatch):
	monkeypatch.setattr(frappe.local, "lang", "pl")
	with pytest.raises((OwnClockError, frappe.NonNegativeError), match="1"):
		keep({**FROM_EACH, **wrong})


def test_two_clocks_of_one_name_are_refused(family):
	with pytest.raises(OwnClockError, match="1"):
		keep(FROM_EACH, FROM_EACH)


def test_a_sheet_with_a_deadline_has_a_name_of_its_own(family):
	keep(FROM_EACH)
	asked = [{"question_text": "Co słychać?"}]
	with pytest.raises(SheetClockError):
		make_sheet_template(CLOCK, asked, interval_days=30)
	make_sheet_template("Karta próbna", asked, interval_days=30)
	with pytest.raises(OwnClockError, match="1"):
		keep({**FROM_EACH, "clock_name": "Karta próbna"})
	with pytest.raises(SheetClockError):
		rename_doc("Sheet Template", "Karta próbna", CLOCK)


def test_a_date_of_level_one_is_not_offered(site):
	choices = own.get_choices()
	for doctype, kind in choices.items():
		meta = frappe.get_meta(doctype)
		for fieldname, _label in (*kind["days"], *kind["done"]):
			assert not meta.get_field(fieldname).permlevel, (doctype, fieldname)


def test_a_field_that_a_clock_counts_from_is_not_deleted(family):
	keep({**FROM_EACH, "done_field": DONE})
	for fieldname in (FIELD, DONE):
		with pytest.raises(own.NeededFieldError, match=CLOCK):
			frappe.delete_doc("Custom Field", f"{VISIT}-{fieldname}")


def test_a_clock_whose_field_has_gone_is_named_and_stops_nothing(family):
	keep(FROM_EACH)
	frappe.db.set_value("Own Clock", {"parent": SETTINGS, "clock_name": CLOCK}, "date_field", "zniknelo")
	frappe.clear_document_cache(SETTINGS, SETTINGS)
	assert find(family) == []
	assert check.check_own_clocks().documents == [(SETTINGS, CLOCK)]
