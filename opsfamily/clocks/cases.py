"""The open cases of the session's user and the people on them."""

from collections import defaultdict
from datetime import date
from functools import cached_property

import frappe
from frappe.utils import getdate

from opsfamily.case.facts import read_bases, read_facts
from opsfamily.case.household import get_absences_on
from opsfamily.core.assignments import ASSISTANT, ASSISTANTS, runs_on
from opsfamily.core.basis import Basis
from opsfamily.core.closing import CASE_CLOSED
from opsfamily.core.deadlines import support_began
from opsfamily.core.status import Facts, status_on
from opsfamily.permissions.rule import can_see_section, get_readable_rows


class Cases:
	"""The open cases of the session's user, read once for all clocks.

	family: only this one; only: only these. kept: the DocTypes of which the family has documents, if they are known;
	the others are not read. is_of_section: `only` are the families of a section that are looked at, and what is due of no
	family is asked for as well.
	"""

	def __init__(
		self,
		family: str | None = None,
		today: date | None = None,
		kept: frozenset[str] | None = None,
		only: frozenset[str] | None = None,
		is_of_section: bool = False,
	):
		self.only = frozenset([family]) if family else only
		self.today = today or getdate()
		self.kept = kept
		self.is_of_section = self.only is None or is_of_section

	@cached_property
	def all_families(self) -> dict:
		"""Return name → row with name, representative, creation, assessment before this system, and today's status.

		Of open and closed cases.
		"""
		for row in self._rows:
			row.status = status_on(self.facts.get(row.name, Facts()), self.today)
		return {row.name: row for row in self._rows}

	@cached_property
	def families(self) -> dict:
		"""Return the rows of `all_families` whose case is not closed."""
		return {name: row for name, row in self.all_families.items() if row.status != CASE_CLOSED}

	@cached_property
	def _rows(self) -> list:
		fields = ["name", "representative", "creation", "last_assessment_on"]
		return self.listed("Family", self.get_filter("name"), fields, "name", of_family=False)

	@cached_property
	def scope(self) -> list[str] | None:
		"""Return the families that are asked about; None: all, which the database reads faster than a list of them."""
		is_whole = self.only is None and can_see_section(frappe.session.user)
		return None if is_whole else [row.name for row in self._rows]

	def get_filter(self, column: str = "family") -> dict:
		"""Return the filter by the families that were chosen, of a column that names the family."""
		return {} if self.only is None else {column: ["in", sorted(self.only)]}

	@cached_property
	def facts(self) -> dict[str, Facts]:
		"""Return family → the facts of its status."""
		return read_facts(self.scope, kept=self.kept)

	@cached_property
	def bases(self) -> dict[str, tuple[Basis, ...]]:
		"""Return family → the bases of the work with it."""
		return read_bases(self.scope, kept=self.kept)

	@cached_property
	def absences(self) -> dict[str, date]:
		"""Return family → since when somebody of it is away today. An absence explains deadlines and stops none."""
		return get_absences_on(self.today, self.scope)

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
		"""Return family → the first day of an assistant in the work that runs now: anew after a reopening."""
		periods = defaultdict(list)
		for row in self.assignments:
			if row.part in ASSISTANTS:
				periods[row.family].append((row.from_date, row.until_date))
		days = {name: support_began(rows, self.get_reopening(name)) for name, rows in periods.items()}
		return {family: day for family, day in days.items() if day}

	@cached_property
	def reopenings(self) -> dict:
		"""Return family → its last closing that was reopened: `reopened_on`, `final_assessment`."""
		filters = {"docstatus": 1, "reopened_on": ["is", "set"]}
		fields = ["name", "family", "reopened_on", "final_assessment"]
		rows = self.listed("Case Closing", filters, fields, "reopened_on, creation")
		return {row.family: row for row in rows}

	def get_reopening(self, family: str) -> date | None:
		"""Return the day on which the work was last taken up again."""
		return self.reopenings[family].reopened_on if family in self.reopenings else None

	def is_of_this_work(self, family: str, day: date, assessment: str | None = None) -> bool:
		"""Return whether a document of that day belongs to the work that runs now, not to that before a reopening.

		assessment: the name of an assessment; that on which the closing rests is of the earlier work.
		"""
		reopening = self.reopenings.get(family)
		if not reopening:
			return True
		return day >= reopening.reopened_on and assessment != (reopening.final_assessment or "")

	def runs(self, assignment) -> bool:
		"""Return whether the assignment runs today."""
		return runs_on(self.today, assignment.from_date, assignment.until_date)

	def get_responsible(self, family: str, part: str = ASSISTANT) -> str | None:
		"""Return the user who has the part in the family's case today."""
		return self.people.get((family, part))

	def lacks(self, doctype: str) -> bool:
		"""Return whether the family is known to have no documents of the DocType."""
		return self.kept is not None and doctype not in self.kept

	def listed(
		self,
		doctype: str,
		filters: dict,
		fields: list[str],
		order_by: str,
		of_family: bool = True,
		of_closed: bool = False,
		**options,
	) -> list:
		"""Return rows of open cases that the user may see; none where the role may not read the DocType.

		of_family: False for a DocType without the field `family`. of_closed: rows of closed cases as well.
		"""
		if of_family and self.lacks(doctype):
			return []
		if of_family:
			filters = {**filters, **self.get_filter()}
		rows = get_readable_rows(doctype, filters, fields, order_by, **options)
		if not of_family:
			return rows
		families = self.all_families if of_closed else self.families
		return [row for row in rows if row.family in families]
