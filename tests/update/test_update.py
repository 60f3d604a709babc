"""An office's site of version 1.0 is updated: nothing is lost, nothing is doubled, all of it is in its module.

The site is one of its own beside those of the other tests, made here from a dump (README.md).
"""

import json
from pathlib import Path

import pytest

from devsite import hosts
from devsite.paths import REPO
from opsfamily.compat import get_release
from opsfamily.core import requests, timesheet
from tests.update.updating import Update, update_site

SITE = hosts.FOR_UPDATES
DUMP = Path(__file__).with_name("site-1.0.sql.xz")
APP = REPO / "opsfamily"
ASSISTANT = "assistant@lipowagora.example"
# Split off from another one, so whoever did not see that sees none of them.
SPLIT_MODULES = ["OPS Day Centre", "OPS Teamwork"]
NEW_MODULES = [*SPLIT_MODULES, "OPS Figures"]
# What this version brings.
NEW_RECORDS = (
	"Report / Access Control Check /",
	"Court Letter ",
	"Usual Action ",
	"Report / Cards Accepted by Their Sender /",
	"Difficulty Cause ",
	"Head Deputy ",
	"Intervention ",
	"Advice Field ",
	"Adviser ",
	"Supervision Feedback ",
	"Supervision Plan ",
	"Supervision Programme ",
	"Supervision Question ",
	"Consultation Request ",
	"Group Meeting ",
	"Group Participation ",
	"Support Group ",
	"Supporting Family ",
	"Cooperation Agreement ",
	"Cooperation Stage ",
	"Day Centre Activity ",
	"Weekly Appointment ",
	"Outside Answer ",
	"Support Group Kind ",
	"Notified Body ",
	"Specialist Help ",
	"Specialist Help Kind ",
	"Letter Sent ",
	"Planned Visit ",
	"Employment ",
	"Control Pack ",
	"Counted Document ",
	"Report Template ",
	"Same Person ",
	"Shipped Record ",
	"Child Card ",
	"Competence Area ",
	"Parental Authority State ",
	"Family History ",
	"History Event Kind ",
	"Material Help Kind ",
	"Section Report ",
	"Family Sheet ",
	"Sheet Template ",
	"Page / sheet-comparison /",
	"Work Absence ",
	"Worker Vehicle ",
	"Report / Programme Hours /",
	"Report / Control Sheet /",
	"Report / Screening Overview /",
	"Report / Section by Month /",
	"Workspace / Statistics Day /",
	"Workspace / Administrator Day /",
	"Report / People in Several Families /",
	"Page / find /",
	"Page / family-import /",
	# Causes of difficulties of level 1.
	*(f"Assistant Request {role} 1 " for role in ("Family Assistant", "Social Worker", "Family Coordinator")),
	"Assistant Request Head of Centre 1 ",
)
RELEASE_OF_THE_DUMPS = (15, 0)
SHOWN_PEOPLE = ("current_assistant", "current_social_worker", "current_coordinator")
# A right was taken: the app alone reads the digest's memory.
NARROWED = ("Deadline Notice System Manager 0 ",)
# A right was added: to the report of deadlines.
WIDENED = ("Family Family Consultant 0 ",)
NEW_JOBS = {
	"opsfamily.case.batches.begin_day",
	"opsfamily.case.batches.go_on",
	"opsfamily.case.facts.show_all_facts",
	"opsfamily.case.reports.keep_reports_direct",
	"opsfamily.ops_casework.doctype.control_pack.job.tidy_packs",
	"opsfamily.ops_casework.report.access_control_check.notice.notify_of_new_findings",
}
# Reasons for a closing, for the statistical classes that had none; a kind of consultation.
NEW_ROWS = {
	"Consultation Kind": {"nieformalna konsultacja partnerska"},
	"Closing Reason": {
		"wycofanie zgody na pracę z asystentem albo brak zgody",
		"brak efektów pracy",
		"zmiana metody pracy",
		"brak małoletniego dziecka w rodzinie",
		"zakończenie wsparcia „Za życiem”",
		"śmierć",
	},
}
# Made by the office in the module that was split: they stay there.
OF_THE_OFFICE = {
	"Print Format": "Protokół ośrodka",
	"Report": "Zestawienie ośrodka",
	"Workspace": "Mój pulpit",
}


