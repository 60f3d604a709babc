import frappe
from frappe import _
from frappe.model.document import Document

from opsfamily.exceptions import RetentionRuleError


class OPSSettings(Document):
	"""What an office decides for itself: its name on papers, its clocks and limits."""

	def validate(self):
		self.validate_retention_rules()

	def validate_retention_rules(self):
		"""Raises RetentionRuleError for a second rule of a kind, or a day that the kind does not have."""
		kinds = [row.document_kind for row in self.retention_rules]
		for row in self.retention_rules:
			if kinds.count(row.document_kind) > 1:
				self.refuse_rule(row, _("there is another rule for this kind of document."))
			if row.document_kind == "Family" and row.counted_from == "Document Date":
				self.refuse_rule(row, _("a family's page is kept from the day on which its case was closed."))

	def refuse_rule(self, row, why: str):
		frappe.throw(
			_("Row {0}: {1}").format(row.idx, f"{frappe.bold(_(row.document_kind))}: {why}"),
			RetentionRuleError,
		)
