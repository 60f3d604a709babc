"""The open cases of the session's user and the people on them."""

from datetime import date
from functools import cached_property

from frappe.utils import getdate

from opsfamily.core.assignments import ASSISTANT, runs_on
from opsfamily.permissions.rule import get_readable_rows


class Cases:
	"""The open cases of the session's user, read once for all clocks.

	family: only this one. kept: the DocTypes of which the family has documents, if they are known; the others are
	not read.
	"""

	def __init__(
		self, family: str | None = None, today: date | None = None, kept: frozenset[str] | None = None
	):
		self.family = family
		self.today = today or getdate()
		self.kept = kept

	@cached_property
	def families(self) -> dict:
		"""Return name → row with name, representative, status, creation."""
		filters = {"status": ["!=", "Case Closed"], **({"name": self.family} if self.family else {})}
		rows = self.listed(
			"Family", filters, ["name", "representative", "status", "creation"], "name", of_family=False
		)
		return {row.name: row for row in rows}

	@cached_property
	def assignments(self) -> list:
		"""Return every assignment, the oldest first."""
		fields = ["name", "family", "user", "full_name", "part", "from_date", "until_date"]
		return self.listed("Case Assignment", {}, fields, "from_date, creation")

	@cached_property
	def people(self) -> dict[tuple[str, str], str]:
		"""Return (family, part) → the user who has the part today, the newest if there are several."""
		return {(row.family, row.part): row.user for row in self.assignments if self.runs(row)}

	@cached_property
	def began(self) -> dict[str, date]:
		"""Return family → the first day of its first assistant."""
		return {row.family: row.from_date for row in reversed(self.assignments) if row.part == ASSISTANT}

	def runs(self, assignment) -> bool:
		"""Return whether the assignment runs today."""
		return runs_on(self.today, assignment.from_date, assignment.until_date)

	def get_responsible(self, family: str, part: str = ASSISTANT) -> str | None:
		"""Return the user who has the part in the family's case today."""
		return self.people.get((family, part))

	def listed(
		self, doctype: str, filters: dict, fields: list[str], order_by: str, of_family: bool = True, **options
	) -> list:
		"""Return rows of open cases that the user may see; none where the role may not read the DocType.

		of_family: False for a DocType without the field `family`.
		"""
		if of_family and self.kept is not None and doctype not in self.kept:
			return []
		if of_family and self.family:
			filters = {**filters, "family": self.family}
		rows = get_readable_rows(doctype, filters, fields, order_by, **options)
		return [row for row in rows if not of_family or row.family in self.families]
