"""Which lists of options (Select) of the app's forms an office may extend, and what it uses instead of the others.

A list is open when no rule asks for one of its options, or when what a rule does not know goes a general way. Every other
list is closed: its options are asked for by rules, figures, papers or the phone.
"""

from __future__ import annotations

from collections.abc import Iterable

SPHERES = (
	"parenting",
	"education",
	"conflicts",
	"violence",
	"structure_and_roles",
	"bonds",
	"other_observations",
)
# The office's scale takes the place of ours: rules ask for the order of the options alone.
SCALES = frozenset(("Family Assessment", f"{sphere}_rating") for sphere in SPHERES)
# The options of the app stay, others may be added; what rules do not know is a party, a kind, a reason like the others.
OPEN = frozenset(
	{
		("Agreed Action", "party"),
		("Scheduled Action", "party"),
		("Evaluated Action", "party"),
		("Closing Action", "party"),
		("Family Assessment", "kind"),
		("Family Absence", "kind"),
		("Missing Consent", "reason"),
		("Letter Sent", "way"),
		("Work Plan Evaluation", "decision"),
		("Screening", "result"),
	}
)
# Lists whose values are copied from one form to another, so they are extended together.
TOGETHER = (
	frozenset(
		{
			("Agreed Action", "party"),
			("Scheduled Action", "party"),
			("Evaluated Action", "party"),
			("Closing Action", "party"),
		}
	),
)
# Closed list → the dictionary in which the office has entries of its own instead.
DICTIONARIES = {
	("Contact Kind", "nature"): "Contact Kind",
	("Family Visit", "nature"): "Contact Kind",
	("Timesheet Row", "nature"): "Contact Kind",
	("Closing Reason", "statistical_class"): "Closing Reason",
	("Case Closing", "statistical_class"): "Closing Reason",
	("Cooperation Degree", "line"): "Cooperation Degree",
}
# Kept by the platform's own screen for numbering.
NUMBERING = "naming_series"


def read_options(text: str | None) -> list[str]:
	"""Return the options of a Select, without empty ones."""
	return [option for line in (text or "").split("\n") if (option := line.strip())]


def is_open(doctype: str, fieldname: str) -> bool:
	"""Return whether an office may change the list of a field of the app."""
	return fieldname == NUMBERING or (doctype, fieldname) in OPEN | SCALES


def find_missing(doctype: str, fieldname: str, ours: Iterable[str], wanted: Iterable[str]) -> list[str]:
	"""Return the options of the app that an open list would lose; a scale may be another one."""
	if fieldname == NUMBERING or (doctype, fieldname) in SCALES:
		return []
	kept = set(wanted)
	return [option for option in ours if option not in kept]


def get_together(doctype: str, fieldname: str) -> frozenset[tuple[str, str]]:
	"""Return the other lists that are extended with this one."""
	place = (doctype, fieldname)
	return next((group - {place} for group in TOGETHER if place in group), frozenset())
