"""A site of version 1.1 is updated: what it said of its families becomes what their documents say."""

from pathlib import Path

import pytest

from devsite import hosts
from tests.update.test_update import NEW_ROWS, SHOWN_PEOPLE, saved_by_framework
from tests.update.updating import Update, update_site

DUMP = Path(__file__).with_name("site-1.1.sql.xz")
# What the patches of this version write.
DERIVED = {
	"Family": {"status", "legal_basis", "closed_on"},
	# An attempt bears the words that its card prints.
	"Timesheet Row": {"signature_note"},
}
# An ended case says who led it.
ENDED = {"ROD-2026-0002", "ROD-2026-0013", "ROD-2026-0020"}
# Family → its status and basis; in 1.1 all but two said "Under Support".
FAMILIES = {
	"ROD-2026-0004": ("Notified", None),  # opened, and nothing more
	"ROD-2026-0005": ("Assistant Refused", None),
	"ROD-2026-0006": ("Waiting for Assistant", "Family Consent"),
	"ROD-2026-0007": ("Under Support", "Family Consent"),
	"ROD-2026-0008": ("Under Support", "Za Życiem"),
	"ROD-2026-0009": ("Waiting for Assistant", "Court Order"),
	"ROD-2026-0010": ("Waiting for Assistant", "Minor Parent"),
	"ROD-2026-0011": ("Under Support", None),  # its assistant left a month ago
	"ROD-2026-0012": ("Notified", None),  # with a social worker only
	"ROD-2026-0013": ("Monitored", None),
	"ROD-2026-0020": ("Case Closed", None),
}
# A worker was renamed; her September was changed after it had been accepted, and accepted once more.
SECOND_CARDS = ["KARTA-2026-10-0002", "KARTA-2026-10-0003"]


@pytest.fixture(scope="module")
def update(tmp_path_factory) -> Update:
	return update_site(hosts.FOR_LATER_UPDATES, DUMP, tmp_path_factory.mktemp("update"))


def test_the_site_said_what_is_not_so(update):
	"""Else the tests below would prove nothing."""
	said = {name: update.before["rows"]["Family"][name]["status"] for name in FAMILIES}
	assert {name for name, status in said.items() if status != "Under Support"} == {
		"ROD-2026-0013",
		"ROD-2026-0020",
	}


@pytest.mark.parametrize("family", FAMILIES)
def test_status_and_basis_follow_from_the_documents(update, family):
	row = update.after["rows"]["Family"][family]
	assert (row["status"], row["legal_basis"] or None) == FAMILIES[family]


def test_nothing_else_is_changed_lost_or_doubled(update):
	for table, rows in update.before["rows"].items():
		after = update.after["rows"][table]
		assert set(after) - set(rows) == NEW_ROWS.get(table, set()), table
		assert set(rows) <= set(after), table
		for name, row in rows.items():
			derived = DERIVED.get(table, set()) | (set(SHOWN_PEOPLE) if name in ENDED else set())
			derived = derived.union(saved_by_framework(table, name))
			kept = {field: value for field, value in row.items() if field not in derived}
			assert {field: after[name].get(field) for field in kept} == kept, f"{table} {name}"


def test_both_cards_of_the_renamed_worker_stay_accepted_and_one_is_live(update):
	cards = [update.after["rows"]["Assistant Timesheet"][name] for name in SECOND_CARDS]
	assert [card["docstatus"] for card in cards] == [1, 1]
	assert [bool(card["live_for"]) for card in cards] == [True, False]


def test_what_cannot_be_known_is_listed_and_not_guessed(update):
	assert set(update.after["listed"]) - set(update.before["listed"]) >= {
		"Families whose status follows from their documents now",
		"Families with facts that the office has to fill in",
		"Second cards of one family, month and assistant",
	}


def test_nobody_is_notified(update):
	for table in ("Deadline Notice", "ToDo"):
		assert len(update.after["rows"][table]) == len(update.before["rows"][table])


def test_the_offices_own_stays(update):
	notes = {name: row["custom_note"] for name, row in update.after["rows"]["Family"].items()}
	assert notes["ROD-2026-0007"] == "wpis ośrodka"
	assert "Retention Proposals" in update.after["disabled_reports"]
	assert ["OPS Settings", "outing_keep_days", "45"] in update.after["settings"]


def test_a_second_update_changes_nothing(update):
	assert update.again == update.after


def test_the_check_finds_what_the_update_has_listed_and_nothing_else(update):
	"""The cards of the renamed worker; and a family whose assignment had vanished from the database of 1.1."""
	cards = [f"Karta czasu pracy {name}" for name in SECOND_CARDS]
	assert update.used["broken"] == {
		"Asystent ma jedną kartę dla rodziny i miesiąca.": cards,
		"Karta wysłana lub zaakceptowana zgadza się z wizytami.": cards[:1],
		"Karta nieanulowana jest przypisana do pracownika, anulowana – nie.": cards[1:],
		"Karta rodziny pokazuje osoby z przydziałów.": ["Rodzina ROD-2026-0006"],
	}
