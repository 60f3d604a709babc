"""The secret of a link: made once, shown once, and kept as a salted hash only.

The hash stands where the framework keeps passwords, so no column, list, filter, export, version or print holds it,
and deleting the document deletes it.
"""

from __future__ import annotations

import re
import secrets

import frappe
from frappe.utils.password import check_password, passlibctx, update_password

from opsfamily.ops_teamwork.doctype.outside_answer.outside_answer import DOCTYPE

FIELD = "link_secret"
# 256 bits, so that nobody guesses it.
BYTES = 32
SECRET = re.compile(r"[A-Za-z0-9_-]{43}")
SEPARATOR = "."


def make_token(name: str) -> str:
	"""Make a new secret for the document and return the token of its link; an earlier one opens nothing any more."""
	secret = secrets.token_urlsafe(BYTES)
	update_password(name, secret, DOCTYPE, FIELD)
	return f"{name}{SEPARATOR}{secret}"


def find_name(token: str) -> str | None:
	"""Return the name of the document that the token opens; None for any other text."""
	name, _separator, secret = token.rpartition(SEPARATOR)
	# An office's numbers may have Polish letters; half of a sign of two, which is none to print, no database takes.
	if not (name.isprintable() and SECRET.fullmatch(secret)):
		return None
	try:
		return check_password(name, secret, DOCTYPE, FIELD, delete_tracker_cache=False)
	except frappe.AuthenticationError:
		if not has_secret(name):
			# As long as for a question that has a link: the time of an answer tells nothing.
			passlibctx.dummy_verify()
		return None


def has_secret(name: str) -> bool:
	"""Return whether a link was made for the document."""
	secret = frappe.qb.DocType("__Auth")
	keys = (secret.doctype == DOCTYPE) & (secret.name == name) & (secret.fieldname == FIELD)
	return bool(frappe.qb.from_(secret).select(secret.name).where(keys).run())
