"""Income of a household, in PLN a month with two decimals."""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

GROSZ = Decimal("0.01")


def to_grosz(amount: float | int | str | Decimal | None) -> Decimal:
	"""Round an amount half up to the grosz."""
	return Decimal(str(amount or 0)).quantize(GROSZ, ROUND_HALF_UP)


def total(amounts: Iterable[float | int | str | Decimal | None]) -> Decimal:
	"""Return the sum of the amounts, each rounded to the grosz."""
	return sum((to_grosz(amount) for amount in amounts), Decimal("0.00"))


def per_head(income_total: Decimal, persons: int) -> Decimal:
	"""Return the income per person, 0 without persons.

	It is a rough figure, not the income defined by the Act on social assistance.
	"""
	return to_grosz(income_total / persons) if persons > 0 else Decimal("0.00")
