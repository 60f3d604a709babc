// The colour of each outcome of an action or a delegated task.
export const OUTCOME_COLOURS = {
	Pending: "blue",
	Done: "green",
	"Partly Done": "yellow",
	"Not Done": "red",
	Withdrawn: "gray",
};

export const outcome_indicator = ({ outcome, due_date }) => {
	// A workspace's quick list loads only the title.
	if (!outcome) return;
	const today = frappe.datetime.get_today();
	if (outcome === "Pending" && due_date < today)
		return [__("Overdue"), "red", `due_date,<,${today}|outcome,=,Pending`];
	return [__(outcome), OUTCOME_COLOURS[outcome], `outcome,=,${outcome}`];
};
