"""Family-support forms of a Polish social-welfare centre (OPS), as a Frappe app."""

__version__ = "1.2.0"
