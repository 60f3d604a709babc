"""Records that an office starts with and then owns: created if missing, never overwritten.

Dictionaries and the risk list are data (`data/*.json`); workflows follow from the rules (workflows.py).
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import frappe

from opsfamily.case.meanings import OF_OURS
from opsfamily.core.outcomes import DONE, NOT_DONE, PARTLY_DONE, PENDING, WITHDRAWN
from opsfamily.core.travel import LARGE_CAR, MOPED, MOTORCYCLE, SMALL_CAR
from opsfamily.office import SETTINGS
from opsfamily.permissions.own_desk import create_profile
from opsfamily.setup.create import create_if_missing
from opsfamily.setup.workflows import REQUEST, WORKFLOWS, create_workflow

DATA = Path(__file__).parent / "data"
# Added with the intake of families.
INTAKE_DICTIONARIES = ("Reporter Kind", "Case Difficulty")
# Added with consents, „Za życiem” and foster care.
SUPPORT_DICTIONARIES = (
	"Consent Kind",
	"Entitlement Kind",
	"Support Form",
	"Support Body",
	"Foster Care Kind",
)
# Added with the figures of a period.
FIGURES_DICTIONARIES = ("Difficulty Cause", "Closing Reason")
# Added with the proposals for „podjęte działania”.
VISIT_DICTIONARIES = ("Usual Action",)
# Added with the families' history.
HISTORY_DICTIONARIES = ("History Event Kind", "Material Help Kind")
# Added with the children's cards.
CHILD_CARD_DICTIONARIES = ("Parental Authority State",)
# Added with the families' competences.
COMPETENCE_DICTIONARIES = ("Competence Area",)
# Added with teamwork and with support for the workers.
TEAMWORK_DICTIONARIES = (
	"Conference Occasion",
	"Screening Tool",
	"Other Work Kind",
	"Child Mood",
	"Consultation Kind",
	"Cooperation Degree",
	"Analysis Level",
	"Case Complexity",
)
# Added with the help of specialists and interventions.
HELP_DICTIONARIES = ("Specialist Help Kind", "Notified Body")
# Added with groups and workshops.
GROUP_DICTIONARIES = ("Support Group Kind",)
# Added with the agreements on cooperation.
AGREEMENT_DICTIONARIES = ("Cooperation Stage",)
# Added with the timetables of day centres.
DAY_CENTRE_DICTIONARIES = ("Day Centre Activity",)
# Added with requests for a consultation.
ADVICE_DICTIONARIES = ("Advice Field",)
# Added with the plan of supervision and its feedback.
SUPERVISION_DICTIONARIES = ("Supervision Question", "Supervision Programme")
# Art. 15(4) of the Act of 9 June 2011, since 2015.
WORKLOAD_CEILINGS = (("2015-01-01", 15),)
# The regulation of the Minister of Infrastructure of 25 March 2002: PLN for a kilometre since 17 January 2023, and the
# limit of a gmina of up to 100 thousand inhabitants.
TRAVEL_RATES_FROM = "2023-01-17"
TRAVEL_RATES = ((SMALL_CAR, 0.89), (LARGE_CAR, 1.15), (MOTORCYCLE, 0.69), (MOPED, 0.42))
TRAVEL_LIMITS = (("2002-03-25", 300),)
KANBAN_BOARD = "Działania"
OUTCOME_COLOURS = {
	PENDING: "Blue",
	DONE: "Green",
	PARTLY_DONE: "Yellow",
	NOT_DONE: "Red",
	WITHDRAWN: "Gray",
}


def create_defaults() -> None:
	"""Create all missing records and settings, for a new site."""
	store_settings()
	create_dictionaries(tuple(read_dictionaries()))
	create_risk_list()
	create_report_templates()
	create_workload_ceilings()
	create_travel_rates()
	create_dated_texts()
	for design in WORKFLOWS:
		create_workflow(design)
	create_state_meanings()
	create_kanban_board()
	create_profile()


def create_intake_defaults() -> None:
	"""Create the missing records of the intake, for a site that is older than it."""
	create_dictionaries(INTAKE_DICTIONARIES)
	create_risk_list()
	create_workload_ceilings()
	create_workflow(REQUEST)
	create_state_meanings()


@cache
def read_dictionaries() -> dict[str, list[dict]]:
	"""Return DocType → its records; the first value of a record is its name."""
	return json.loads((DATA / "dictionaries.json").read_text(encoding="utf-8"))


@cache
def read_risk_list() -> dict:
	"""Return the initial risk list: name, source, items."""
	return json.loads((DATA / "risk_list.json").read_text(encoding="utf-8"))


def create_dictionaries(doctypes: tuple[str, ...]) -> None:
	"""Create the missing records of these dictionaries."""
	for doctype in doctypes:
		for record in read_dictionaries()[doctype]:
			create_if_missing(doctype, record)


def create_entry(doctype: str, name: str) -> None:
	"""Create one initial entry of a dictionary that older sites have without it."""
	for record in read_dictionaries()[doctype]:
		if next(iter(record.values())) == name:
			create_if_missing(doctype, record)


def create_risk_list() -> None:
	"""Create the initial risk list if it is missing."""
	create_if_missing("Risk List Template", read_risk_list())


@cache
def read_report_templates() -> list[dict]:
	"""Return the initial templates of reports; the first value of a record is its name."""
	return json.loads((DATA / "report_templates.json").read_text(encoding="utf-8"))


def create_report_templates() -> None:
	"""Create the missing templates of reports."""
	for template in read_report_templates():
		create_if_missing("Report Template", template)


def store_settings() -> None:
	"""Store the default of every setting that was never stored."""
	stored = frappe.db.get_singles_dict(SETTINGS)
	for df in frappe.get_meta(SETTINGS).fields:
		if df.default and df.fieldname not in stored:
			frappe.db.set_single_value(SETTINGS, df.fieldname, df.default, update_modified=False)


def create_workload_ceilings() -> None:
	"""Set the statutory limit of families per assistant, unless the office has set limits."""
	settings = frappe.get_single(SETTINGS)
	if settings.workload_ceilings:
		return
	for from_date, families in WORKLOAD_CEILINGS:
		settings.append("workload_ceilings", {"from_date": from_date, "families": families})
	# Safe: only installing and updating the app does this.
	settings.save(ignore_permissions=True)


def create_travel_rates() -> None:
	"""Set the rates and the limit for travel by one's own vehicle, each unless the office has set some.

	The rows alone are stored: an update does not count as a change of the settings by somebody.
	"""
	rates = [
		{"capacity_class": capacity_class, "from_date": TRAVEL_RATES_FROM, "rate": rate}
		for capacity_class, rate in TRAVEL_RATES
	]
	limits = [{"from_date": from_date, "kilometres": kilometres} for from_date, kilometres in TRAVEL_LIMITS]
	settings = frappe.get_single(SETTINGS)
	for fieldname, rows in (("travel_rates", rates), ("travel_limits", limits)):
		if not settings.get(fieldname):
			for row in rows:
				settings.append(fieldname, row).db_insert()
	frappe.clear_document_cache(SETTINGS, SETTINGS)


@cache
def read_dated_texts() -> list[dict]:
	"""Return the initial legal bases and the clause, each with the day from which it is in force."""
	return json.loads((DATA / "dated_texts.json").read_text(encoding="utf-8"))


def create_dated_texts() -> None:
	"""Set the texts of letters that the office has none of, each kind by itself.

	The rows alone are stored: an update does not count as a change of the settings by somebody.
	"""
	settings = frappe.get_single(SETTINGS)
	known = {row.used_in for row in settings.dated_texts}
	for text in read_dated_texts():
		if text["used_in"] not in known:
			settings.append("dated_texts", text).db_insert()
	frappe.clear_document_cache(SETTINGS, SETTINGS)


def create_state_meanings() -> None:
	"""Set what the states that the app starts with mean, where the site has them and the office has not set it.

	The rows alone are stored: an update does not count as a change of the settings by somebody.
	"""
	settings = frappe.get_single(SETTINGS)
	known = {(row.document_type, row.state) for row in settings.state_meanings}
	for doctype, meanings in OF_OURS.items():
		for state, meaning in meanings.items():
			if (doctype, state) not in known and frappe.db.exists("Workflow State", state):
				row = {"document_type": doctype, "state": state, "meaning": meaning}
				settings.append("state_meanings", row).db_insert()
	frappe.clear_document_cache(SETTINGS, SETTINGS)


def create_kanban_board() -> None:
	"""Create the board of agreed actions by outcome if it is missing."""
	columns = [
		{"column_name": outcome, "indicator": colour, "status": "Active"}
		for outcome, colour in OUTCOME_COLOURS.items()
	]
	board = {"reference_doctype": "Scheduled Action", "field_name": "outcome", "columns": columns}
	create_if_missing("Kanban Board", {"kanban_board_name": KANBAN_BOARD, **board})
