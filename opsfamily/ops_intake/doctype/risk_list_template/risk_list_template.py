from opsfamily.case.dictionaries import DictionaryEntry
from opsfamily.core.risk_list import Item, item


class RiskListTemplate(DictionaryEntry):
	"""The office's risk list. A changed item makes a new version; lists that were filled in keep theirs."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from opsfamily.ops_intake.doctype.risk_list_template_item.risk_list_template_item import (
			RiskListTemplateItem,
		)

		disabled: DF.Check
		items: DF.Table[RiskListTemplateItem]
		source: DF.SmallText | None
		template_name: DF.Data
		version: DF.Int
	# end: auto-generated types

	def validate(self):
		self.set_version()

	def set_version(self):
		"""Count the version up when the wording changed, whatever a client sends."""
		before = self.get_doc_before_save()
		self.version = 1
		if before:
			self.version = before.version + (self.get_wording() != before.get_wording())

	def get_wording(self) -> list[Item]:
		"""Return the items in their order."""
		return [item(row.section, row.item_text, row.weight) for row in self.items]
