"""Parts of the work that not every office does: they are on its Desk once it has chosen them."""

# The field of OPS Settings → the platform's domain to which the part's DocTypes are restricted (`restrict_to_domain`).
PARTS = {
	"uses_family_history": "OPS Family History",
	"uses_specialist_help": "OPS Specialist Help",
	"uses_interventions": "OPS Interventions",
	"uses_groups": "OPS Groups",
	"uses_supporting_families": "OPS Supporting Families",
	"uses_child_cards": "OPS Child Cards",
	"uses_competences": "OPS Competences",
	"uses_agreements": "OPS Cooperation Agreements",
	"uses_family_week": "OPS Family Week",
	"uses_outside_answers": "OPS Outside Answers",
	"uses_consultation_requests": "OPS Consultation Requests",
	"uses_supervision_plans": "OPS Supervision Plans",
}
