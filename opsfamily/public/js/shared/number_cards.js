// A number that counts rows of Terminy leads to these rows: the platform opens the report without the card's filters.
const NONE = { family: "", worker: "", clock: "", overdue_only: 0, until: "" };
const FILTERS = {
	"Deadlines in 7 Days": () => ({
		until: frappe.datetime.add_days(frappe.datetime.get_today(), 7),
	}),
	"Families without a Plan": () => ({ clock: "Visit to Plan" }),
	"Overdue Deadlines": () => ({ overdue_only: 1 }),
	"Visits to Plan": () => ({ clock: "Visit to Plan" }),
};

// Listens before the card itself does.
export function lead_numbers_to_their_rows() {
	document.addEventListener("click", set_filters, true);
}

function set_filters({ target }) {
	const card = target.closest?.(".number-widget-box .widget-body")?.closest(".widget");
	if (!card || card.closest(".edit-mode")) return;
	const title = card.querySelector(".widget-title").textContent.trim();
	const [, filters] = Object.entries(FILTERS).find(([label]) => __(label) === title) || [];
	if (filters) frappe.route_options = { ...NONE, ...filters() };
}
