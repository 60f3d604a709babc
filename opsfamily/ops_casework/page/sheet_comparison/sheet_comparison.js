// Two sheets of one template side by side: sheet-comparison/LATER/EARLIER.
opsfamily.comparison_page("sheet-comparison", {
	title: __("Sheet Comparison"),
	route: ["later", "earlier"],
	controls: [
		{ fieldname: "later", fieldtype: "Link", label: __("Sheet"), options: "Family Sheet" },
		{ fieldname: "earlier", fieldtype: "Select", label: __("Compared With") },
	],
	method: "sheet_comparison",
	nothing: __("Choose a sheet."),
});
