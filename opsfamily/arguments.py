"""Arguments from a client as Python values, and the refusal of missing ones."""

from __future__ import annotations

import frappe
from frappe import _


def parse(value: object) -> object:
	"""Return JSON in a text as Python values, other values unchanged, None for a text that is not JSON."""
	try:
		return frappe.parse_json(value)
	except ValueError:
		return None


def as_list(value: str | list | None) -> list:
	"""Return a list, given as JSON or as a list; empty for anything else."""
	parsed = parse(value)
	return parsed if isinstance(parsed, list) else []


def as_object(value: str | dict | None) -> dict:
	"""Return an object, given as JSON or as a dict; empty for anything else."""
	parsed = parse(value)
	return parsed if isinstance(parsed, dict) else {}


def texts_in(value: str | list | None) -> list[str]:
	"""Return the texts in a list, such as names of documents; other items are left out."""
	return [item for item in as_list(value) if isinstance(item, str)]


def refuse_missing(label: str, refusal: type[Exception] = frappe.ValidationError) -> None:
	"""Throw `refusal` for an empty field. label: its translated label, as the message shows it."""
	frappe.throw(_("{0} is missing.").format(label), refusal)
