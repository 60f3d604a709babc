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
	"Child Mood": ("mood_name", {name: {} for name in CHILD_MOODS}),
}


def plant() -> None:
	"""Create what is missing."""
	for doctype, (fieldname, records) in DICTIONARIES.items():
		for name, values in records.items():
			create_if_missing(doctype, name, {fieldname: name, **values})
