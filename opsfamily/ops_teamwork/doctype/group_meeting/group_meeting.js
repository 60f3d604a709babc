frappe.ui.form.on("Group Meeting", {
	refresh(frm) {
		show_attendance(frm);
	},
});

const HEADS = ["Person", "Presence", "Remark"];
const PRESENCES = ["", "Present", "Absent", "Excused"];

// Everybody of the group on one screen, saved together: each row is stored with the person's own part in the group.
async function show_attendance(frm) {
	const place = frm.get_field("attendance").$wrapper;
	if (frm.is_new()) return void place.empty();
	const people = await opsfamily.read("group_attendance", { meeting: frm.doc.name });
	place.html(
		people.length ? draw(frm, people) : empty_text(__("Nobody comes to this group yet."))
	);
	place.find('[data-action="everybody"]').on("click", () => {
		place.find("select").each((_, select) => (select.value ||= "Present"));
	});
	place.find('[data-action="save"]').on("click", () => save(frm, place, people));
}

const is_ahead = (frm) => frm.doc.meeting_date > frappe.datetime.get_today();

const empty_text = (text) => `<p class="text-muted">${opsfamily.escape(text)}</p>`;

function draw(frm, people) {
	const may_write = frm.perm[0].write && !is_ahead(frm);
	const rows = people.map((row) => [
		opsfamily.escape(row.person),
		may_write ? choice(row) : opsfamily.escape(__(row.presence)),
		may_write ? remark(row) : opsfamily.escape(row.remark),
	]);
	const heads = HEADS.map((head) => __(head));
	const buttons = may_write
		? opsfamily.button("everybody", __("Everybody Else Was Present"), {
				style: "default btn-sm",
		  }) +
		  " " +
		  opsfamily.button("save", __("Save Who Came"), { style: "default btn-sm" })
		: "";
	return opsfamily.table(__("Who Came"), heads, rows) + buttons;
}

function choice(row) {
	const options = PRESENCES.map((presence) => {
		const chosen = presence === row.presence ? "selected" : "";
		return `<option value="${presence}" ${chosen}>${opsfamily.escape(
			presence ? __(presence) : "–"
		)}</option>`;
	});
	const label = opsfamily.escape(`${__("Presence")}: ${row.person}`);
	return `<select class="form-control" aria-label="${label}">${options.join("")}</select>`;
}

function remark(row) {
	const label = opsfamily.escape(`${__("Remark")}: ${row.person}`);
	const value = opsfamily.escape(row.remark);
	return `<input class="form-control" maxlength="140" aria-label="${label}" value="${value}">`;
}

async function save(frm, place, people) {
	const [choices, remarks] = [place.find("select"), place.find("input")];
	const rows = people.map(({ participation, modified }, n) => ({
		participation,
		modified,
		presence: choices[n].value,
		remark: remarks[n].value,
	}));
	await opsfamily.call("save_group_attendance", { meeting: frm.doc.name, rows });
	frappe.show_alert({ message: __("Saved"), indicator: "green" });
	show_attendance(frm);
}
