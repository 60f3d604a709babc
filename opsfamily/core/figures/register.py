"""The register of figures: each name that a row of a template may ask for, and the function that answers it.

A new figure is one function, its entry here, and a row of a template.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from opsfamily.core import employment, requests
from opsfamily.core.contact_kinds import NATURES
from opsfamily.core.figures import (
	answers,
	cards,
	children,
	cooperation,
	groups,
	staff,
	support,
	supporting,
	work,
)
from opsfamily.core.figures.facts import Counted, Facts
from opsfamily.core.outcomes import EVALUATED

NUMBER, DECIMAL, MINUTES, DAYS = "Number", "Mean", "Hours", "Days"
UNITS = (NUMBER, DECIMAL, MINUTES, DAYS)
# What may be typed where nothing is computed.
AMOUNT, TEXT = "Amount", "Text"
TYPED_UNITS = (NUMBER, AMOUNT, TEXT)
CLASSES = (
	"Goal Reached",
	"Family Stopped Cooperating",
	"Consent Withdrawn or Never Given",
	"No Effects",
	"Change of Method",
	"Moved",
	"Child Placed",
	"No Minor Child Left",
	"„Za życiem” Ended",
	"Death",
	"Court",
	"Other Reason",
	support.NO_CLASS,
)
ENDS_OF_CARE = (children.RETURNED, children.STAYS, "other")
RESULTS_OF_NEEDS = ("To Be Arranged", "Applied For", "Granted", "Support Refused", "Given Up")
# Fewer families, or workers, than this give somebody away in a mean.
FEWEST_FAMILIES, FEWEST_WORKERS = 5, 3


class Figure(NamedTuple):
	"""A figure: its function, its unit and the parts that a row may name.

	parts: empty: none; None: a text that the office chooses (a name of its dictionary, a band of ages). is_additive: the
	year is the sum of its halves. fewest: families or workers that a mean must rest on to be published.
	"""

	count: Callable[[Facts, str], Counted]
	unit: str = NUMBER
	parts: tuple[str, ...] | None = ()
	is_additive: bool = False
	fewest: int = FEWEST_FAMILIES

	def takes(self, part: str) -> bool:
		"""Return whether a row may ask for this part."""
		if self.count in OWN_PARTS:
			return OWN_PARTS[self.count](part)
		return self.parts is None or part in (self.parts or ("",))


def _is_band(part: str) -> bool:
	try:
		return not part or bool(children.read_band(part))
	except ValueError:
		return False


# Dictionary → the figures whose parts are its entries, by their names.
BY_ENTRY = {
	"Competence Area": ("Competences Gained",),
	"Difficulty Cause": ("Causes of Difficulties",),
	"Specialist Help Kind": ("Specialist Help Hours",),
	"Support Body": ("Steps „Za życiem”",),
	"Support Kind": ("Children With a Contact", "Agreements With Bodies", "Cooperations Evaluated"),
	"Support Group Kind": ("Group Meetings", "Families in Groups", "People in Groups"),
}
# Figure → whether its row may ask for a part that the office writes.
OWN_PARTS: dict[Callable, Callable[[str], bool]] = {
	children.children: _is_band,
	answers.count_answers: answers.is_part,
	answers.mean_of_answers: answers.is_code,
}
FIGURES = {
	# F
	"Families Supported": Figure(support.families_supported),
	"Families Without Contact": Figure(support.families_without_contact),
	"Families by Basis": Figure(support.families_by_basis, parts=support.BASES),
	"Families Under Order": Figure(support.families_under_order),
	"Families Before the Period": Figure(support.families_before),
	"Families Begun": Figure(support.families_begun, is_additive=True),
	"Families Taken Up Again": Figure(support.families_taken_up_again, is_additive=True),
	"Supports Ended": Figure(support.supports_ended, is_additive=True),
	"Families Under Support": Figure(support.families_under_support),
	"Families Monitored": Figure(support.families_monitored),
	"Families Waiting": Figure(support.families_waiting),
	"Requests Refused": Figure(
		support.requests_refused, parts=("", *requests.REFUSAL_CODES, support.NO_CODE), is_additive=True
	),
	"Days Until the Assistant": Figure(support.days_until_assistant, DAYS, ("mean", "longest")),
	# E
	"Endings": Figure(support.endings, parts=("", *CLASSES), is_additive=True),
	"Families Ended": Figure(support.families_ended, parts=("", *CLASSES)),
	"Length of Support": Figure(support.lengths_of_support, parts=tuple(support.LENGTHS), is_additive=True),
	"Mean Length of Support": Figure(support.mean_length_of_support, DAYS),
	"Returns Within a Year": Figure(support.returns, is_additive=True),
	"Monitoring Contacts": Figure(support.monitoring_contacts, is_additive=True),
	# C
	"Children": Figure(children.children, parts=None),
	"Children With a Certificate": Figure(children.children_with_certificate),
	"Members Without a Birth Date": Figure(children.members_without_birth_date),
	"Children in Care Before": Figure(children.children_in_care_before),
	"Children in Care": Figure(children.children_in_care),
	"Children Placed": Figure(children.children_placed),
	"Placements Ended": Figure(children.placements_ended, parts=ENDS_OF_CARE),
	# Z
	"Families „Za życiem”": Figure(work.families_for_life),
	"Applications „Za życiem”": Figure(work.applications_for_life, is_additive=True),
	"Authorisations": Figure(work.authorisations, is_additive=True),
	"Steps „Za życiem”": Figure(work.steps_for_life, parts=None, is_additive=True),
	"Needs „Za życiem”": Figure(work.needs_for_life, parts=RESULTS_OF_NEEDS),
	# W
	"Contacts": Figure(work.contacts, parts=("", *NATURES), is_additive=True),
	"Contact Hours": Figure(work.contact_minutes, MINUTES, ("", *NATURES), is_additive=True),
	"Contacts per Family": Figure(work.contacts_per_family, DECIMAL),
	"Contact Hours per Family": Figure(work.minutes_per_family, MINUTES),
	"Longest Gap": Figure(work.longest_gap, DAYS),
	"Running Gap": Figure(work.running_gap, DAYS),
	"Families With a Gap": Figure(work.families_with_gap, parts=("14", "14 absence", "30", "30 absence")),
	"Plans": Figure(work.plans, parts=(work.NEW, work.CHANGED), is_additive=True),
	"Plan Evaluations": Figure(work.evaluations, is_additive=True),
	"Agreed Actions": Figure(work.actions, parts=EVALUATED, is_additive=True),
	"Half-Year Assessments": Figure(
		work.assessments, parts=("", work.IN_TIME, work.LATE, work.NOT_MADE), is_additive=True
	),
	"Days Late": Figure(work.days_late, DAYS, ("mean", "longest")),
	"Assessments Handed Over": Figure(work.assessments_handed_over, is_additive=True),
	"Conferences": Figure(work.conferences, is_additive=True),
	"Specialist Help Hours": Figure(work.help_minutes, MINUTES, parts=None, is_additive=True),
	"Interventions": Figure(work.interventions, is_additive=True),
	"Competences Gained": Figure(work.competences_gained, parts=None),
	"Opinions for the Court": Figure(work.opinions, parts=("", work.IN_TIME), is_additive=True),
	"Causes of Difficulties": Figure(work.causes, parts=None),
	"Answers on Sheets": Figure(answers.count_answers, parts=None, is_additive=True),
	"Mean of Answers": Figure(answers.mean_of_answers, DECIMAL, parts=None),
	# D
	"Day Centres": Figure(children.day_centres),
	"Places in Day Centres": Figure(children.places_in_centres),
	"Children Enrolled": Figure(children.children_enrolled),
	"Days of Attendance": Figure(children.days_of_attendance, is_additive=True),
	# G
	"Group Meetings": Figure(groups.meetings, parts=None, is_additive=True),
	"Families in Groups": Figure(groups.families_who_came, parts=None),
	"People in Groups": Figure(groups.people_who_came, parts=None),
	# C4
	"Children With a Card": Figure(cards.cards),
	"Children With a Contact": Figure(cards.cards_with_contact, parts=None),
	"Children With a Card in Day Centres": Figure(cards.cards_in_day_centres),
	# P
	"Agreements With Bodies": Figure(cooperation.agreements, parts=None),
	"Cooperations Evaluated": Figure(cooperation.evaluated, parts=None),
	# R
	"Families With a Supporting Family": Figure(supporting.families_supported),
	"Agreements With Supporting Families": Figure(supporting.agreements),
	"Costs of Supporting Families": Figure(supporting.costs, AMOUNT, is_additive=True),
	# A and S
	"Assistants Employed": Figure(
		staff.assistants_employed, parts=("", *employment.EMPLOYERS, *employment.FORMS), fewest=FEWEST_WORKERS
	),
	"Full Posts": Figure(staff.full_posts, DECIMAL, fewest=FEWEST_WORKERS),
	"Accepted Hours": Figure(staff.accepted_minutes, MINUTES, ("", *NATURES), is_additive=True),
	"Cards Not Accepted": Figure(staff.cards_not_accepted, is_additive=True),
	"Other Work Hours": Figure(staff.other_work_minutes, MINUTES, fewest=FEWEST_WORKERS),
	"Norm Hours": Figure(staff.norm_minutes, MINUTES, fewest=FEWEST_WORKERS),
	"Kilometres": Figure(staff.kilometres, DECIMAL, is_additive=True, fewest=FEWEST_WORKERS),
	"Cost of Travel": Figure(staff.cost_of_travel, AMOUNT, is_additive=True, fewest=FEWEST_WORKERS),
	"Supervision Hours Together": Figure(work.supervision_minutes, MINUTES, fewest=FEWEST_WORKERS),
	"Supervision Hours per Worker": Figure(work.supervision_per_worker, MINUTES, fewest=FEWEST_WORKERS),
	"Training Hours Together": Figure(work.training_minutes, MINUTES, fewest=FEWEST_WORKERS),
	"Training Hours per Worker": Figure(work.training_per_worker, MINUTES, fewest=FEWEST_WORKERS),
	"Families per Assistant": Figure(
		work.families_per_assistant,
		DECIMAL,
		("last day", "mean", "highest", "weighted"),
		fewest=FEWEST_WORKERS,
	),
	"Days Above the Ceiling": Figure(work.days_above_ceiling, fewest=FEWEST_WORKERS),
	"Substitutions": Figure(work.substitutions),
}

# Field of OPS Settings → the figures of a part of the work that not every office does (`core.optional_parts`).
OF_PARTS = {
	"uses_specialist_help": ("Specialist Help Hours",),
	"uses_interventions": ("Interventions",),
	"uses_competences": ("Competences Gained",),
	"uses_groups": ("Group Meetings", "Families in Groups", "People in Groups"),
	"uses_child_cards": (
		"Children With a Card",
		"Children With a Contact",
		"Children With a Card in Day Centres",
	),
	"uses_agreements": ("Agreements With Bodies", "Cooperations Evaluated"),
	"uses_supporting_families": (
		"Families With a Supporting Family",
		"Agreements With Supporting Families",
		"Costs of Supporting Families",
	),
}


def get_setting_of(figure: str) -> str | None:
	"""Return the field of OPS Settings by which an office does the part of the work that a figure counts; None: every
	office does it."""
	return next((fieldname for fieldname, figures in OF_PARTS.items() if figure in figures), None)


def compute(facts: Facts, figure: str, part: str = "", reach: str = "") -> Counted:
	"""Return a figure of the period. reach: one of `REACHES` (facts.py). Raise KeyError for a name that is no figure."""
	return FIGURES[figure].count(facts.narrowed(reach), part or "")
