"""What an update does with a record of the Desk that the app ships and the office may have changed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from enum import Enum

AS_SHIPPED, CHANGED, DELETED = "As Shipped", "Changed by the Office", "Deleted by the Office"


class Step(Enum):
	"""The answer of `choose_step`."""

	CREATE = "create"
	UPDATE = "update"
	KEEP = "keep"
	LEAVE_CHANGED = "leave changed"
	LEAVE_DELETED = "leave deleted"


def choose_step(is_entered: bool, written: Mapping | None, stored: Mapping | None, is_newer: bool) -> Step:
	"""Return what to do with one record.

	is_entered: the register knows the record; written: what the app wrote last, None for what nobody knows any more;
	stored: what is there now, None for nothing; is_newer: this version ships something else than it wrote last.
	"""
	if stored is None:
		return Step.LEAVE_DELETED if is_entered else Step.CREATE
	if written is None or not is_untouched(written, stored):
		return Step.LEAVE_CHANGED
	return Step.UPDATE if is_newer else Step.KEEP


def is_untouched(written: Mapping, stored: Mapping) -> bool:
	"""Return whether a record still says what was written; what only one of them knows does not count.

	A later framework adds fields and takes others away. Rows are compared one by one.
	"""
	return all(_agree(written[field], stored[field]) for field in written.keys() & stored.keys())


def _agree(written: object, stored: object) -> bool:
	if _are_rows(written) and _are_rows(stored):
		return len(written) == len(stored) and all(map(is_untouched, written, stored))
	return normalize(written) == normalize(stored)


def _are_rows(value: object) -> bool:
	return isinstance(value, list) and all(isinstance(row, Mapping) for row in value)


def normalize(value: object) -> object:
	"""Return a value in the one form in which two of them are compared: JSON without its spaces, nothing as ""."""
	if not value:
		return ""
	if isinstance(value, str) and value.lstrip()[:1] in ("[", "{"):
		try:
			return json.dumps(json.loads(value), sort_keys=True) if json.loads(value) else ""
		except ValueError:
			return value
	return str(value)


def get_fingerprint(record: Mapping) -> str:
	"""Return a short text that differs when the app ships something else."""
	said = json.dumps(record, sort_keys=True, ensure_ascii=False)
	return hashlib.sha256(said.encode()).hexdigest()[:16]
