// The page „Miesiąc”: assistants close their own month, a coordinator decides on all cards of it. The month is part
// of the route, so that it can be kept as a bookmark: month-close/2026-03.
frappe.provide("opsfamily.month");

frappe.pages["month-close"].on_page_load = (wrapper) => {
	const page = frappe.ui.make_app_page({
		parent: wrapper,
		title: __("Month"),
		single_column: true,
	});
	wrapper.month = new opsfamily.month.Screen(page);
	$(wrapper).on("hide", () => wrapper.month.rest());
};

frappe.pages["month-close"].on_page_show = (wrapper) => wrapper.month.show(frappe.get_route()[1]);

opsfamily.month.API = "opsfamily.ops_visits.page.month_close.month_close.";

opsfamily.month.ask = (method, args, type = "POST", freeze = true) =>
	opsfamily.call(opsfamily.month.API + method, args, type, freeze);

// By what the state means; its name is the office's.
opsfamily.month.STATE_COLOURS = {
	"Being Written": "orange",
	Sent: "blue",
	Returned: "red",
	Accepted: "green",
};
opsfamily.month.UNDER_WAY = ["waiting", "running"];
opsfamily.month.POLL_MS = 600;

// HTML that both parts of the screen share; its texts are escaped.
opsfamily.month.html = {
	signed(minutes) {
		const sign = minutes < 0 ? "−" : minutes > 0 ? "+" : "";
		return sign + opsfamily.format_minutes(Math.abs(minutes));
	},

	state(row) {
		const colour = opsfamily.month.STATE_COLOURS[row.meaning] || "gray";
		const label = row.state ? __(row.state) : __("No card");
		return `<span class="indicator-pill ${colour}">${opsfamily.escape(label)}</span>`;
	},

	card_link({ card, family, representative }) {
		return card
			? opsfamily.link("Assistant Timesheet", card, representative)
			: opsfamily.link("Family", family, representative);
	},

	papers(label, args) {
		return opsfamily.month.html.file(label, "papers", args);
	},

	// name: said by screen readers where several links have the same label.
	file(label, method, args, name = "") {
		const { escape } = opsfamily;
		const url = opsfamily.url_of(`${opsfamily.month.API}${method}`, args);
		const said = escape(name ? `${label}: ${name}` : label);
		return `<a class="btn btn-default month-papers" target="_blank" rel="noopener"
			href="${escape(url)}" aria-label="${said}">${escape(label)}</a>`;
	},

	// Links to the statements that a worker's month has. name: of the worker, where several are on one screen.
	statements(kinds, month, worker, name = "") {
		const link = (label, method, args) => opsfamily.month.html.file(label, method, args, name);
		const both = (method, label, label_of_workbook, asked = { month, worker }) => [
			link(label, method, asked),
			link(label_of_workbook, method, { ...asked, as_workbook: 1 }),
		];
		const links = {
			programme: () =>
				both("programme", __("Statement of Hours"), __("Statement of Hours (XLSX)"), {
					from_month: month,
					worker,
				}),
			bill: () => both("bill", __("Hours for the Bill"), __("Hours for the Bill (XLSX)")),
			travel: () => both("travel", __("Travel of the Month"), __("Travel of the Month (XLSX)")),
		};
		const html = kinds.flatMap((kind) => links[kind]()).join("");
		return html && `<div class="month-statements">${html}</div>`;
	},

	// Cards that went a step, but not as far as asked: state → number of cards. Another person takes the next step.
	on_the_way(results, wanted) {
		const states = {};
		for (const { meaning, outcome } of results)
			if (meaning && meaning !== wanted) states[outcome] = (states[outcome] || 0) + 1;
		return Object.entries(states);
	},

	// wanted: what the cards were to become, see on_the_way.
	// The results for many cards at once: the number that succeeded, then each refused card with its reason.
	results(done, results, wanted) {
		if (!results) return "";
		const refused = results.filter((result) => result.outcome === "refused");
		const way = opsfamily.month.html.on_the_way(results, wanted);
		const number =
			results.length - refused.length - way.reduce((sum, [, cards]) => sum + cards, 0);
		const { card_link } = opsfamily.month.html;
		return opsfamily.render("month_results", { done, number, refused, way, card_link });
	},
};

