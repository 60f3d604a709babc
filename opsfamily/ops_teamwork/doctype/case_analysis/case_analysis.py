from __future__ import annotations

import frappe
from frappe import ValidationError, _
from frappe.model.document import Document
from frappe.utils import getdate

from opsfamily.arguments import refuse_missing
from opsfamily.case.document import CaseDocument
from opsfamily.case.people import require_staff
from opsfamily.core import case_analysis as core
from opsfamily.core.assignments import MANAGER
from opsfamily.core.roles import CONSULTANT
from opsfamily.exceptions import EmptyDocumentError, PeriodError
from opsfamily.ops_teamwork.case_managers import get_latest_analysis, get_manager, get_parts_on


class ParticipantError(ValidationError):
	"""A row of participants names both a user and an outsider, or neither."""


class ManagerQuestionError(ValidationError):
	"""An analysis with more than one specialist does not say whether a case manager is needed."""


class ManagerReasonError(ValidationError):
	"""The reason why a case manager is needed, or not, is missing."""


class NoManagerNeededError(ValidationError):
	"""The analysis is not submitted or does not ask for a case manager, so none is appointed from it."""


class CaseAnalysis(CaseDocument):
	"""Findings of the people on a case: how complex it is, and whether it needs a case manager.

	Any level may follow any other. Submitting freezes the analysis.
	"""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from opsfamily.ops_teamwork.doctype.analysis_finding.analysis_finding import AnalysisFinding

		amended_from: DF.Link | None
		analysis_date: DF.Date
		complexity: DF.Link | None
		conclusions: DF.Text | None
		earlier_analysis: DF.Link | None
		family: DF.Link
		findings: DF.Table[AnalysisFinding]
		led_by: DF.Link | None
		led_by_name: DF.Data | None
		level: DF.Link
		manager_is_asked: DF.Check
		manager_reason: DF.SmallText | None
		naming_series: DF.Literal["ANAL-.YYYY.-.####"]
		needs_manager: DF.Literal["", "Yes", "No"]
		proposed_manager: DF.Link | None
		proposed_manager_name: DF.Data | None
		representative: DF.Data | None
		specialists: DF.SmallText | None
	# end: auto-generated types

	def onload(self):
		manager = get_manager(self.family)
		self.set_onload("case_manager", manager.full_name if manager else None)

	def before_insert(self):
		super().before_insert()
		self.set_earlier_analysis()

	def set_earlier_analysis(self):
		"""Propose the family's last analysis by this day as the earlier one."""
		if self.family and not self.earlier_analysis and not self.amended_from:
			self.earlier_analysis = get_latest_analysis(self.family, until=self.analysis_date)

	def validate(self):
		self.refuse_future("analysis_date")
		self.validate_earlier_analysis()
		self.validate_participants()
		self.set_specialists()
		self.clear_unneeded_proposal()
		self.validate_proposed_manager()

	def validate_earlier_analysis(self):
		"""Refuse another family's analysis (FamilyMovedError) and one that is not earlier (PeriodError)."""
		if not self.earlier_analysis:
			return
		self.require_same_family("Case Analysis", self.earlier_analysis, "earlier_analysis")
		earlier = frappe.db.get_value("Case Analysis", self.earlier_analysis, "analysis_date")
		if self.earlier_analysis == self.name or getdate(earlier) > getdate(self.analysis_date):
			frappe.throw(
				_("{0}: {1} is not earlier than this analysis.").format(
					self.label_of("earlier_analysis"), self.earlier_analysis
				),
				PeriodError,
			)

	def validate_participants(self):
		"""Refuse a row that does not name exactly one user or outsider with their body (ParticipantError)."""
		for row in self.findings:
			outsider = (row.outsider or "").strip()
			if bool(row.user) == bool(outsider):
				frappe.throw(
					_("{0}, {1}: write one of them.").format(
						self.label_of("user", row), frappe.bold(_(row.meta.get_label("outsider")))
					),
					ParticipantError,
				)
			if outsider:
				self.require("body", ParticipantError, row)

	def set_specialists(self):
		"""Set the specialists on the day of the analysis, and whether a case manager has to be decided on."""
		on_case = get_parts_on(self.family, getdate(self.analysis_date)) if self.family else []
		specialists = core.specialists(on_case, map(self.make_participant, self.findings))
		self.specialists = "; ".join(specialists)
		self.manager_is_asked = int(core.asks_for_manager(len(specialists)))

	@staticmethod
	def make_participant(row) -> core.Participant:
		"""Return a row's participant, and whether they are a consultant."""
		if not row.user:
			return core.Participant(None, row.outsider.strip())
		name = row.full_name or row.user
		return core.Participant(row.user, name, CONSULTANT in frappe.get_roles(row.user))

	def clear_unneeded_proposal(self):
		"""Clear the proposed case manager unless one is needed."""
		if self.needs_manager != core.YES:
			self.proposed_manager = self.proposed_manager_name = None

	def validate_proposed_manager(self):
		"""Refuse a proposed manager who could not be put on the case (PartRoleError)."""
		if self.proposed_manager and self.is_changed("proposed_manager"):
			require_staff(self.proposed_manager, self.proposed_manager_name, MANAGER)

	def before_submit(self):
		self.validate_findings()
		self.validate_manager_question()
		self.validate_manager_reason()

	def validate_findings(self):
		"""Refuse an analysis without any finding (EmptyDocumentError)."""
		texts = (text for row in self.findings for text in (row.finding, row.sensitive_finding))
		if not any((text or "").strip() for text in texts):
			refuse_missing(self.label_of("findings"), EmptyDocumentError)

	def validate_manager_question(self):
		"""Refuse more than one specialist without an answer about the manager (ManagerQuestionError)."""
		if self.manager_is_asked and not self.needs_manager:
			frappe.throw(
				_("{0} Answer it: there is more than one specialist on the case ({1}).").format(
					self.label_of("needs_manager"), self.specialists
				),
				ManagerQuestionError,
			)

	def validate_manager_reason(self):
		"""Refuse an answer about the manager without a reason (ManagerReasonError)."""
		if self.needs_manager and not (self.manager_reason or "").strip():
			frappe.throw(
				_("{0} is missing: why a case manager is needed, or why not.").format(
					self.label_of("manager_reason")
				),
				ManagerReasonError,
			)

	def appoint_manager(self, user: str | None = None) -> Document:
		"""Put the case manager on the case from today, for the reason of this analysis. Return the assignment.

		user: by default the proposed one. Raises NoManagerNeededError, and what a Case Assignment raises.
		"""
		user = user or self.proposed_manager
		if not self.docstatus.is_submitted() or self.needs_manager != core.YES:
			frappe.throw(
				_("{0} is no submitted analysis that says that a case manager is needed.").format(
					frappe.bold(self.name)
				),
				NoManagerNeededError,
			)
		if not user:
			refuse_missing(self.label_of("proposed_manager"), NoManagerNeededError)
		assignment = frappe.new_doc("Case Assignment")
		assignment.update(
			{
				"family": self.family,
				"user": user,
				"part": MANAGER,
				"from_date": getdate(),
				"reason": self.manager_reason,
			}
		)
		return assignment.insert()
