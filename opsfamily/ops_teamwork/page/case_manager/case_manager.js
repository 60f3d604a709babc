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

opsfamily.case_manager.COLOURS = {
	Pending: "blue",
	Done: "green",
	"Partly Done": "yellow",
	"Not Done": "red",
	Withdrawn: "gray",
};

opsfamily.case_manager.Screen = class Screen {
	constructor(page) {
		this.page = page;
		this.$body = $(`<div class="case-manager"></div>`).appendTo(page.body);
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
		const asked = this.family;
		return frappe
			.call({
				method: "opsfamily.api.case_manager_page",
				args: { family: asked },
				type: "GET",
			})
			.then(({ message }) => {
				// Another family was opened meanwhile.
				if (asked !== this.family) return;
				this.data = message;
				this.render();
			});
	}

	render() {
		const rows = this.data.rows.filter((row) => !this.is_hidden(row));
		this.$body.html(
			(this.family ? this.way_back() : this.choice()) +
				(rows.length ? rows.map((row) => this.card(row)).join("") : this.nothing())
		);
	}

	is_hidden(row) {
		return !this.family && this.chosen && (row.manager || "-") !== this.chosen;
	}

	// Text that people typed is escaped here.
	text(value) {
		return frappe.utils.escape_html(String(value ?? ""));
	}

	button(action, label, data, style = "default") {
		const attributes = Object.entries(data)
			.map(([name, value]) => `data-${name}="${this.text(value)}"`)
			.join(" ");
		return `<button type="button" class="btn btn-${style}" data-action="${action}" ${attributes}>
			${this.text(label)}</button>`;
	}

	link(doctype, name, words) {
		const url = this.text(frappe.utils.get_form_link(doctype, name));
		return `<a class="manager-link" href="${url}">${this.text(words)}</a>`;
	}

	late(words, is_late) {
		return is_late
			? `<strong class="manager-late">${this.text(words)}</strong>`
			: this.text(words);
	}

	way_back() {
		return `<p>${this.button("show_all", __("All My Families"), {})}</p>`;
	}

	show_all() {
		frappe.set_route("case-manager");
	}

	// Coordinator and head choose whose families they look at.
	choice() {
		const names = new Map(
			this.data.rows.map((row) => [row.manager || "-", row.manager_name || __("nobody")])
		);
		if (!this.data.sees_section || names.size < 2) return "";
		const option = ([value, label]) =>
			`<option value="${this.text(value)}" ${value === this.chosen ? "selected" : ""}>
				${this.text(label)}</option>`;
		return `<label class="manager-chooser">${__("Case Manager")}
			<select class="manager-choice form-control">
				${[["", __("Everybody")], ...names].map(option).join("")}</select></label>`;
	}

	nothing() {
		const words = this.data.sees_section
			? __("Nobody manages a case. A case analysis says whether a case manager is needed.")
			: __("You manage no case. The coordinator appoints the case manager.");
		return `<p class="manager-empty">${words}</p>`;
	}

	card(row) {
		return `<section class="manager-card">
			<h3>${this.link("Family", row.family, row.representative || row.family)}</h3>
			<dl>${this.facts(row)}</dl>
			<div class="manager-buttons">${this.buttons(row)}</div>
			${this.tasks(row)}</section>`;
	}

	facts(row) {
		const manager = row.manager
			? `${this.text(row.manager_name)}, ${this.text(__("since {0}", [row.since]))}`
			: this.late(__("nobody"), true);
		const { review, last_review } = row;
		const pairs = [
			[__("Case Manager"), manager],
			[__("Next Review"), review ? this.late(`${review.due} (${review.when})`, review.late) : "–"],
			[
				__("Last Review"),
				last_review
					? this.link(
							last_review.doctype,
							last_review.name,
							`${last_review.date}, ${last_review.label}`
					  )
					: "–",
			],
		];
		return pairs
			.map(([label, value]) => `<div><dt>${this.text(label)}</dt><dd>${value}</dd></div>`)
			.join("");
	}

	buttons(row) {
		const { family } = row;
		const delegate = row.may_delegate
			? this.button("delegate", __("Delegate a Task"), { family }, "primary")
			: "";
		const begin = (doctype, label) =>
			frappe.model.can_create(doctype) ? this.button("begin", label, { family, doctype }) : "";
		return (
			delegate +
			begin("Case Conference", __("New Review")) +
			begin("Case Analysis", __("New Analysis"))
		);
	}

	tasks(row) {
		if (!row.tasks.length)
			return `<p class="manager-empty">${__("No task was delegated yet.")}</p>`;
		const heads = [
			__("Task"),
			__("Given to"),
			__("Due Date"),
			__("Outcome"),
			__("Result"),
			__("Write Outcome"),
		];
		const cells = (task) =>
			this.cells(task).map((cell, n) => `<td data-label="${this.text(heads[n])}">${cell}</td>`);
		const caption = `${__("Delegated Tasks")}: ${row.representative}`;
		return `<table class="manager-table"><caption class="sr-only">${this.text(caption)}</caption>
			<thead><tr>${heads.map((head, n) => this.head(head, n === heads.length - 1)).join("")}</tr></thead>
			<tbody>${row.tasks.map((task) => `<tr>${cells(task).join("")}</tr>`).join("")}</tbody></table>`;
	}

	// The button below says by itself what it is for.
	head(words, is_quiet) {
		const text = this.text(words);
		return `<th scope="col">${is_quiet ? `<span class="sr-only">${text}</span>` : text}</th>`;
	}

	cells(task) {
		const due = task.when ? `${task.due} (${task.when})` : task.due;
		const colour = task.late ? "red" : opsfamily.case_manager.COLOURS[task.outcome] || "gray";
		const outcome = `<span class="indicator-pill ${colour}">${this.text(
			task.outcome_label
		)}</span>`;
		return [
			this.link("Delegated Task", task.name, task.task),
			this.text(task.who),
			this.late(due, task.late),
			task.done ? `<span>${outcome} ${this.text(task.done)}</span>` : outcome,
			this.text(task.result),
			task.may_write ? this.write_button(task) : "",
		];
	}

	// Buttons that say the same do different things: the task tells them apart.
	write_button(task) {
		return `<button type="button" class="btn btn-default" data-action="write_outcome"
			data-task="${this.text(task.name)}"
			aria-label="${this.text(`${__("Write Outcome")}: ${task.task}`)}">${__("Write Outcome")}</button>`;
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
		const outcomes = Object.keys(opsfamily.case_manager.COLOURS).filter(
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
