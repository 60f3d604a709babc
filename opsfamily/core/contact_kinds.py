"""Natures of a contact: what rules and figures go by, whatever an office calls its kinds of contact."""

# With a member of the family, at home or elsewhere, accompanying included.
DIRECT = "Direct Contact"
# For the family, without it.
INDIRECT = "Indirect Contact"
BY_PHONE = "Phone Contact"
# A worker who went and met nobody; never a contact.
ATTEMPT = "Attempted Contact"
OTHER = "Other Contact"
