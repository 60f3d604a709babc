from frappe.model.document import Document

from opsfamily.core.risk_list import Item, item


class RiskListTemplate(Document):
	"""The office's risk list. A changed item makes a new version; lists that were filled in keep theirs."""

	def validate(self):
		self.set_version()

	def set_version(self):
		"""The version is counted, never typed."""
		before = self.get_doc_before_save()
		self.version = 1
		if before:
			self.version = before.version + (self.wording() != before.wording())

	def wording(self) -> list[Item]:
		"""The items in their order."""
		return [item(row.section, row.item_text, row.weight) for row in self.items]
