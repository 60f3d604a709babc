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
	"""Who takes part in an analysis is either a user or somebody from outside with a name."""


class ManagerQuestionError(ValidationError):
	"""With more than one specialist on the case an analysis says whether a case manager is needed."""


class ManagerReasonError(ValidationError):
	"""Whether a case manager is needed is said with the reason."""


class NoManagerNeededError(ValidationError):
	"""A case manager is appointed from a submitted analysis that says that one is needed."""


class CaseAnalysis(CaseDocument):
	"""What the people on a case found together: how complex it is, and whether it needs a case manager.

	A level may follow any other, at any stage. Submitting freezes it.
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
		if self.family and not self.earlier_analysis and not self.amended_from:
			self.earlier_analysis = get_latest_analysis(self.family, until=self.analysis_date)

	def validate(self):
		self.refuse_future("analysis_date")
		self.validate_earlier_analysis()
		self.validate_participants()
		self.set_specialists()
		self.keep_proposal_with_answer()
		self.validate_proposed_manager()

	def validate_earlier_analysis(self):
		"""Raises FamilyMovedError for another family's analysis, PeriodError for one that is not earlier."""
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
		"""Raises ParticipantError unless each row names one person: a user, or somebody from outside."""
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
		"""Who is a specialist of the case on the day of the analysis, and whether the question is asked."""
		on_case = get_parts_on(self.family, getdate(self.analysis_date)) if self.family else []
		found = core.specialists(on_case, map(self.participant, self.findings))
		self.specialists = "; ".join(found)
		self.manager_is_asked = int(core.asks_for_manager(len(found)))

	@staticmethod
	def participant(row) -> core.Participant:
		if not row.user:
			return core.Participant(None, row.outsider.strip())
		name = row.full_name or row.user
		return core.Participant(row.user, name, CONSULTANT in frappe.get_roles(row.user))

	def keep_proposal_with_answer(self):
		"""Nobody is proposed for a part that is not needed."""
		if self.needs_manager != core.YES:
			self.proposed_manager = self.proposed_manager_name = None

	def validate_proposed_manager(self):
		"""Raises PartRoleError for who could not be put on the case anyway."""
		if self.proposed_manager and self.is_changed("proposed_manager"):
			require_staff(self.proposed_manager, self.proposed_manager_name, MANAGER)

	def before_submit(self):
		self.validate_findings()
		self.validate_manager_question()
		self.validate_manager_reason()

	def validate_findings(self):
		"""Raises EmptyDocumentError when nobody found anything."""
		texts = (text for row in self.findings for text in (row.finding, row.sensitive_finding))
		if not any((text or "").strip() for text in texts):
			refuse_missing(self.label_of("findings"), EmptyDocumentError)

	def validate_manager_question(self):
		"""Raises ManagerQuestionError: with more than one specialist the question is answered."""
		if self.manager_is_asked and not self.needs_manager:
			frappe.throw(
				_("{0} Answer it: there is more than one specialist on the case ({1}).").format(
					self.label_of("needs_manager"), self.specialists
				),
				ManagerQuestionError,
			)

	def validate_manager_reason(self):
		if self.needs_manager and not (self.manager_reason or "").strip():
			frappe.throw(
				_("{0} is missing: why a case manager is needed, or why not.").format(
					self.label_of("manager_reason")
				),
				ManagerReasonError,
			)

	def appoint_manager(self, user: str | None = None) -> Document:
		"""Put the case manager on the case from today, for the reason of this analysis. user: by default who is
		proposed here.

		Raises NoManagerNeededError, and whatever a Case Assignment refuses.
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