opsfamily.month.Screen = class Screen {
	constructor(page) {
		this.page = page;
		this.$body = $('<div class="ops-page month-close"></div>').appendTo(page.body);
		this.$nav = $(`<nav class="month-nav"></nav>`)
			.attr("aria-label", __("Month"))
			.appendTo(this.$body);
		this.own = new opsfamily.month.Own(this);
		this.section = new opsfamily.month.Section(this);
		this.$nav.on("click", "[data-month]", (event) =>
			frappe.set_route("month-close", event.currentTarget.dataset.month)
		);
	}

	show(month) {
		if (month !== this.month) this.forget_results();
		this.month = month;
		return this.load();
	}

	rest() {
		this.own.rest();
	}

	forget_results() {
		this.own.forget_results();
		this.section.forget_results();
	}

	load() {
		const requested = this.month;
		return opsfamily.month
			.ask("screen", requested ? { month: requested } : {}, "GET", false)
			.then(async (data) => {
				await this.section.fill(data);
				// The user has opened another month meanwhile.
				if (requested !== this.month) return;
				this.data = data;
				this.render();
			});
	}

	render() {
		this.$nav.html(opsfamily.render("month_nav", this.data));
		this.own.render(this.data.own);
		this.section.render(this.data.section);
	}
};

// A part of the screen. Each button names the method that it calls in data-action.
opsfamily.month.Part = class Part {
	constructor(screen, name) {
		this.screen = screen;
		this.$part = $(`<section class="month-part month-${name}"></section>`).appendTo(screen.$body);
		this.$part.on("click", "[data-action]", (event) => {
			const button = event.currentTarget;
			this[button.dataset.action](button.dataset);
		});
	}

	forget_results() {
		this.results = null;
	}

	// Columns that the office added to the list of cards.
	get own_heads() {
		return this.screen.data.own_labels;
	}

	own_cells({ own }) {
		return this.own_heads.map((_head, at) => opsfamily.escape(own[at]));
	}

	// Ask for the office's own mandatory fields, where one of these cards lacks them or is yet to be made.
	ask_office(is_lacking) {
		const { office } = this.screen.data;
		const said = opsfamily.said_elsewhere(office);
		if (is_lacking && said) frappe.msgprint(opsfamily.escape(said));
		const help = __(
			"Written into every card that has none of it yet; it can be changed on the card."
		);
		return is_lacking
			? opsfamily.ask_office_fields(office, { help, only_mandatory: true })
			: Promise.resolve({});
	}

	lacks(cards) {
		return cards.some((card) => this.screen.data.lacking.includes(card));
	}

	// The screen is drawn anew, so the focus is set to the results for users who work by keyboard.
	show_results(results) {
		this.results = results;
		return this.screen.load().then(() => this.$part.find(".month-results").trigger("focus"));
	}
};

