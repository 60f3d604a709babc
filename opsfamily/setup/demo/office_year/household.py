"""The people of a family: names, days of birth, and what they do at their age."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import NamedTuple

SCHOOL_BEGINS = 9
LAST_CLASS = 8
CLASSES = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII")


class Person(NamedTuple):
	"""A member of a household."""

	full_name: str
	birth_date: date
	kinship: str


class Household(NamedTuple):
	"""A family's people; the mother is its representative."""

	mother: Person
	father: Person | None
	children: tuple[Person, ...]


def make_household(number: int, plan: dict, pools: dict, today: date, rng: Random) -> Household:
	"""Return the people of the family with this number, by its plan (`children`: ages today, `father`, `mother`: age)."""
	men, women = pools["surnames"][number]
	children = make_children(plan, pools, (men, women), today, rng)
	oldest = min(child.birth_date for child in children)
	mother_born = years_ago(today, plan["mother"]) if "mother" in plan else before(oldest, 19 + number % 9)
	mother = Person(f"{pools['mothers'][number % len(pools['mothers'])]} {women}", mother_born, "matka")
	father_name = f"{pools['fathers'][number % len(pools['fathers'])]} {men}"
	father = Person(father_name, before(mother_born, number % 4), "ojciec") if plan.get("father") else None
	return Household(mother, father, children)


def make_children(
	plan: dict, pools: dict, surnames: tuple[str, str], today: date, rng: Random
) -> tuple[Person, ...]:
	"""Return the children, oldest first, as boys and girls in turn with names of their own."""
	names = {sex: rng.sample(pools[sex], len(plan["children"])) for sex in ("boys", "girls")}
	children = []
	for place, age in enumerate(plan["children"]):
		sex = ("girls", "boys")[(place + rng.randrange(2)) % 2]
		surname = surnames[0] if sex == "boys" else surnames[1]
		kinship = "syn" if sex == "boys" else "córka"
		children.append(Person(f"{names[sex][place]} {surname}", get_birth(plan, age, today, rng), kinship))
	return tuple(children)


def get_birth(plan: dict, age: int, today: date, rng: Random) -> date:
	"""Return a day of birth for an age in years today. A child that came of age did so shortly before the end."""
	if plan.get("grown"):
		return years_ago(today - timedelta(days=plan["end"]["ago"] + 6), age)
	return years_ago(today, age) - timedelta(
		days=rng.randrange(40, 130) if age == 0 else rng.randrange(20, 340)
	)


def years_ago(day: date, years: int) -> date:
	"""Return the same day so many years before; 29 February becomes 28 February."""
	last = 28 if (day.month, day.day) == (2, 29) else day.day
	return date(day.year - years, day.month, last)


def before(day: date, years: int) -> date:
	"""Return a day so many years and some weeks before."""
	return years_ago(day, years) - timedelta(days=100)


def get_age(born: date, day: date) -> int:
	"""Return the age in whole years."""
	return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def get_class(born: date, day: date) -> int:
	"""Return the class of primary school in which the child is on the day: 1 to 8; below 1 not yet, above no more."""
	year = day.year if day.month >= SCHOOL_BEGINS else day.year - 1
	return year - born.year - 6


def describe_child(child: Person, day: date) -> tuple[str, str]:
	"""Return what the child does on the day and where, as an assistant would write it."""
	number, is_boy = get_class(child.birth_date, day), child.kinship == "syn"
	if get_age(child.birth_date, day) < 3:
		return "–", "pod opieką matki"
	if number < 1:
		return "przedszkolak", "Przedszkole nr 1"
	if number > LAST_CLASS:
		return ("uczeń" if is_boy else "uczennica") + " szkoły średniej", "Zespół Szkół w Lipowej Górze"
	return f"{'uczeń' if is_boy else 'uczennica'} kl. {CLASSES[number - 1]}", "SP nr 2 w Lipowej Górze"
