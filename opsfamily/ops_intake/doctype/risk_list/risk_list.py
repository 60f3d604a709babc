import frappe
from frappe import ValidationError, _

from opsfamily.case.document import CaseDocument
from opsfamily.case.people import fill_people
from opsfamily.core.risk_list import Item, item, score_of, unanswered


class RiskWordingError(ValidationError):
	"""The items of a risk list come from its template; an answered list keeps its own wording."""


class UnansweredItemError(ValidationError):
	"""An item has no answer; “not known” is one."""


class RiskList(CaseDocument):
	"""The list of risks (lista ryzyka) that the social worker fills in after the interview.

	The list keeps the wording that the template had when the list was made.
	"""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from opsfamily.ops_intake.doctype.risk_list_answer.risk_list_answer import RiskListAnswer

		amended_from: DF.Link | None
		answers: DF.Table[RiskListAnswer]
		conclusion: DF.Text | None
		family: DF.Link
		highest_score: DF.Float
		list_date: DF.Date
		naming_series: DF.Literal["RYZ-.YYYY.-.####"]
		representative: DF.Data | None
		score: DF.Float
		social_worker: DF.Link | None
		social_worker_name: DF.Data | None
		template: DF.Link
		template_version: DF.Int
		unknown: DF.Int
	# end: auto-generated types

	def before_insert(self):
		super().before_insert()
		fill_people(self)
		self.set_template()
		self.set_items()

	def set_template(self):
		"""Choose the office's newest template where none was chosen."""
		if not self.template:
			self.template = frappe.db.get_value(
				"Risk List Template", {"disabled": 0}, "name", order_by="creation desc"
			)

	def set_items(self):
		"""Set the rows in the wording of the template, or of the amended list, with the answers given so far."""
		source = self.get_source_of_wording()
		if not source:
			return
		self.template_version = source.get("template_version") or source.get("version")
		wording, answers = source.get_wording(), self.get_answers_by_item()
		self.validate_known_items(answers, wording)
		self.set("answers", [])
		for entry in wording:
			row = {"section": entry.section, "item_text": entry.text, "weight": entry.weight}
			self.append("answers", {**row, **answers.get(entry.text, {})})

	def get_source_of_wording(self):
		"""Return the amended list, else the template; None where there is neither."""
		if self.amended_from:
			return frappe.get_doc("Risk List", self.amended_from)
		exists = self.template and frappe.db.exists("Risk List Template", self.template)
		return frappe.get_doc("Risk List Template", self.template) if exists else None

	def get_answers_by_item(self) -> dict[str, dict]:
		"""Return text of the item → its answer and remark."""
		return {
			(row.item_text or "").strip(): {"answer": row.answer, "remark": row.remark}
			for row in self.answers
		}

	def validate_known_items(self, answers: dict[str, dict], wording: list[Item]):
		"""Refuse answers to items that the list does not have (RiskWordingError)."""
		known = {entry.text for entry in wording}
		for text in answers:
			if text not in known:
				self.refuse_wording(text)

	def refuse_wording(self, text: str):
		frappe.throw(
			_("{0}: “{1}” is no item of the list. The items come from the template.").format(
				self.label_of("answers"), frappe.utils.escape_html(text)
			),
			RiskWordingError,
		)

	def validate(self):
		self.refuse_future("list_date")
		self.validate_wording()
		self.set_score()

	def validate_wording(self):
		"""Refuse items that were reworded, added or left out (RiskWordingError)."""
		before = self.get_doc_before_save()
		if before and self.get_wording() != before.get_wording():
			changed = [entry.text for entry in self.get_wording() if entry not in before.get_wording()]
			missing = [entry.text for entry in before.get_wording() if entry not in self.get_wording()]
			self.refuse_wording((changed or missing or [""])[0])
		if before:
			self.template_version = before.template_version

	def get_wording(self) -> list[Item]:
		"""Return the items in their order, as this list words them."""
		return [item(row.section, row.item_text, row.weight) for row in self.answers]

	def set_score(self):
		"""Set the weighted score, the highest possible one, and the number of items not known."""
		score = score_of((row.weight or 0, row.answer) for row in self.answers)
		self.score, self.highest_score, self.unknown = score.score, score.highest, score.unknown

	def before_submit(self):
		self.validate_answered()

	def validate_answered(self):
		"""Refuse unanswered items and name the first (UnansweredItemError)."""
		missing = unanswered(row.answer for row in self.answers)
		if missing or not self.answers:
			row = self.answers[missing[0] - 1] if missing else None
			frappe.throw(
				_(
					"{0} is missing ({1} items without an answer). Choose “Not Known” where nobody knows."
				).format(self.label_of("answer", row) if row else self.label_of("answers"), len(missing)),
				UnansweredItemError,
			)