opsfamily.month.Own = class Own extends opsfamily.month.Part {
	constructor(screen) {
		super(screen, "own");
	}

	rest() {
		clearTimeout(this.timer);
	}

	forget_results() {
		super.forget_results();
		this.prepared = null;
		this.rest();
	}

	render(own) {
		this.$part.toggle(Boolean(own));
		if (!own) return;
		this.data = own;
		this.$part.html(opsfamily.render("month_own", this.shown(own)));
		const { progress } = this.screen.data;
		if (this.is_under_way(progress)) this.follow(progress);
		else if (progress.state === "stopped") this.show_progress(progress);
	}

	shown({ rows, problems, other, norm, statements }) {
		const { html } = opsfamily.month;
		const to_prepare = rows.some((row) => this.is_to_prepare(row));
		const to_send = rows.filter((row) => this.is_to_send(row)).length;
		return {
			rows,
			problems,
			other,
			norm,
			month: this.screen.data.month,
			statements: html.statements(statements, this.screen.data.month, frappe.session.user),
			// The button of the next step is highlighted.
			next: to_prepare ? "prepare" : to_send ? "send" : "",
			to_send,
			prepared: this.prepared,
			results: html.results(__("Sent Cards"), this.results, "Sent"),
			has_cards: rows.some((row) => row.card),
			table: this.table(),
			fix_button: (problem) => this.fix_button(problem),
			papers: html.papers,
		};
	}

	add_other_work() {
		const { month } = this.screen.data;
		const today = frappe.datetime.get_today();
		const values = today.startsWith(month)
			? {}
			: { work_date: moment(`${month}-01`).endOf("month").format("YYYY-MM-DD") };
		return opsfamily.add_other_work(values, () => this.screen.load());
	}

	list_other_work() {
		const { month } = this.screen.data;
		frappe.set_route("List", "Other Work Time", { month, worker: frappe.session.user });
	}

	is_open(row) {
		return ["Being Written", "Returned"].includes(row.meaning);
	}

	is_to_prepare(row) {
		return row.card ? row.differs && this.is_open(row) : row.visits_now > 0;
	}

	is_to_send(row) {
		return this.is_open(row) && row.visits > 0;
	}

	// Links with the same label lead to different documents, so each is described by its problem for screen readers.
	fix_button({ where, document, family, text }) {
		if (!document)
			return opsfamily.button("write_visit", __("Write a Visit"), { data: { family } });
		return opsfamily.link(where, document, __("Mend"), {
			style: "btn btn-default",
			"aria-label": `${__("Mend")}: ${text}`,
		});
	}

	table() {
		const { html } = opsfamily.month;
		const heads = [__("Family"), __("Contacts"), __("Hours"), __("Card State")];
		const rows = this.data.rows.map((row) => [
			html.card_link(row),
			cint(row.contacts_now),
			opsfamily.format_minutes(row.minutes_now),
			html.state(row),
			...this.own_cells(row),
		]);
		return opsfamily.table(__("My Families"), [...heads, ...this.own_heads], rows);
	}

	write_visit({ family }) {
		frappe.new_doc("Family Visit", { family });
	}

	async prepare() {
		this.prepared = this.results = null;
		const { month } = this.screen.data;
		const { rows } = this.data;
		const is_lacking = rows.some((row) =>
			row.card ? this.lacks([row.card]) : row.visits_now > 0
		);
		const office = await this.ask_office(is_lacking);
		this.show_progress({ state: "waiting", total: 0, results: [] });
		return opsfamily.month
			.ask("prepare", { month, office }, "POST", false)
			.then((progress) => this.follow(progress))
			.catch(() => this.screen.load());
	}

	async send() {
		const { month, is_running } = this.screen.data;
		const early_reason = is_running ? await opsfamily.ask_early_reason() : "";
		const open = this.data.rows.filter((row) => this.is_open(row)).map((row) => row.card);
		const office = await this.ask_office(this.lacks(open));
		const results = await opsfamily.month.ask("send", { month, early_reason, office });
		return this.show_results(results);
	}

	is_under_way(progress) {
		return opsfamily.month.UNDER_WAY.includes(progress.state);
	}

	// Not every site runs a socket.io server, so the page polls.
	follow(progress) {
		this.rest();
		this.show_progress(progress);
		if (!this.is_under_way(progress)) return this.finish(progress);
		this.look_again_later();
	}

	look_again() {
		const { month } = this.screen.data;
		opsfamily.month
			.ask("progress", { month }, "GET", false)
			// The user may have opened another month meanwhile.
			.then((progress) => month === this.screen.data.month && this.follow(progress))
			// One answer may be lost on the way: the next question finds out.
			.catch(() => {
				if (month === this.screen.data.month) this.look_again_later();
			});
	}

	look_again_later() {
		this.timer = setTimeout(() => this.look_again(), opsfamily.month.POLL_MS);
	}

	finish(progress) {
		this.prepared = this.progress_html(progress);
		return this.screen.load();
	}

	show_progress(progress) {
		const under_way = this.is_under_way(progress);
		this.$part.find('[data-action="prepare"], [data-action="send"]').prop("disabled", under_way);
		this.$part.find(".month-progress").html(this.progress_html(progress));
	}

	progress_html({ state, total, results }) {
		const done = results.length;
		const percent = total ? Math.round((100 * done) / total) : state === "done" ? 100 : 0;
		return opsfamily.render("month_progress", {
			state,
			total,
			done,
			percent,
			results: state === "done" ? opsfamily.month.html.results(__("Prepared Cards"), results) : "",
		});
	}
};

