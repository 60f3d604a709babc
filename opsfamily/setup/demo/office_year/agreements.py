"""The section's agreements with bodies, with the evaluations of the cooperation."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from opsfamily.permissions.session import acting_as
from opsfamily.setup.demo.office_year.case import COORDINATOR, Case
from opsfamily.setup.demo.office_year.intake import get_network

if TYPE_CHECKING:
	from opsfamily.setup.demo.office_year.section import Office

DAYS = ("valid_from", "valid_until")
# How the cooperation with a school or preschool went on after an analysis of the case: days after it, degree.
DEGREES = ((-20, "łączność"), (25, "ścisła współpraca"))


def agree(office: Office, today: date) -> None:
	"""Write each agreement of the pool once; its days are counted back from today, and those ahead are below nought."""
	with acting_as(office.get_email(COORDINATOR)):
		for agreement in office.pools["agreements"]:
			values = {**agreement, **{key: count_back(agreement.get(key), today) for key in DAYS}}
			values["evaluations"] = [
				{**row, "evaluated_on": count_back(row["evaluated_on"], today)}
				for row in agreement.get("evaluations", ())
			]
			keys = {"body": values.pop("body")}
			keeper = office.get_email(COORDINATOR)
			office.find_or_make("Cooperation Agreement", keys, {"keeper": keeper, **values})


def count_back(days: int | None, today: date) -> date | None:
	return None if days is None else today - timedelta(days=days)


def cooperate(case: Case) -> None:
	"""Write how the cooperation with the first body of the family's network grew, where its case was analysed."""
	if "analysis" not in case.plan or "Cooperation" in case.documents:
		return
	institution = get_network(case)[0]["institution"]
	for days, degree in DEGREES:
		since = case.after(case.ago(case.plan["analysis"]["ago"]), days)
		case.make(case.assistant, "Cooperation", institution=institution, degree=degree, since=since)
