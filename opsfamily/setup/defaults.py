"""Records that an office starts with and then owns: created if they are missing, never overwritten.

Dictionaries and the risk list are data (`data/*.json`); workflows follow from the rules (workflows.py).
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import frappe

from opsfamily.office import SETTINGS
from opsfamily.setup.create import create_if_missing
from opsfamily.setup.workflows import REQUEST, WORKFLOWS, create_workflow

DATA = Path(__file__).parent / "data"
# What came with the families' way to an assistant.
INTAKE_DICTIONARIES = ("Reporter Kind", "Case Difficulty")
# What came with consents, „Za życiem” and foster care.
SUPPORT_DICTIONARIES = (
	"Consent Kind",
	"Entitlement Kind",
	"Support Form",
	"Support Body",
	"Foster Care Kind",
)
# What came with working together and with support for the workers.
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
# Art. 15(4) of the Act of 9 June 2011, since 2015.
WORKLOAD_CEILINGS = (("2015-01-01", 15),)
KANBAN_BOARD = "Działania"
OUTCOME_COLOURS = {
	"Pending": "Blue",
	"Done": "Green",
	"Partly Done": "Yellow",
	"Not Done": "Red",
	"Withdrawn": "Gray",
}


def create_defaults() -> None:
	"""Create everything that is missing; for a new site."""
	store_settings()
	create_dictionaries(tuple(read_dictionaries()))
	create_risk_list()
	create_workload_ceilings()
	for design in WORKFLOWS:
		create_workflow(design)
	create_kanban_board()


def create_intake_defaults() -> None:
	"""Create what the way of a family to an assistant needs; for a site that is older than it."""
	create_dictionaries(INTAKE_DICTIONARIES)
	create_risk_list()
	create_workload_ceilings()
	create_workflow(REQUEST)


@cache
def read_dictionaries() -> dict[str, list[dict]]:
	"""Return DocType → its records; the first value of a record is its name."""
	return json.loads((DATA / "dictionaries.json").read_text(encoding="utf-8"))


@cache
def read_risk_list() -> dict:
	"""Return the risk list that an office starts with: name, source, items."""
	return json.loads((DATA / "risk_list.json").read_text(encoding="utf-8"))


def create_dictionaries(doctypes: tuple[str, ...]) -> None:
	"""Create the records of these dictionaries that are missing."""
	for doctype in doctypes:
		for record in read_dictionaries()[doctype]:
			create_if_missing(doctype, record)


def create_risk_list() -> None:
	create_if_missing("Risk List Template", read_risk_list())


def store_settings() -> None:
	"""Store the default of every setting that was never stored."""
	stored = frappe.db.get_singles_dict(SETTINGS)
	for df in frappe.get_meta(SETTINGS).fields:
		if df.default and df.fieldname not in stored:
			frappe.db.set_single_value(SETTINGS, df.fieldname, df.default)


def create_workload_ceilings() -> None:
	settings = frappe.get_single(SETTINGS)
	if settings.workload_ceilings:
		return
	for from_date, families in WORKLOAD_CEILINGS:
		settings.append("workload_ceilings", {"from_date": from_date, "families": families})
	# Safe: done by installing and updating the app alone.
	settings.save(ignore_permissions=True)


def create_kanban_board() -> None:
	columns = [
		{"column_name": outcome, "indicator": colour, "status": "Active"}
		for outcome, colour in OUTCOME_COLOURS.items()
	]
	board = {"reference_doctype": "Scheduled Action", "field_name": "outcome", "columns": columns}
	create_if_missing("Kanban Board", {"kanban_board_name": KANBAN_BOARD, **board})