opsfamily.month.Section = class Section extends opsfamily.month.Part {
	constructor(screen) {
		super(screen, "section");
		this.unfolded = new Set();
	}

	forget_results() {
		super.forget_results();
		this.unfolded.clear();
	}

	// Of a large section the families of an assistant are asked for; those that the user looks at stay.
	fill({ section, month }) {
		const groups = (section?.assistants || []).filter(
			(group) => group.folded && this.unfolded.has(group.assistant)
		);
		return Promise.all(groups.map((group) => this.fetch(group, month)));
	}

	async fetch(group, month) {
		const { assistant } = group;
		const rows = await opsfamily.month.ask("section_rows", { month, assistant }, "GET", false);
		Object.assign(group, { rows, folded: 0 });
	}

	render(section) {
		this.$part.toggle(Boolean(section));
		if (!section) return;
		this.data = section;
		const { html } = opsfamily.month;
		this.$part.html(
			opsfamily.render("month_section", {
				sums: this.sums(section.sums),
				waiting: this.waiting().length,
				results: html.results(__("Accepted Cards"), this.results, "Accepted"),
				groups: section.assistants.map((group) => this.group(group)),
			})
		);
	}

	waiting() {
		return this.data.waiting;
	}

	sums(sums) {
		const hours = opsfamily.format_minutes;
		return [
			[__("Cards"), sums.cards],
			[__("Sent Cards"), sums.sent],
			[__("Accepted Cards"), sums.accepted],
			[__("No card"), sums.missing],
			[__("Contacts"), sums.contacts],
			[__("Hours"), hours(sums.minutes)],
			[__("Direct Contacts"), hours(sums.direct_minutes)],
			[__("On F4"), hours(sums.timesheet_minutes)],
			[__("Month Before"), hours(sums.minutes_before)],
			[__("Change in Hours"), opsfamily.month.html.signed(sums.change)],
			[__("Cards That Differ from the Visits"), sums.differences],
		];
	}

	group(group) {
		const { html } = opsfamily.month;
		const papers = { month: this.screen.data.month, assistant: group.assistant };
		const label = `${__("All Cards (F4 and F5) in One PDF")}: ${group.assistant_name}`;
		const shown = [__("Cards"), __("Contacts"), __("Hours"), __("Change in Hours")];
		return {
			name: group.assistant_name,
			sums: this.sums(group.sums).filter(([name]) => shown.includes(name)),
			papers: group.sums.cards ? html.papers(label, papers) : "",
			other: group.other,
			norm: group.norm,
			statements: html.statements(
				group.statements,
				papers.month,
				group.assistant,
				group.assistant_name
			),
			table: group.rows.length ? this.table(group) : "",
			unfold: group.folded ? this.unfold_button(group) : "",
		};
	}

	table(group) {
		const heads = [
			__("Family"),
			__("Card State"),
			__("Contacts"),
			__("Hours"),
			__("Month Before"),
			__("Change in Hours"),
			...this.own_heads,
			__("Remarks"),
			__("Decision"),
		];
		const rows = group.rows.map((row) => this.cells(row));
		return opsfamily.table(group.assistant_name, heads, rows);
	}

	cells(row) {
		const { html } = opsfamily.month;
		const hours = opsfamily.format_minutes;
		return [
			html.card_link(row),
			html.state(row),
			cint(row.contacts),
			hours(row.minutes),
			hours(row.minutes_before),
			html.signed(row.change),
			...this.own_cells(row),
			opsfamily.escape(this.remark(row)),
			row.may_decide || row.may_return ? this.decisions(row) : "",
		];
	}

	remark(row) {
		const hours = opsfamily.format_minutes;
		if (row.differs)
			return __("The card says {0}, the visits say {1}.", [
				hours(row.minutes),
				hours(row.minutes_now),
			]);
		if (row.return_reason) return `${__("Returned Because")}: ${row.return_reason}`;
		if (row.meaning === "Sent" && row.assistant === frappe.session.user)
			return __("Your own card: somebody else decides.");
		if (row.meaning === "Sent" && row.is_sender && !row.may_decide)
			return __("You have sent this card: somebody else accepts it.");
		if (row.meaning === "Sent" && !row.may_decide && !row.may_return)
			return __("Somebody else takes the next step.");
		if (!row.card && !row.contacts_now) return __("No contact");
		return "";
	}

	decisions({ card, representative, may_decide, may_return }) {
		const decide = (action, label) =>
			opsfamily.button(action, label, {
				data: { card },
				"aria-label": `${label}: ${representative}`,
			});
		const buttons = [
			may_decide ? decide("accept_one", __(may_decide)) : "",
			may_return ? decide("send_back", __(may_return)) : "",
		];
		return `<div class="month-decisions">${buttons.join("\n\t\t\t")}</div>`;
	}

	unfold_button({ assistant, assistant_name, folded }) {
		const label = __("Show Families ({0})", [folded]);
		return opsfamily.button("unfold", label, {
			data: { assistant },
			"aria-label": `${label}: ${assistant_name}`,
		});
	}

	async unfold({ assistant }) {
		this.unfolded.add(assistant);
		await this.fill(this.screen.data);
		this.render(this.data);
		const number = this.data.assistants.findIndex((group) => group.assistant === assistant);
		this.$part.find(`#month-group-${number}`).attr("tabindex", -1).trigger("focus");
	}

	accept_all() {
		return this.accept(this.waiting());
	}

	accept_one({ card }) {
		return this.accept([card]);
	}

	async accept(cards) {
		const is_alone = cards.some((card) => this.data.needs_reason.includes(card));
		const reason = is_alone
			? await opsfamily.ask_reason(__("Why does the sender accept the card?"))
			: "";
		const office = await this.ask_office(this.lacks(cards));
		const values = { cards: JSON.stringify(cards), reason, office };
		const results = await opsfamily.month.ask("accept", values);
		return this.show_results(results);
	}

	async send_back({ card }) {
		const reason = await opsfamily.ask_reason(__("Why is the card returned?"));
		const office = await this.ask_office(this.lacks([card]));
		await opsfamily.month.ask("send_back", { card, reason, office });
		frappe.show_alert({ message: __("The card was returned."), indicator: "green" });
		return this.show_results(null);
	}
};
