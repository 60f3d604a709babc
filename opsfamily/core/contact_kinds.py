"""TODO"""

PHONE_CALL = "rozmowa telefoniczna"
