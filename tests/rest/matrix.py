"""The written matrix of roles (`opsfamily/permission_matrix.csv`): read by the tests and by the docs' test."""

import csv
from pathlib import Path
from typing import NamedTuple

import opsfamily
from opsfamily.permissions.registry import PRIVATE_DOCTYPES

FILE = Path(opsfamily.__file__).parent / "permission_matrix.csv"
RIGHTS = ("read", "create", "write", "submit", "cancel", "amend", "delete", "report", "export")
# Role → the test user who has it, and it alone.
USERS = {
	"Family Assistant": "assistant",
	"Social Worker": "social_worker",
	"Family Coordinator": "coordinator",
	"Head of Centre": "head",
	"Family Consultant": "consultant",
	"OPS Administrator": "administrator",
	"Day-Centre Staff": "day_centre",
	"Statistics Clerk": "clerk",
}
WHOLE_SECTION = ("Family Coordinator", "Head of Centre")
SCOPES = ("own", "other", "ended")
# Seen by who takes part, whatever their role.
PARTICIPANTS_ONLY = ("Supervision Record", "Supervision Feedback")
# About no family: whoever reports counts the whole staff.
OF_THE_STAFF = frozenset({("Statistics Clerk", "Employment")})


class Line(NamedTuple):
	"""What one role may do with one DocType of a family on which the person works."""

	role: str
	doctype: str
	rights: frozenset[str]
	level1: bool

	def allows(self, right: str, scope: str) -> bool:
		"""Print = read; a list shows what may be read; nothing reaches beyond one's own families.

		What is private is the assistant's here, and nobody else's.
		"""
		within = scope == "own" or (self.role in WHOLE_SECTION and self.doctype not in PARTICIPANTS_ONLY)
		within = within or (self.role, self.doctype) in OF_THE_STAFF
		if self.doctype in PRIVATE_DOCTYPES and right != "create":
			within = within and self.role == "Family Assistant"
		return within and {"list": "read", "print": "read"}.get(right, right) in self.rights


def lines() -> list[Line]:
	with FILE.open(encoding="utf-8") as file:
		return [
			Line(row["role"], row["doctype"], frozenset(row["rights"].split()), row["level1"] == "yes")
			for row in csv.DictReader(file)
		]
