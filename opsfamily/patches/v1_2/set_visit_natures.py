"""The nature of every visit and of every row of a card, from its kind; what cannot be known is listed."""

import frappe
from frappe import _
from frappe.query_builder.functions import Sum

from opsfamily.core.contact_kinds import ATTEMPT, DIRECT

CARD, ROW = "Assistant Timesheet", "Timesheet Row"


def execute() -> None:
	"""Copy natures from kinds to visits and from visits to cards, and add the direct minutes of each card up."""
	set_natures_of_visits()
	set_natures_of_rows()
	set_notes_of_attempts()
	set_direct_minutes()
	list_unknown()


def set_natures_of_visits() -> None:
	"""Give each visit the nature of its kind."""
	frappe.db.sql(
		"""update `tabFamily Visit` `visit` join `tabContact Kind` `kind` on `kind`.`name` = `visit`.`kind`
		set `visit`.`nature` = `kind`.`nature` where ifnull(`visit`.`nature`, '') = ''"""
	)


def set_natures_of_rows() -> None:
	"""Give each row the nature of its visit; where that is gone, of the kind with the row's name."""
	frappe.db.sql(
		"""update `tabTimesheet Row` `row` join `tabFamily Visit` `visit` on `visit`.`name` = `row`.`visit`
		set `row`.`nature` = `visit`.`nature` where ifnull(`row`.`nature`, '') = ''"""
	)
	frappe.db.sql(
		"""update `tabTimesheet Row` `row` join `tabContact Kind` `kind` on `kind`.`name` = `row`.`kind`
		set `row`.`nature` = `kind`.`nature` where ifnull(`row`.`nature`, '') = ''"""
	)


def set_notes_of_attempts() -> None:
	"""Write on rows of attempts what F4 prints in place of a signature, as it is compared with the visits."""
	row, note = frappe.qb.DocType(ROW), _("attempted contact – no signature", "pl")
	frappe.qb.update(row).set(row.signature_note, note).where(row.nature == ATTEMPT).run()


def set_direct_minutes() -> None:
	"""Add up the direct contacts of each card that has some."""
	row = frappe.qb.DocType(ROW)
	is_direct = (row.parenttype == CARD) & (row.nature == DIRECT)
	sums = (
		frappe.qb.from_(row).select(row.parent, Sum(row.minutes)).where(is_direct).groupby(row.parent).run()
	)
	for card, minutes in sums:
		frappe.db.set_value(CARD, card, "direct_minutes", minutes or 0, update_modified=False)


def list_unknown() -> None:
	"""List cards with a row whose visit and kind are both gone."""
	row = frappe.qb.DocType(ROW)
	is_empty = row.nature.isnull() | (row.nature == "")
	query = frappe.qb.from_(row).select(row.parent).distinct().where(is_empty)
	cards = query.where(row.parenttype == CARD).run(pluck=True)
	if cards:
		frappe.log_error(
			title="Cards with a contact whose nature is not known", message="\n".join(sorted(cards))
		)
