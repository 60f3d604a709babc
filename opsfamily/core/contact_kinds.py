"""Natures of a contact, by which rules and statistics decide, whatever names an office gives to its kinds."""

# With a member of the family, at home or elsewhere, including accompanying them.
DIRECT = "Direct Contact"
# For the family, without its presence.
INDIRECT = "Indirect Contact"
BY_PHONE = "Phone Contact"
# The worker went and met nobody; it never counts as a contact.
ATTEMPT = "Attempted Contact"
OTHER = "Other Contact"
NATURES = (DIRECT, INDIRECT, BY_PHONE, ATTEMPT, OTHER)


def is_on_timesheet(on_timesheet: object, since: str | None, month: str) -> bool:
	"""Return whether contacts of a kind are listed on the timesheet (F4) of a month.

	on_timesheet: the kind's present flag. since: the first month in which it holds; before it the opposite did.
	"""
	return bool(on_timesheet) if not since or month >= since else not on_timesheet
