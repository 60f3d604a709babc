import frappe
from frappe import ValidationError, _
from frappe.utils import cint, get_fullname, getdate

from opsfamily.case.document import ConfidentialDocument
from opsfamily.case.locks import read_now
from opsfamily.core.supervision import HELD, PLANNED, fits_form, is_duration
from opsfamily.exceptions import DurationError
from opsfamily.permissions.documents import get_permitted
from opsfamily.permissions.rule import forget_families

PLAN, SESSION = "Supervision Plan", "Supervision Session"


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

	def before_print(self, settings=None):
		super().before_print(settings)
		self.set_states()

	def validate(self):
		self.require("title")
		self.validate_year()
		self.validate_supervisor()
		self.validate_participants()
		self.validate_sessions()
		self.set_states(lock=True)
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

	def set_states(self, lock: bool = False):
		"""Set how each session that was foreseen goes, nothing for one that is not arranged yet; and how many were held."""
		sessions = [] if self.is_new() else get_sessions(self.name, lock)
		states = {session.plan_row: session.status for session in sessions}
		for row in self.sessions:
			row.status = states.get(row.name)
		self.update(sum_held(sessions))

	def set_sums(self):
		self.planned_sessions = len(self.sessions)
		self.planned_minutes = sum(cint(row.minutes) for row in self.sessions)

	def on_update(self):
		forget_families()


def get_sessions(plan: str, lock: bool = False) -> list[frappe._dict]:
	"""Return the sessions of a stored plan. lock: with a locking read, for a rule."""
	filters, fields, order = {"plan": plan}, ["plan_row", "status", "minutes"], "session_date, name"
	if lock:
		return read_now(SESSION, filters, fields, order)
	# get_all: of a plan that is read, how many of its sessions were held; who came is told by the session.
	return frappe.get_all(SESSION, filters, fields, order_by=order)


def sum_held(sessions: list[frappe._dict]) -> dict[str, int]:
	"""Return how many of the sessions were held, and for how many minutes."""
	held = [session for session in sessions if session.status == HELD]
	return {"held_sessions": len(held), "held_minutes": sum(cint(session.minutes) for session in held)}


def show_held(plan: str | None) -> None:
	"""Store on a plan how many of its sessions were held, after one of them was written or deleted."""
	if plan:
		# The numbers follow from the sessions, which were written by somebody who may. Each of them has locked the plan.
		frappe.db.set_value(PLAN, plan, sum_held(get_sessions(plan, lock=True)), update_modified=False)


def paper_plan_people(doc) -> list[str]:
	"""Return the names of those for whom the plan is, for its paper (`hooks.jinja`)."""
	return [get_fullname(row.user) for row in doc.get("participants") or []]


def arrange_sessions(plan: str) -> int:
	"""Make a planned session of each row of a plan that has none yet. Return how many."""
	doc = frappe.get_doc(PLAN, get_permitted(PLAN, plan, "write").name, for_update=True)
	arranged = {session.plan_row for session in get_sessions(doc.name, lock=True)}
	missing = [row for row in doc.sessions if row.name not in arranged]
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
