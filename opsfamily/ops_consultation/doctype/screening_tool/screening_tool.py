from frappe import ValidationError, _, throw
from frappe.utils import cint

from opsfamily.case.dictionaries import DictionaryEntry


class ToolAgesError(ValidationError):
	"""The last age for which a tool is meant lies before the first one."""


class ScreeningTool(DictionaryEntry):
	"""A screening tool: its name, for which ages it is, and how it counts a child's age. The office's own dictionary."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		corrected_until_months: DF.Int
		disabled: DF.Check
		from_months: DF.Int
		next_after_months: DF.Int
		tool_name: DF.Data
		until_months: DF.Int
	# end: auto-generated types

	def validate(self):
		self.validate_ages()

	def validate_ages(self):
		"""Refuse a last age before the first one (ToolAgesError)."""
		if cint(self.until_months) and cint(self.until_months) < cint(self.from_months):
			first, last = (_(self.meta.get_label(name)) for name in ("from_months", "until_months"))
			throw(_("{0}: not less than {1}.").format(last, first), ToolAgesError)
