"""Roles of the app, and groups of roles that rules refer to. The names are those of the Role records."""

from collections.abc import Iterable

ASSISTANT = "Family Assistant"
SOCIAL_WORKER = "Social Worker"
COORDINATOR = "Family Coordinator"
HEAD = "Head of Centre"
CONSULTANT = "Family Consultant"
ADMINISTRATOR = "OPS Administrator"
# The staff of a day centre know a child, but nothing about its family.
CENTRE_STAFF = "Day-Centre Staff"
# Reports for the office: figures, never a family.
CLERK = "Statistics Clerk"

# All roles of the app; uninstalling removes them.
ROLES = (ASSISTANT, SOCIAL_WORKER, COORDINATOR, HEAD, CONSULTANT, ADMINISTRATOR, CENTRE_STAFF, CLERK)
# Roles of the platform, which say nothing of a person's work in the office.
OF_THE_PLATFORM = frozenset({"All", "Desk User", "Guest", "Administrator", "System Manager"})
# These see every family of the section.
SECTION_ROLES = frozenset({COORDINATOR, HEAD})
# These may have a part in a family's case.
CASE_WORKERS = (ASSISTANT, SOCIAL_WORKER, COORDINATOR, HEAD, CONSULTANT)
# These have a yearly number of supervision hours.
SUPERVISED = (ASSISTANT, SOCIAL_WORKER)
# Art. 17(3) of the Act of 9 June 2011: nobody may be both in one municipality.
EXCLUSIVE = frozenset({ASSISTANT, SOCIAL_WORKER})
# These know families by name, so they may not also be staff of a day centre.
NOT_WITH_CENTRE_STAFF = (ASSISTANT, SOCIAL_WORKER, CONSULTANT)
# These read the list of all day centres; the staff of a centre read only their own.
KNOWS_CENTRES = frozenset({*CASE_WORKERS, ADMINISTRATOR, "System Manager"})
# Besides the head, these see who is employed how.
KNOWS_EMPLOYMENT: frozenset[str] = frozenset({CLERK})


def get_own_roles(roles: Iterable[str]) -> frozenset[str]:
	"""Return those of a user's roles that the office made itself.

	None for the staff of a day centre, who know children and no families, whatever other role they have.
	"""
	held = frozenset(roles)
	return frozenset() if CENTRE_STAFF in held else held.difference(ROLES, OF_THE_PLATFORM)
