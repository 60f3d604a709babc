// Two assessments of a family side by side: assessment-comparison/FAMILY/LATER/EARLIER.
opsfamily.comparison_page("assessment-comparison", {
	title: __("Assessment Comparison"),
	route: ["family", "later", "earlier"],
	controls: [
		{ fieldname: "family", fieldtype: "Link", label: __("Family"), options: "Family" },
		{ fieldname: "earlier", fieldtype: "Select", label: __("Earlier Assessment") },
		{ fieldname: "later", fieldtype: "Select", label: __("Later Assessment") },
	],
	method: "assessment_comparison",
	nothing: __("Choose a family."),
});
