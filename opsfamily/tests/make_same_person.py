"""A person of two households, for tests."""

import frappe


def make_other_family(member: str) -> str:
	members = [{"full_name": member}]
	return (
		frappe.get_doc({"doctype": "Family", "representative": "Druga Rodzina", "members": members})
		.insert()
		.name
	)


def make_same_person(family: str, person: str, **values):
	"""Say that a person of a family is in another one as well (made, unless it is given)."""
	other = values.pop("other_family", None) or make_other_family(person)
	of_other = {"other_family": other, "other_person": values.pop("other_person", person)}
	return frappe.get_doc(
		{"doctype": "Same Person", "family": family, "person": person, **of_other, **values}
	).insert()


def make_same_people(family: str, person: str, word: str, _assistant: str = "assistant") -> list:
	"""One of it; the other family knows the person by the word."""
	other = make_other_family(word)
	return [make_same_person(family, person, other_family=other, other_person=word)]