@pytest.fixture(scope="module")
def update(tmp_path_factory) -> Update:
	return update_site(SITE, DUMP, tmp_path_factory.mktemp("update"), prepare=True)


def of_the_app(doctype: str) -> dict[str, str]:
	"""Name → module of the app's own records of a kind, as its files say."""
	folder = doctype.lower().replace(" ", "_")
	files = (*APP.glob(f"*/{folder}/*/*.json"), *APP.glob(f"setup/data/{folder}/*.json"))
	records = [json.loads(file.read_text(encoding="utf-8")) for file in files]
	return {record["name"]: record["module"] for record in records if record.get("doctype") == doctype}


# the data


def test_the_site_is_full(update):
	rows = update.before["rows"]
	assert len(rows["Family Visit"]) >= 17
	assert len(rows["Case Conference"]) == 2
	assert len(rows["Home Outing"]) == 1
	assert len(rows["Day Centre Note"]) >= 9
	assert rows["Custom DocPerm"] and rows["Property Setter"] and rows["Version"]


def test_no_row_is_lost_doubled_or_changed(update):
	"""Field by field, the time of the last change included; new columns and new tables may come."""
	after = update.after["rows"]
	for table, rows in update.before["rows"].items():
		new = NEW_ROWS.get(table, set())
		assert sorted(set(after[table]) - new) == sorted(rows), table
		assert new <= set(after[table]), table
		for name, row in rows.items():
			now = {field: after[table][name].get(field) for field in row}
			assert now == with_last_people(table, row, now), f"{table} {name}"


def saved_by_framework(table: str, name: str) -> tuple[str, ...]:
	"""Return the fields of the framework's own user that patches of a later release write."""
	is_later = get_release() > RELEASE_OF_THE_DUMPS
	return ("modified",) if is_later and (table, name) == ("User", "Administrator") else ()


def with_last_people(table: str, row: dict, now: dict) -> dict:
	"""Return a row of before; an ended case that named nobody names the people of its last day since this version."""
	row = {**row, **{field: now[field] for field in saved_by_framework(table, row["name"])}}
	if table != "Family" or row["status"] not in ("Monitored", "Case Closed"):
		return row
	return {**row, **{field: now[field] for field in SHOWN_PEOPLE if not row[field]}}


def test_the_custom_field_keeps_its_value(update):
	notes = [row["custom_note"] for row in update.after["rows"]["Family"].values()]
	assert sorted(note for note in notes if note) == ["wpis ośrodka"]


def test_settings_and_defaults_stay(update):
	after = update.after["settings"]
	assert [setting for setting in update.before["settings"] if setting not in after] == []
	assert ["OPS Settings", "outing_keep_days", "45"] in after
	defaults = update.after["rows"]["DefaultValue"].values()
	assert [row["defvalue"] for row in defaults if row["defkey"] == "opsfamily_test_default"] == ["kept"]


def test_permissions_stay(update):
	for kind in ("permissions", "roles"):
		before, after = update.before[kind], update.after[kind]
		lost = [line for line in before if line not in after]
		assert [line for line in lost if not line.startswith((*WIDENED, *NARROWED))] == []
		new = [line for line in after if line not in before]
		assert [line for line in new if not line.startswith((*NEW_RECORDS, *WIDENED))] == []
	own = {row["parent"] for row in update.after["rows"]["Custom DocPerm"].values()}
	assert own >= {"Cooperation", "Other Work Time"}


# keys


def test_every_card_has_its_place_and_of_two_the_accepted_one(update):
	cards = update.after["rows"]["Assistant Timesheet"]
	places = {name: card["live_for"] for name, card in cards.items() if card["docstatus"] < 2}
	assert places.pop("KARTA-2026-10-9999") is None
	assert set(places.values()) == {ASSISTANT}
	assert "Second cards of one family, month and assistant" in update.after["listed"]
	assert cards["KARTA-2026-10-9999"]["workflow_state"] == "Card Sent"


def test_every_state_counts_as_what_it_means(update):
	"""A new column is filled with its default; the patch says what each state means."""
	of_ours = {"Assistant Timesheet": timesheet.MEANINGS, "Assistant Request": requests.MEANINGS}
	for doctype, meanings in of_ours.items():
		rows = update.after["rows"][doctype].values()
		assert rows
		assert all(row["state_meaning"] == meanings[row["workflow_state"]] for row in rows)


