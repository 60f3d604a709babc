"""What a client sends, turned into what the app works with, and the sentence for what is missing."""

from __future__ import annotations

import frappe
from frappe import _


def parse(value: object) -> object:
	"""Return JSON in a text as Python values, other values as they are, None for a text that is no JSON."""
	try:
		return frappe.parse_json(value)
	except ValueError:
		return None


def as_list(value: str | list | None) -> list:
	"""Return a list that came as JSON or as it is; empty for anything else."""
	parsed = parse(value)
	return parsed if isinstance(parsed, list) else []


def as_object(value: str | dict | None) -> dict:
	"""Return an object that came as JSON or as it is; empty for anything else."""
	parsed = parse(value)
	return parsed if isinstance(parsed, dict) else {}


def texts_in(value: str | list | None) -> list[str]:
	"""Return the texts of a list, such as names of documents; whatever else stands in it is left out."""
	return [item for item in as_list(value) if isinstance(item, str)]


def refuse_missing(label: str, refusal: type[Exception] = frappe.ValidationError) -> None:
	"""Throw the refusal for an empty field. label: its Polish name, as a message shows it."""
	frappe.throw(_("{0} is missing.").format(label), refusal)
