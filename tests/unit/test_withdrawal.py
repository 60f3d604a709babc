from datetime import date

import pytest

from opsfamily.core.consents import Given, withdrawn_since

MARCH, MAY, JULY = date(2026, 3, 1), date(2026, 5, 1), date(2026, 7, 1)


@pytest.mark.parametrize(
	("consents", "since"),
	[
		([], None),
		([Given(MARCH)], None),
		([Given(MARCH, MAY)], MAY),
		([Given(MARCH, MAY), Given(MARCH)], None),
		([Given(MARCH, MAY), Given(MARCH, JULY)], JULY),
		([Given(MARCH, MAY), Given(date(2026, 8, 1))], MAY),
		([Given(MARCH, date(2026, 8, 1))], None),
	],
)
def test_since_when_nobody_consents(consents, since):
	assert withdrawn_since(consents, JULY) == since
