import frappe

from opsfamily.case.dictionaries import DictionaryEntry


class AdviceField(DictionaryEntry):
	"""A field in which advisers help the workers: the office's own dictionary."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		disabled: DF.Check
		field_name: DF.Data
	# end: auto-generated types

	def after_rename(self, _old: str, new: str, merge: bool = False):
		"""Write the new name into the words by which lists and searches find the advisers of the field."""
		# get_all: what an entry is called is one answer for everybody.
		rows = {"advice_field": new, "parenttype": "Adviser"}
		for name in frappe.get_all("Adviser Field", rows, pluck="parent", order_by="parent"):
			adviser = frappe.get_doc("Adviser", name)
			adviser.set_fields_in_words()
			adviser.db_set("fields_in_words", adviser.fields_in_words, update_modified=False)
