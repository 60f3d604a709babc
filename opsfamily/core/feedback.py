"""What participants say of a supervision without their names: until when, and when it is shown."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Collection
from datetime import date, timedelta

# Nothing is shown of fewer: whoever knows the others' words would know the last one's.
FEWEST_ANSWERS = 5
# Days after the session. What was said is shown once nobody can answer any more: a number that grows before
# somebody's eyes would tell what the last one wrote.
DAYS_OPEN = 14
LOWEST_MARK, HIGHEST_MARK = 1, 5
MARKS = frozenset(str(mark) for mark in range(LOWEST_MARK, HIGHEST_MARK + 1))


def last_day(session: date) -> date:
	"""Return the last day on which the participants of a session of that day answer."""
	return session + timedelta(days=DAYS_OPEN)


def is_open(session: date, today: date) -> bool:
	return session <= today <= last_day(session)


def is_shown(answers: int, session: date, today: date) -> bool:
	"""Return whether what was answered is shown: to nobody while somebody may still answer."""
	return answers >= FEWEST_ANSWERS and today > last_day(session)


def mean_of(marks: Collection[int]) -> float | None:
	"""Return the mean with one decimal; None where fewer than FEWEST_ANSWERS gave a mark."""
	return round(sum(marks) / len(marks), 1) if len(marks) >= FEWEST_ANSWERS else None


def fingerprint(secret: str, session: str, user: str) -> str:
	"""Return by what the app knows that a user has answered: no list tells a name, and no order an hour."""
	return hmac.new(secret.encode(), f"feedback\n{session}\n{user}".encode(), hashlib.sha256).hexdigest()[:40]
