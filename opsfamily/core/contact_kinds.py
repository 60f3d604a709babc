"""Natures of a contact, by which rules and statistics decide, whatever names an office gives to its kinds."""

# With a member of the family, at home or elsewhere, including accompanying them.
DIRECT = "Direct Contact"
# For the family, without its presence.
INDIRECT = "Indirect Contact"
BY_PHONE = "Phone Contact"
# The worker went and met nobody; it never counts as a contact.
ATTEMPT = "Attempted Contact"
OTHER = "Other Contact"
