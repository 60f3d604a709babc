from functools import cached_property

import frappe
from frappe import ValidationError, _
from frappe.utils import cint, getdate

from opsfamily.case.document import ConfidentialDocument
from opsfamily.core.supervision import HELD, PLANNED, fits_form, is_duration
from opsfamily.exceptions import DurationError
from opsfamily.permissions.documents import get_permitted
from opsfamily.permissions.rule import forget_families

SESSION = "Supervision Session"


class PlanYearError(ValidationError):
	"""The year of the plan is no year, or a session of it lies in another one."""


class PlanPeopleError(ValidationError):
	"""The plan has no supervisor, names somebody twice, or its participants do not fit its form."""


class SupervisionPlan(ConfidentialDocument):
	"""The year's plan of supervision for some workers: its sessions, aims, and the programme that pays.

	Each session that it foresees becomes a Supervision Session, which is how it goes.
	"""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from opsfamily.ops_consultation.doctype.supervision_plan_person.supervision_plan_person import (
			SupervisionPlanPerson,
		)
		from opsfamily.ops_consultation.doctype.supervision_plan_session.supervision_plan_session import (
			SupervisionPlanSession,
		)

		aims: DF.Text | None
		form: DF.Literal["Individual Session", "Group Session"]
		held_minutes: DF.Int
		held_sessions: DF.Int
		naming_series: DF.Literal["SUPP-.YYYY.-.####"]
		participants: DF.TableMultiSelect[SupervisionPlanPerson]
		planned_minutes: DF.Int
		planned_sessions: DF.Int
		programme: DF.Link | None
		sessions: DF.Table[SupervisionPlanSession]
		supervisor: DF.Link | None
		supervisor_name: DF.Data | None
		title: DF.Data
		year: DF.Int
	# end: auto-generated types

	def onload(self):
		self.set_states()

	def validate(self):
		self.require("title")
		self.validate_year()
		self.validate_supervisor()
		self.validate_participants()
		self.validate_sessions()
		self.set_states()
		self.set_sums()

	def validate_year(self):
		"""Refuse a year that is none, and sessions of another one (PlanYearError)."""
		if not 2000 <= cint(self.year) < 2200:
			frappe.throw(
				_("{0}: write a year, for example 2027.").format(self.label_of("year")), PlanYearError
			)
		for row in self.sessions:
			if row.planned_on and getdate(row.planned_on).year != cint(self.year):
				frappe.throw(
					_("{0}: not a day of the year {1}.").format(self.label_of("planned_on", row), self.year),
					PlanYearError,
				)

	def validate_supervisor(self):
		"""Refuse a plan without a supervisor (PlanPeopleError)."""
		if not (self.supervisor or (self.supervisor_name or "").strip()):
			frappe.throw(
				_("{0}: choose a user, or write the name.").format(self.label_of("supervisor_name")),
				PlanPeopleError,
			)

	def validate_participants(self):
		"""Refuse somebody twice, and a number of participants that does not fit the form (PlanPeopleError)."""
		users = [row.user for row in self.participants]
		if len({*users, self.supervisor}) != len(users) + 1:
			frappe.throw(
				_("{0}: somebody stands here twice.").format(self.label_of("participants")), PlanPeopleError
			)
		if not fits_form(self.form, len(users)):
			frappe.throw(
				_("{0}: an individual session has one participant, a group session at least two.").format(
					self.label_of("participants")
				),
				PlanPeopleError,
			)

	def validate_sessions(self):
		"""Refuse a length of no minutes, or of a day or more (DurationError)."""
		for row in self.sessions:
			if not is_duration(cint(row.minutes)):
				frappe.throw(
					_("{0}: more than none and less than a day, in whole minutes.").format(
						self.label_of("minutes", row)
					),
					DurationError,
				)

	def set_states(self):
		"""Set how each session that was foreseen goes, nothing for one that is not arranged yet; and how many were held."""
		for row in self.sessions:
			row.status = self.arranged.get(row.name, {}).get("status")
		held = [row for row in self.arranged.values() if row.status == HELD]
		self.held_sessions, self.held_minutes = len(held), sum(cint(row.minutes) for row in held)

	def set_sums(self):
		self.planned_sessions = len(self.sessions)
		self.planned_minutes = sum(cint(row.minutes) for row in self.sessions)

	@cached_property
	def arranged(self) -> dict[str, frappe._dict]:
		"""Row of the plan → its session."""
		if not self.name:
			return {}
		# get_all: of a plan that is read, how many of its sessions were held; who came is told by the session.
		rows = frappe.get_all(
			SESSION, {"plan": self.name}, ["plan_row", "status", "minutes"], order_by="session_date, name"
		)
		return {row.plan_row: row for row in rows}

	def on_update(self):
		forget_families()


def show_held(plan: str | None) -> None:
	"""Store on a plan how many of its sessions were held, after one of them was written or deleted."""
	if plan:
		doc = frappe.get_doc("Supervision Plan", plan)
		doc.set_states()
		# Safe: the numbers follow from the sessions, which were written by somebody who may.
		doc.db_set(
			{"held_sessions": doc.held_sessions, "held_minutes": doc.held_minutes}, update_modified=False
		)


def arrange_sessions(plan: str) -> int:
	"""Make a planned session of each row of a plan that has none yet. Return how many."""
	doc = get_permitted("Supervision Plan", plan, "write")
	frappe.db.get_value("Supervision Plan", doc.name, "name", for_update=True)
	missing = [row for row in doc.sessions if row.name not in doc.arranged]
	for row in missing:
		frappe.get_doc(make_session(doc, row)).insert()
	return len(missing)


def make_session(plan: SupervisionPlan, row) -> dict:
	"""Return the values of the session that a row of the plan foresees."""
	kept = ("form", "supervisor", "supervisor_name", "programme")
	return {
		"doctype": SESSION,
		"plan": plan.name,
		"plan_row": row.name,
		"session_date": row.planned_on,
		"minutes": row.minutes,
		"status": PLANNED,
		"attendance": [{"user": person.user, "attended": 0} for person in plan.participants],
		**{fieldname: plan.get(fieldname) for fieldname in kept},
	}
