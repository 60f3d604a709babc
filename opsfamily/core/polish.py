"""Polish grammar for papers."""


def plural(count: int, one: str, few: str, many: str) -> str:
	"""Return the noun form for a number: 1 kontakt, 2 kontakty, 5 kontaktów, 12 kontaktów, 22 kontakty."""
	if count == 1:
		return one
	return few if count % 10 in (2, 3, 4) and count % 100 not in (12, 13, 14) else many


def counted(count: int, one: str, few: str, many: str) -> str:
	"""Return the number with its noun: `5 kontaktów`."""
	return f"{count} {plural(count, one, few, many)}"
