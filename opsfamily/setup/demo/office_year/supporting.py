"""Supporting families of the section (art. 29–31 of the Act): proposed, agreed, refused, and ended before their time."""

from __future__ import annotations

from datetime import date, timedelta

from opsfamily.permissions.session import acting_as
from opsfamily.setup.demo.office_year.case import COORDINATOR, HEAD, Case

DOCTYPE = "Supporting Family"
# Days from the proposal to the interview, to the head's opinion, and to the agreement; days between two costs.
TO_INTERVIEW, TO_OPINION, TO_AGREEMENT, BETWEEN_COSTS = 3, 8, 14, 40
YEAR = timedelta(days=364)


def find_support(case: Case) -> None:
	"""Write the supporting family of the plan as far as it came, once: a reopened case has its own already."""
	if "supporting" not in case.plan or DOCTYPE in case.documents:
		return
	plan = case.plan["supporting"]
	proposed = case.ago(plan["ago"])
	doc = propose(case, proposed)
	if "opinion" in plan:
		give_opinion(case, doc, plan["opinion"], case.after(proposed, TO_OPINION))
	if "number" in plan:
		conclude(case, doc, case.after(proposed, TO_AGREEMENT))
	if "ended" in plan:
		end(case, doc, case.ago(plan["ended"]))


def propose(case: Case, day: date):
	"""Propose the people of the plan, with the day of the interview in their home."""
	people = case.pools["supporting"][case.plan["supporting"]["people"]]
	interview = case.after(day, TO_INTERVIEW)
	return case.make(case.social_worker, DOCTYPE, proposed_on=day, interview_on=interview, **people)


def give_opinion(case: Case, doc, opinion: str, day: date) -> None:
	"""Write the opinion of the head."""
	with acting_as(case.office.get_email(HEAD)):
		reason = case.pools["opinions_on_supporting"][opinion]
		doc.update({"opinion": opinion, "opinion_on": day, "opinion_reason": reason}).save()


def conclude(case: Case, doc, day: date) -> None:
	"""Record the signed agreement of a year, and what was paid back so far."""
	values = {
		"agreement_number": f"RW/{case.plan['supporting']['number']}/{day.year}",
		"signed_on": day,
		"from_date": day,
		"until_date": day + YEAR,
		"parties": f"Gmina Lipowa Góra, w jej imieniu kierownik OPS; {doc.supporting_people}",
		**case.pools["supporting_agreement"],
	}
	with acting_as(case.office.get_email(COORDINATOR)):
		doc.update(values).submit()
		last = case.ago(case.plan["supporting"].get("ended", 1))
		for place, cost in enumerate(case.pools["supporting_costs"], start=1):
			paid = day + timedelta(days=BETWEEN_COSTS * place)
			if paid <= last:
				doc.append("costs", {**cost, "cost_date": paid})
		doc.save()


def end(case: Case, doc, day: date) -> None:
	"""End the agreement before its last day."""
	with acting_as(case.office.get_email(COORDINATOR)):
		doc.update({"ended_on": day, "end_reason": case.pools["supporting_end"]}).save()
