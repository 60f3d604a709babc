"""The workflow states by which the rules know where a card or a request is."""

import frappe
from frappe import ValidationError, _

from opsfamily.core import requests, timesheet

KNOWN_STATES = frozenset({*timesheet.DOCSTATUS, *requests.DOCSTATUS})


class KnownStateError(ValidationError):
	"""The rules know this workflow state by its name, so it keeps it."""


def refuse_renamed_state(doc, _event: str | None = None, old: str = "", *_arguments) -> None:
	"""Refuse to rename a state that freezes cards and requests (KnownStateError); its translation may be changed."""
	if old in KNOWN_STATES:
		frappe.throw(
			_(
				"{0}: the rules of cards and requests know this state by its name. Change its translation."
			).format(frappe.bold(_(old))),
			KnownStateError,
		)
