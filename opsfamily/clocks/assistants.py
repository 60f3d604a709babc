"""Clocks of families that wait for an assistant, or have lost theirs: they are named to the head."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from frappe.utils import add_days, getdate

from opsfamily.core import deadlines as core
from opsfamily.core.deadlines import Deadline
from opsfamily.core.status import waiting_since, without_assistant_since
from opsfamily.office import get_setting

if TYPE_CHECKING:
	from opsfamily.clocks.cases import Cases


def get_assistants_awaited(cases: Cases) -> Iterator[Deadline]:
	"""Yield families that wait for an assistant after a resolution, an order, or a reopening, by the office's days."""
	days = get_setting("waiting_days")
	for family in cases.families:
		since = waiting_since(cases.facts[family], cases.today)
		if since:
			due = getdate(add_days(since, days))
			yield Deadline(core.ASSISTANT_AWAITED, family, "Family", family, due)


def get_assistants_missing(cases: Cases) -> Iterator[Deadline]:
	"""Yield families under support without an assistant, due on the first day without one."""
	for family in cases.families:
		since = without_assistant_since(cases.facts[family], cases.today)
		if since:
			yield Deadline(core.ASSISTANT_MISSING, family, "Family", family, since)
