import pytest

from opsfamily.core.locality import get_locality


@pytest.mark.parametrize(
	("address", "locality"),
	[
		("ul. Lipowa 3/4, 05-500 Piaseczno", "Piaseczno"),
		("ul. Lipowa 3/4\n05500 Nowa Wieś", "Nowa Wieś"),
		("ul. Lipowa 3, Lipowa Góra", "Lipowa Góra"),
		("Lipowa Góra, ul. Lipowa 3", "Miasto"),
		("Wólka, os. Leśne", "Miasto"),
		("ul. Lipowa 3", "Miasto"),
		("Kwiatowa 12", "Miasto"),
		("", "Miasto"),
		(None, "Miasto"),
	],
)
def test_only_the_locality_is_shown(address, locality):
	assert get_locality(address, "Miasto") == locality


def test_without_a_usual_one_it_is_empty():
	assert get_locality("ul. Lipowa 3") == ""
