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
	const meeting = frm.doc.name;
	const people = await opsfamily.read("group_attendance", { meeting });
	// The form may show another meeting by now.
	if (frm.doc.name !== meeting) return;
	const typed = take_typed(frm, place);
	place.html(
		people.length ? draw(frm, people) : empty_text(__("Nobody comes to this group yet."))
	);
	frm.attendance = { meeting, people };
	put_back(place, people, typed);
	place.find('[data-action="everybody"]').on("click", () => {
		place.find("select").each((_, select) => (select.value ||= "Present"));
	});
	place.find('[data-action="save"]').on("click", () => save(frm, place, people));
}

// What was chosen and typed on the screen and is not saved yet: the form is drawn anew whenever it is saved.
function take_typed(frm, place) {
	const { meeting, people } = frm.attendance || {};
	if (meeting !== frm.doc.name) return [];
	return rows_on(place, people).filter(
		({ presence, remark }, n) => presence !== people[n].presence || remark !== people[n].remark
	);
}

function put_back(place, people, typed) {
	const [choices, remarks] = [place.find("select"), place.find("input")];
	typed.forEach(({ participation, modified, presence, remark }) => {
		const n = people.findIndex((row) => row.participation === participation);
		if (n < 0 || !choices[n]) return;
		// As it was when it was typed: what somebody else has noted meanwhile is not overwritten.
		people[n].modified = modified;
		choices[n].value = presence;
		remarks[n].value = remark;
	});
}

// The rows of the screen as they are now; none where nobody may write them.
function rows_on(place, people) {
	const [choices, remarks] = [place.find("select"), place.find("input")];
	return people
		.filter((_row, n) => choices[n])
		.map(({ participation, modified }, n) => ({
			participation,
			modified,
			presence: choices[n].value,
			remark: remarks[n].value,
		}));
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
	const rows = rows_on(place, people);
	await opsfamily.call("save_group_attendance", { meeting: frm.doc.name, rows });
	frm.attendance = null;
	frappe.show_alert({ message: __("Saved"), indicator: "green" });
	show_attendance(frm);
}
