"""The coded causes of a family's difficulties, on a request and on an assessment."""

import frappe
from frappe import ValidationError, _


class CauseLevelError(ValidationError):
	"""A cause about violence, addiction, illness or disability is written in the field of level 1, others are not."""


# Field → whether it is the one for causes about violence, addiction, illness or disability.
CAUSE_FIELDS = {"causes": 0, "sensitive_causes": 1}


def validate_causes(doc) -> None:
	"""Keep each cause once, and refuse one in the field of the other level (CauseLevelError).

	Rows that are stored already stay, also if the office has changed its dictionary since.
	"""
	for fieldname, is_sensitive in CAUSE_FIELDS.items():
		rows = {row.cause: row for row in reversed(doc.get(fieldname) or [])}
		doc.set(fieldname, list(reversed(rows.values())))
		stored = get_stored_causes(doc, fieldname)
		for cause in rows.keys() - stored:
			if frappe.db.get_value("Difficulty Cause", cause, "is_sensitive") != is_sensitive:
				refuse_level(doc, cause, fieldname)


def refuse_level(doc, cause: str, fieldname: str) -> None:
	"""Throw CauseLevelError with the field in which the cause belongs."""
	(other,) = CAUSE_FIELDS.keys() - {fieldname}
	frappe.throw(
		_("{0}: {1} is written in the field {2}.").format(
			doc.label_of(fieldname), frappe.bold(cause), doc.label_of(other)
		),
		CauseLevelError,
	)


def get_stored_causes(doc, fieldname: str) -> set[str]:
	"""Return the causes that the stored document has in the field."""
	before = doc.get_doc_before_save()
	return {row.cause for row in before.get(fieldname) or []} if before else set()


def are_causes_changed(doc) -> bool:
	"""Return whether saving changes the causes."""
	return any(
		{row.cause for row in doc.get(fieldname) or []} != get_stored_causes(doc, fieldname)
		for fieldname in CAUSE_FIELDS
	)
