"""Dictionaries of working together and of the support for the workers: the office's own from the first day."""

from opsfamily.setup.create import create_if_missing

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
# From the material on the case manager: the loosest first.
COOPERATION_DEGREES = {
	"separacja": {
		"position": 1,
		"line": "Dotted Line",
		"explanation": "Instytucje i specjaliści pracują oddzielnie: zupełny brak współpracy.",
	},
	"łączność": {
		"position": 2,
		"line": "Dashed Line",
		"explanation": "Nieformalna komunikacja: początek współpracy.",
	},
	"delegowanie": {
		"position": 3,
		"line": "Solid Line",
		"explanation": "Bliższe więzi, wspólne przedsięwzięcia: wiadomo, że współpraca jest niezbędna do koordynacji całości działań.",
	},
	"ścisła współpraca": {
		"position": 4,
		"line": "Double Line",
		"explanation": "Działania poszczególnych specjalistów lub instytucji wzajemnie się przenikają.",
	},
	"integracja": {
		"position": 5,
		"line": "Thick Line",
		"explanation": "Różne instytucje pracują jako jedna lub tworzą system zintegrowanych działań.",
	},
}
ANALYSIS_LEVELS = {
	"wstępna": {
		"position": 1,
		"explanation": "Wykazuje stopień złożoności przypadku, a tym samym czy potrzebny jest menedżer ds. przypadku.",
	},
	"szczegółowa": {
		"position": 2,
		"explanation": "Identyfikuje inne potrzeby i ich zakres; może prowadzić do analizy specjalistycznej.",
	},
	"specjalistyczna (pogłębiona)": {
		"position": 3,
		"explanation": "Może wykazać szereg obszarów potencjalnych trudności; każdy z nich może wymagać osobnej analizy.",
	},
	"szeroka": {
		"position": 4,
		"explanation": "Szczegółowa ocena wszystkich obszarów przez interdyscyplinarny zespół z różnych instytucji; możliwa na każdym etapie.",
	},
}
CASE_COMPLEXITIES = {
	"prosty": {"position": 1},
	"złożony": {"position": 2},
	"bardzo złożony": {"position": 3},
}
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
	"Cooperation Degree": ("degree_name", COOPERATION_DEGREES),
	"Analysis Level": ("level_name", ANALYSIS_LEVELS),
	"Case Complexity": ("complexity_name", CASE_COMPLEXITIES),
}


def plant() -> None:
	"""Create what is missing."""
	for doctype, (fieldname, records) in DICTIONARIES.items():
		for name, values in records.items():
			create_if_missing(doctype, name, {fieldname: name, **values})
