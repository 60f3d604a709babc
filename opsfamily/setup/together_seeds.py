"""Dictionaries of working together and of the support for the workers: the office's own from the first day."""

from opsfamily.setup.seeds import create_if_missing

CHILD_MOODS = (
	"pogodny",
	"spokojny",
	"smutny",
	"przygnębiony",
	"rozdrażniony",
	"wycofany",
	"lękowy",
	"pobudzony",
	"agresywny",
	"zmienny",
)
# DocType → the field of the name, and name → further values.
DICTIONARIES: dict[str, tuple[str, dict[str, dict]]] = {
	"Conference Occasion": (
		"occasion_name",
		{
			"przegląd cykliczny": {},
			"podejrzenie przemocy domowej": {},
			"zaburzone zachowanie dziecka": {},
			"rodzina nie współpracuje": {},
			"inny powód": {},
		},
	),
	# Names alone: what they ask is their publishers'. Months to the next are the office's to set.
	"Screening Tool": (
		"tool_name",
		{
			"ASQ:SE-2": {"next_after_months": 6},
			"ASQ-3": {"next_after_months": 6},
			"M-CHAT-R/F": {},
			"bilans zdrowia dziecka": {"corrected_until_months": 0},
		},
	),
	"Other Work Kind": (
		"kind_name",
		{name: {} for name in ("szkolenie", "spotkanie", "dojazd", "praca biurowa", "superwizja")},
	),
	"Child Mood": ("mood_name", {name: {} for name in CHILD_MOODS}),
	"Consultation Kind": (
		"kind_name",
		{
			"refleksyjna z kierownikiem": {"about_family": 0},
			"indywidualna sprawa": {"about_family": 1},
			"sprawa grupowa": {"about_family": 1},
			"mini-szkolenie": {"about_family": 0},
			"telefoniczna": {"about_family": 1},
		},
	),
}


def plant() -> None:
	"""Create what is missing."""
	for doctype, (fieldname, records) in DICTIONARIES.items():
		for name, values in records.items():
			create_if_missing(doctype, name, {fieldname: name, **values})
