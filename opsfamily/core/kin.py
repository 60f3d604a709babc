"""What a genogram proposes for people of a household: a guess that whoever writes it corrects. Nothing is decided by it."""

from __future__ import annotations

from opsfamily.core.genogram import FEMALE, MALE
from opsfamily.core.given_names import GIVEN_NAMES

MEN_ON_A = frozenset({"barnaba", "bonawentura", "illa", "kosma", "kuba", "mykoła"})
# As offices write „pokrewieństwo”, seen from the children.
MOTHER, FATHER = frozenset({"matka", "mama"}), frozenset({"ojciec", "tata"})
CHILDREN = frozenset({"córka", "syn", "dziecko"})


def guess_sex(full_name: str | None) -> str:
	"""Return FEMALE or MALE by the given name, wherever it is written; empty for names that are not known."""
	given = next((word for word in (full_name or "").lower().split() if word in GIVEN_NAMES), "")
	if not given:
		return ""
	return FEMALE if given.endswith("a") and given not in MEN_ON_A else MALE


def propose_parents(kinships: dict[str, str]) -> dict[str, tuple[str | None, str | None]]:
	"""Return child → (mother, father) of a household, as far as its words say who that is.

	kinships: name → kinship to the children. Where two people are called mother, nobody is proposed as one.
	"""
	mother, father = _get_only(kinships, MOTHER), _get_only(kinships, FATHER)
	children = [name for name, kinship in kinships.items() if kinship.strip().lower() in CHILDREN]
	return dict.fromkeys(children, (mother or father, father if mother else None))


def _get_only(kinships: dict[str, str], words: frozenset[str]) -> str | None:
	found = [name for name, kinship in kinships.items() if kinship.strip().lower() in words]
	return found[0] if len(found) == 1 else None