def test_notices_and_drafts_are_linked_or_listed(update):
	rows = update.after["rows"]
	columns = ("about_type", "about", "month", "worker")
	notices = {
		name: tuple(row[column] for column in columns) for name, row in rows["Deadline Notice"].items()
	}
	assert notices["known"] == ("Family", "ROD-2026-0001", "2026-09", ASSISTANT)
	assert notices["other"] == ("Action Schedule", "HARM-2026-0001", "", "")
	assert notices["unknown"][:2] == (None, None)
	assert "Notices of deadlines that may be sent once more" in update.after["listed"]
	assert rows["Visit Draft"]["szkic"]["writer"] == ASSISTANT


def test_the_database_has_the_keys_then(update):
	assert update.before["unique_keys"] == []
	assert update.after["unique_keys"] == [
		"one_draft_of_entry",
		"one_history",
		"one_live_card",
		"one_note_a_day",
		"one_notice",
	]


# modules


@pytest.mark.parametrize(
	"doctype", ["DocType", "Page", "Report", "Print Format", "Number Card", "Dashboard Chart", "Workspace"]
)
def test_every_record_of_the_app_is_in_its_module(doctype, update):
	ours, office = of_the_app(doctype), OF_THE_OFFICE.get(doctype)
	assert ours
	expected = {**ours, **({office: "OPS Consultation"} if office else {})}
	assert update.after["modules"][doctype] == expected


def test_before_the_update_they_were_elsewhere(update):
	"""Else the test above would prove nothing."""
	before = update.before["modules"]
	assert {before["DocType"][name] for name in ("Case Conference", "Day Centre", "Home Outing")} == {
		"OPS Consultation"
	}
	assert not set(NEW_MODULES) & set(update.before["module_defs"])


def test_the_new_modules_are_the_apps(update):
	assert set(update.after["module_defs"]) == {*update.before["module_defs"], *NEW_MODULES}


def test_a_record_that_the_office_changed_last_is_moved_and_otherwise_left_alone(update):
	before, after = (said["cards"]["Out of the Office"] for said in (update.before, update.after))
	assert before == ["OPS Consultation", "#123456", "2030-01-01 00:00:00"]
	assert after == ["OPS Visits", *before[1:]]


def test_a_disabled_report_stays_disabled(update):
	assert update.after["disabled_reports"] == update.before["disabled_reports"]
	assert "Retention Proposals" in update.after["disabled_reports"]


def test_whoever_did_not_see_the_old_module_sees_none_of_the_new_ones(update):
	blocked = [module for user, module in update.after["blocked"] if user == ASSISTANT]
	assert blocked == ["OPS Consultation", *SPLIT_MODULES]


# codes for the figures of a period


def test_reasons_and_closings_get_their_class(update):
	after = update.after["rows"]
	assert all(row["statistical_class"] for row in after["Closing Reason"].values())
	closings = [row for row in after["Case Closing"].values() if row["docstatus"] == 1]
	assert closings and all(row["statistical_class"] for row in closings)


def test_the_causes_of_difficulties_are_there(update):
	causes = update.after["rows"]["Difficulty Cause"]
	assert causes["przemoc domowa"]["is_sensitive"] == 1
	assert causes["ubóstwo"]["is_sensitive"] == 0


# jobs


def test_a_stopped_job_stays_stopped_under_its_new_path(update):
	jobs = update.after["jobs"]
	assert len(jobs.keys() - NEW_JOBS) == len(update.before["jobs"])
	assert [method for method, stopped in jobs.items() if stopped] == ["opsfamily.clocks.digest.send_digests"]


# afterwards


def test_a_second_update_changes_nothing(update):
	assert update.again == update.after


def test_every_form_loads(update):
	assert update.used["forms"] == len(of_the_app("DocType"))


def test_the_assistant_lists_the_own_families_work(update):
	lists = update.used["lists"]
	assert {"Family", "Family Visit", "Case Conference", "Cooperation", "Home Outing"} <= set(lists)
	assert lists["Family Visit"] and lists["Case Conference"]


def test_papers_whose_folder_was_renamed_print(update):
	assert "PROTOKÓŁ SPOTKANIA" in update.used["papers"]["Protokół spotkania"]
	assert "LISTA OBECNOŚCI" in update.used["papers"]["Lista obecności na superwizji"]
