// „Menedżer przypadku”: case-manager shows the user's own managed families, case-manager/FAMILY one of them.
frappe.provide("opsfamily.case_manager");

frappe.pages["case-manager"].on_page_load = (wrapper) => {
	const page = frappe.ui.make_app_page({
		parent: wrapper,
		title: __("Case Manager"),
		single_column: true,
	});
	wrapper.manager = new opsfamily.case_manager.Screen(page);
};

frappe.pages["case-manager"].on_page_show = (wrapper) =>
	wrapper.manager.show(frappe.get_route()[1]);

opsfamily.case_manager.Screen = class Screen {
	constructor(page) {
		this.page = page;
		this.$body = $(`<div class="ops-page case-manager"></div>`).appendTo(page.body);
		this.$body.on("click", "[data-action]", ({ currentTarget }) =>
			this[currentTarget.dataset.action](currentTarget.dataset)
		);
		this.$body.on("change", ".manager-choice", ({ currentTarget }) => {
			this.chosen = currentTarget.value;
			this.render();
		});
	}

	show(family) {
		this.family = family || "";
		return this.load();
	}

	load() {
		const family = this.family;
		return opsfamily.read("case_manager_page", { family }).then((data) => {
			// Ignore an answer about a family that is no longer open.
			if (family !== this.family) return;
			this.data = data;
			this.render();
		});
	}

	render() {
		const { rows, sees_section } = this.data;
		this.$body.html(
			opsfamily.render("manager_page", {
				family: this.family,
				managers: this.managers(),
				chosen: this.chosen,
				sees_section,
				cards: rows.filter((row) => !this.is_hidden(row)).map((row) => this.card(row)),
			})
		);
	}

	is_hidden(row) {
		return !this.family && this.chosen && (row.manager || "-") !== this.chosen;
	}

	show_all() {
		frappe.set_route("case-manager");
	}

	// Coordinator and head choose a manager whose families are shown.
	managers() {
		const names = new Map(
			this.data.rows.map((row) => [row.manager || "-", row.manager_name || __("nobody")])
		);
		if (!this.data.sees_section || names.size < 2) return [];
		return [["", __("Everybody")], ...names];
	}

	card(row) {
		const reviews = [
			["Case Conference", __("New Review")],
			["Case Analysis", __("New Analysis")],
		].filter(([doctype]) => frappe.model.can_create(doctype));
		return { row, reviews, tasks: row.tasks.length && this.tasks(row), late: this.late };
	}

	late(words, is_late) {
		const text = opsfamily.escape(words);
		return is_late ? `<strong class="manager-late">${text}</strong>` : text;
	}

	tasks({ representative, tasks }) {
		const heads = [
			__("Task"),
			__("Given to"),
			__("Due Date"),
			__("Outcome"),
			__("Result"),
			__("Write Outcome"),
		];
		const caption = `${__("Delegated Tasks")}: ${representative}`;
		const rows = tasks.map((task) => this.cells(task));
		return opsfamily.table(caption, heads, rows, __("Write Outcome"));
	}

	cells(task) {
		const { escape } = opsfamily;
		const due = task.when ? `${task.due} (${task.when})` : task.due;
		return [
			opsfamily.link("Delegated Task", task.name, task.task),
			escape(task.who),
			this.late(due, task.late),
			this.outcome(task) + this.waiting_answer(task),
			escape(task.result),
			task.may_write ? this.write_button(task) : "",
		];
	}

	outcome({ late, outcome, outcome_label, done }) {
		const { escape, OUTCOME_COLOURS } = opsfamily;
		const colour = late ? "red" : OUTCOME_COLOURS[outcome] || "gray";
		const pill = `<span class="indicator-pill ${colour}">${escape(outcome_label)}</span>`;
		return done ? `<span>${pill} ${escape(done)}</span>` : pill;
	}

	// What a specialist outside has answered by a link is decided on in its form.
	waiting_answer({ waiting_answer }) {
		if (!waiting_answer) return "";
		const text = __("Answer waits for a decision");
		return `<div class="manager-answer">${opsfamily.link(
			"Outside Answer",
			waiting_answer,
			text
		)}</div>`;
	}

	// Buttons have the same text, so their accessible names differ by the task.
	write_button({ name, task }) {
		return opsfamily.button("write_outcome", __("Write Outcome"), {
			data: { task: name },
			"aria-label": `${__("Write Outcome")}: ${task}`,
		});
	}

	delegate({ family }) {
		frappe.new_doc("Delegated Task", { family });
	}

	begin({ doctype, family }) {
		frappe.new_doc(doctype, { family });
	}

	write_outcome({ task: name }) {
		const task = this.data.rows
			.flatMap((row) => row.tasks)
			.find((candidate) => candidate.name === name);
		const outcomes = Object.keys(opsfamily.OUTCOME_COLOURS).filter(
			(outcome) => outcome !== "Withdrawn" || task.may_withdraw
		);
		const dialog = new frappe.ui.Dialog({
			title: task.task,
			fields: [
				{
					fieldname: "outcome",
					fieldtype: "Select",
					label: __("Outcome"),
					options: outcomes.map((value) => ({ value, label: __(value) })),
					default: task.outcome,
					reqd: 1,
				},
				{
					fieldname: "done_on",
					fieldtype: "Date",
					label: __("Done On"),
					default: task.done_on,
					depends_on: "eval:!['Pending','Withdrawn'].includes(doc.outcome)",
				},
				{
					fieldname: "result",
					fieldtype: "Small Text",
					label: __("Result"),
					default: task.result,
				},
			],
			primary_action_label: __("Save"),
			// A field that was emptied is not among the values.
			primary_action: ({ outcome, done_on = "", result = "" }) =>
				opsfamily
					.call("write_task_outcome", { task: name, outcome, done_on, result })
					.then(() => dialog.hide())
					.then(() => this.load()),
		});
		dialog.show();
	}
};
