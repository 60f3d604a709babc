// 1535 minutes → 25:35, as the papers print it
export const format_minutes = (minutes) => {
	const whole = cint(minutes);
	return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
};

// Show minutes as hours, in a form's fields or in the column of a table.
export const show_as_hours = (frm, fieldnames) => {
	for (const fieldname of fieldnames) {
		frm.fields_dict[fieldname].df.formatter = format_minutes;
		frm.refresh_field(fieldname);
	}
};

export const show_column_as_hours = (frm, table, fieldname) => {
	const { grid } = frm.fields_dict[table];
	grid.update_docfield_property(fieldname, "formatter", format_minutes);
	grid.refresh();
};
