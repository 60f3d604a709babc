"""One of every document of working together, for the tests that walk through all of them."""

from collections.abc import Callable

from opsfamily.tests.make_analysis import make_analysis
from opsfamily.tests.make_child_card import make_child_cards
from opsfamily.tests.make_conference import make_conferences
from opsfamily.tests.make_control_pack import make_packs
from opsfamily.tests.make_daycentre import make_daycentre
from opsfamily.tests.make_employment import make_staff_time
from opsfamily.tests.make_figures import make_figures
from opsfamily.tests.make_groups import make_groups
from opsfamily.tests.make_help import make_helps
from opsfamily.tests.make_history import make_histories
from opsfamily.tests.make_letters import make_letters
from opsfamily.tests.make_outside import make_outside
from opsfamily.tests.make_plan import make_plans
from opsfamily.tests.make_safety import make_safety
from opsfamily.tests.make_same_person import make_same_people
from opsfamily.tests.make_sheets import make_sheets
from opsfamily.tests.make_supervision import make_supervision
from opsfamily.tests.make_supporting import make_supporting
from opsfamily.tests.make_week import make_appointments

# A maker takes a family, the full name of its one member, a word that is to stand in every document and row of
# its own, and the key of the assistant on the case; it answers the documents that it made, none of them shared.
Maker = Callable[[str, str, str, str], list]
MAKERS: tuple[Maker, ...] = (
	make_conferences,
	make_safety,
	make_daycentre,
	make_supervision,
	make_analysis,
	make_staff_time,
	make_figures,
	make_packs,
	make_letters,
	make_plans,
	make_same_people,
	make_sheets,
	make_histories,
	make_child_cards,
	make_helps,
	make_groups,
	make_supporting,
	make_appointments,
	make_outside,
)


def make_together(family: str, person: str, word: str, assistant: str = "assistant") -> list:
	"""One of every document of the module, all about this family (or, without a family, with the word)."""
	return [doc for make in MAKERS for doc in make(family, person, word, assistant)]
