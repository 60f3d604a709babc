// „Miesiąc”: an assistant closes the own month, a coordinator decides on all its cards. The month stands in
// the route, so that it can be kept as a bookmark: month-close/2026-03.
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

opsfamily.month.ask = (method, args, type = "POST", freeze = true) =>
	frappe
		.call({ method: `opsfamily.ops_visits.page.month_close.month_close.${method}`, args, type, freeze })
		.then((r) => r.message);

opsfamily.month.STATE_COLOURS = {
	"Card Draft": "orange",
	"Card Sent": "blue",
	"Card Returned": "red",
	"Card Accepted": "green",
};
opsfamily.month.UNDER_WAY = ["waiting", "running"];
opsfamily.month.POLL_MS = 600;

// What both parts of the screen write alike; text that people typed is escaped here.
opsfamily.month.html = {
	text: (value) => frappe.utils.escape_html(String(value ?? "")),

	signed(minutes) {
		const sign = minutes < 0 ? "−" : minutes > 0 ? "+" : "";
		return sign + opsfamily.format_minutes(Math.abs(minutes));
	},

	state(row) {
		const { STATE_COLOURS, html } = opsfamily.month;
		const label = row.state ? __(row.state) : __("No card");
		return `<span class="indicator-pill ${STATE_COLOURS[row.state] || "gray"}">
			${html.text(label)}</span>`;
	},

	link(row) {
		const { html } = opsfamily.month;
		const url = row.card
			? frappe.utils.get_form_link("Assistant Timesheet", row.card)
			: frappe.utils.get_form_link("Family", row.family);
		return `<a class="month-link" href="${html.text(url)}">${html.text(row.representative)}</a>`;
	},

	button(action, label, style = "default", attributes = "") {
		return `<button type="button" class="btn btn-${style}" data-action="${action}" ${attributes}>
			${opsfamily.month.html.text(label)}</button>`;
	},

	papers(label, args) {
		const query = new URLSearchParams(args);
		const url = `/api/method/opsfamily.ops_visits.page.month_close.month_close.papers?${query}`;
		const { text } = opsfamily.month.html;
		return `<a class="btn btn-default month-papers" target="_blank" rel="noopener"
			href="${text(url)}">${text(label)}</a>`;
	},

	// On a phone each row is a block whose cells say by themselves what they are.
	table(caption, heads, rows) {
		const { text } = opsfamily.month.html;
		const cells = (row) =>
			row.map((cell, n) => `<td data-label="${text(heads[n])}">${cell}</td>`).join("");
		return `<table class="month-table"><caption class="sr-only">${text(caption)}</caption>
			<thead><tr>${heads.map((head) => `<th scope="col">${text(head)}</th>`).join("")}</tr></thead>
			<tbody>${rows.map((row) => `<tr>${cells(row)}</tr>`).join("")}</tbody></table>`;
	},

	sums(pairs) {
		const { text } = opsfamily.month.html;
		const pair = ([label, value]) => `<div><dt>${text(label)}</dt><dd>${text(value)}</dd></div>`;
		return `<dl class="month-sums">${pairs.map(pair).join("")}</dl>`;
	},

	// What was worked beside the families, by kind on a tap, and the whole month; nothing where it is not counted.
	other_work(other) {
		if (!other) return "";
		const { text } = opsfamily.month.html;
		const hours = opsfamily.format_minutes;
		const kinds = other.kinds.map(
			({ kind, minutes }) => `<div><dt>${text(kind)}</dt><dd>${hours(minutes)}</dd></div>`
		);
		return `<details class="month-other"><summary>
				${__("Beside the Families")}: <strong>${hours(other.minutes)}</strong>
				· ${__("Whole Month")}: <strong>${hours(other.whole)}</strong></summary>
			${kinds.length ? `<dl class="month-sums">${kinds.join("")}</dl>` : `<p>${__("Nothing yet.")}</p>`}
			</details>`;
	},

	// What came of many cards at once: how many, then every one that was refused, with its reason.
	results(done, results) {
		if (!results) return "";
		const { text, link } = opsfamily.month.html;
		const refused = results.filter((result) => result.outcome === "refused");
		const rows = refused.map((result) => `<li>${link(result)}: ${text(result.reason)}</li>`);
		const line = `${done}: ${results.length - refused.length}`;
		const failed = refused.length ? ` · ${__("Not done")}: ${refused.length}` : "";
		return `<p class="month-result ${refused.length ? "text-danger" : ""}">${text(
			line + failed
		)}</p>
			<ul class="month-refused">${rows.join("")}</ul>`;
	},
};

opsfamily.month.Screen = class Screen {
	constructor(page) {
		this.page = page;
		this.$body = $('<div class="month-close"></div>').appendTo(page.body);
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
		const asked = this.month;
		return opsfamily.month
			.ask("screen", asked ? { month: asked } : {}, "GET", false)
			.then((data) => {
				// Another month was opened meanwhile.
				if (asked !== this.month) return;
				this.data = data;
				this.render();
			});
	}

	render() {
		const { text } = opsfamily.month.html;
		const step = (month, label, sign) =>
			`<button type="button" class="btn btn-default" aria-label="${text(label)}" title="${text(
				label
			)}"
				${month ? `data-month="${text(month)}"` : "disabled"}>${sign}</button>`;
		this.$nav.html(
			step(this.data.previous, __("Previous Month"), "‹") +
				`<h2>${text(this.data.title)}</h2>` +
				step(this.data.next, __("Next Month"), "›")
		);
		this.own.render(this.data.own);
		this.section.render(this.data.section);
	}
};

// A part of the screen whose buttons name a method of it in data-action.
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

	// The screen is drawn anew, so whoever works by keyboard goes on at what came of it.
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
		this.$part.html(`<h3>${__("Close the Month")}</h3>
			${own.rows.length ? this.steps() : this.nothing()}
			${this.other_work()}`);
		const { progress } = this.screen.data;
		if (this.is_under_way(progress)) this.follow(progress);
		else if (progress.state === "stopped") this.show_progress(progress);
	}

	nothing() {
		return `<p class="month-empty">${__(
			"You have no family in this month. The coordinator puts you on one."
		)}</p>`;
	}

	steps() {
		const { html } = opsfamily.month;
		const { month } = this.screen.data;
		const to_prepare = this.data.rows.some((row) => this.is_to_prepare(row));
		const to_send = this.data.rows.filter((row) => this.is_to_send(row)).length;
		// What comes next stands out.
		const next = to_prepare ? "prepare" : to_send ? "send" : "";
		const style = (action) => (action === next ? "primary" : "default");
		const cards = this.data.rows.filter((row) => row.card).length;
		const send = `${__("Send All")} (${to_send})`;
		return `
			<h4>1. ${__("What to Mend")}</h4>${this.problems()}
			<h4>2. ${__("Prepare the Cards")}</h4>
			<p>${__("Makes the missing cards and refreshes those whose visits changed.")}</p>
			${html.button("prepare", __("Prepare the Cards"), style("prepare"))}
			<div class="month-progress" role="status">${this.prepared || ""}</div>
			<h4>3. ${__("Send the Cards")}</h4>
			${html.button("send", send, style("send"), to_send ? "" : "disabled")}
			<div class="month-results" role="status" tabindex="-1">
				${html.results(__("Sent Cards"), this.results)}</div>
			<h4>4. ${__("Papers")}</h4>
			${
				cards
					? html.papers(__("All Cards (F4 and F5) in One PDF"), { month })
					: `<p>${__("Prepare the cards first.")}</p>`
			}
			<h4>${__("My Families")}</h4>${this.table()}`;
	}

	other_work() {
		const { other } = this.data;
		if (!other) return "";
		const { html } = opsfamily.month;
		return `<h4>${__("Work beside the Families")}</h4>${html.other_work(other)}
			${html.button("add_other_work", __("Add Time"))}
			${html.button("list_other_work", __("Show Entries"))}`;
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
		return ["Card Draft", "Card Returned"].includes(row.state);
	}

	is_to_prepare(row) {
		return row.card ? row.differs && this.is_open(row) : row.contacts_now > 0;
	}

	is_to_send(row) {
		return this.is_open(row) && row.contacts > 0;
	}

	problems() {
		const { text } = opsfamily.month.html;
		if (!this.data.problems.length)
			return `<p class="month-good">✓ ${__("Everything is in order.")}</p>`;
		const rows = this.data.problems.map(
			(problem) =>
				`<li class="month-problem"><span>${text(problem.text)}</span>${this.mend(problem)}</li>`
		);
		return `<ul class="month-problems">${rows.join("")}</ul>`;
	}

	mend(problem) {
		const { html } = opsfamily.month;
		// Links that say the same would lead to different places: the text of the problem tells them apart.
		const about = `aria-label="${html.text(`${__("Mend")}: ${problem.text}`)}"`;
		if (!problem.document) {
			const family = `data-family="${html.text(problem.family)}"`;
			return html.button("write_visit", __("Write a Visit"), "default", family);
		}
		const url = frappe.utils.get_form_link(problem.where, problem.document);
		return `<a class="btn btn-default" ${about} href="${html.text(url)}">${__("Mend")}</a>`;
	}

	table() {
		const { html } = opsfamily.month;
		const heads = [__("Family"), __("Contacts"), __("Hours"), __("Card State")];
		const rows = this.data.rows.map((row) => [
			html.link(row),
			html.text(row.contacts_now),
			opsfamily.format_minutes(row.minutes_now),
			html.state(row),
		]);
		return html.table(__("My Families"), heads, rows);
	}

	write_visit({ family }) {
		frappe.new_doc("Family Visit", { family });
	}

	prepare() {
		this.prepared = this.results = null;
		const { month } = this.screen.data;
		this.show_progress({ state: "waiting", total: 0, results: [] });
		return opsfamily.month
			.ask("prepare", { month }, "POST", false)
			.then((progress) => this.follow(progress))
			.catch(() => this.screen.load());
	}

	send() {
		const { month } = this.screen.data;
		return opsfamily.month.ask("send", { month }).then((results) => this.show_results(results));
	}

	is_under_way(progress) {
		return opsfamily.month.UNDER_WAY.includes(progress.state);
	}

	// There is not everywhere a server of live updates, so the page asks.
	follow(progress) {
		this.rest();
		this.show_progress(progress);
		if (!this.is_under_way(progress)) return this.finish(progress);
		this.timer = setTimeout(() => this.look_again(), opsfamily.month.POLL_MS);
	}

	look_again() {
		const { month } = this.screen.data;
		opsfamily.month
			.ask("progress", { month }, "GET", false)
			// Another month was opened meanwhile.
			.then((progress) => month === this.screen.data.month && this.follow(progress));
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

	progress_html(progress) {
		const { html } = opsfamily.month;
		if (progress.state === "stopped")
			return `<p class="text-danger">${__("The work broke off. Press the button once more.")}</p>`;
		const [done, total] = [progress.results.length, progress.total];
		const percent = total ? Math.round((100 * done) / total) : progress.state === "done" ? 100 : 0;
		const label = __("Preparing the cards");
		const line = progress.state === "waiting" ? __("Waiting for its turn…") : `${done} / ${total}`;
		return `<div class="month-bar" role="progressbar" aria-label="${label}" aria-valuemin="0"
				aria-valuemax="100" aria-valuenow="${percent}"><div style="width: ${percent}%"></div></div>
			<p class="month-count">${html.text(line)}</p>
			${progress.state === "done" ? html.results(__("Prepared Cards"), progress.results) : ""}`;
	}
};

opsfamily.month.Section = class Section extends opsfamily.month.Part {
	constructor(screen) {
		super(screen, "section");
	}

	render(section) {
		this.$part.toggle(Boolean(section));
		if (!section) return;
		this.data = section;
		const { html } = opsfamily.month;
		const waiting = this.waiting().length;
		const accept = `${__("Accept All Sent Cards")} (${waiting})`;
		this.$part.html(`<h3>${__("Cards of the Month")}</h3>
			${html.sums(this.sums(section.sums))}
			${html.button("accept_all", accept, "primary", waiting ? "" : "disabled")}
			<div class="month-results" role="status" tabindex="-1">
				${html.results(__("Accepted Cards"), this.results)}</div>
			${section.assistants.map((group, number) => this.group(group, number)).join("")}
			${
				section.assistants.length
					? ""
					: `<p class="month-empty">${__("No family has an assistant in this month.")}</p>`
			}`);
	}

	waiting() {
		const rows = this.data.assistants.flatMap((group) => group.rows);
		return rows.filter((row) => row.may_decide).map((row) => row.card);
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
			[__("On F4"), hours(sums.timesheet_minutes)],
			[__("Month Before"), hours(sums.minutes_before)],
			[__("Change in Hours"), opsfamily.month.html.signed(sums.change)],
			[__("Cards That Differ from the Visits"), sums.differences],
		];
	}

	group(group, number) {
		const { html } = opsfamily.month;
		const { month } = this.screen.data;
		const papers = { month, assistant: group.assistant };
		const label = `${__("All Cards (F4 and F5) in One PDF")}: ${group.assistant_name}`;
		const shown = [__("Cards"), __("Contacts"), __("Hours"), __("Change in Hours")];
		const sums = this.sums(group.sums).filter(([name]) => shown.includes(name));
		return `<section class="month-group" aria-labelledby="month-group-${number}">
			<div class="month-group-head">
				<h4 id="month-group-${number}">${html.text(group.assistant_name)}</h4>
				${html.sums(sums)}
				${group.sums.cards ? html.papers(label, papers) : ""}
			</div>${html.other_work(group.other)}
			${group.rows.length ? this.table(group) : ""}</section>`;
	}

	table(group) {
		const heads = [
			__("Family"),
			__("Card State"),
			__("Contacts"),
			__("Hours"),
			__("Month Before"),
			__("Change in Hours"),
			__("Remarks"),
			__("Decision"),
		];
		const rows = group.rows.map((row) => this.cells(row));
		return opsfamily.month.html.table(group.assistant_name, heads, rows);
	}

	cells(row) {
		const { html } = opsfamily.month;
		const hours = opsfamily.format_minutes;
		return [
			html.link(row),
			html.state(row),
			html.text(row.contacts),
			hours(row.minutes),
			hours(row.minutes_before),
			html.signed(row.change),
			html.text(this.remark(row)),
			row.may_decide ? this.decisions(row) : "",
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
		if (row.state === "Card Sent" && !row.may_decide)
			return __("Your own card: somebody else decides.");
		if (!row.card && !row.contacts_now) return __("No contact");
		return "";
	}

	decisions(row) {
		const { html } = opsfamily.month;
		const of = (label) =>
			`data-card="${html.text(row.card)}" aria-label="${html.text(
				`${label}: ${row.representative}`
			)}"`;
		return `<div class="month-decisions">
			${html.button("accept_one", __("Accept Card"), "default", of(__("Accept Card")))}
			${html.button("send_back", __("Return Card"), "default", of(__("Return Card")))}</div>`;
	}

	accept_all() {
		return this.accept(this.waiting());
	}

	accept_one({ card }) {
		return this.accept([card]);
	}

	accept(cards) {
		return opsfamily.month
			.ask("accept", { cards: JSON.stringify(cards) })
			.then((results) => this.show_results(results));
	}

	send_back({ card }) {
		return opsfamily
			.ask_reason(__("Why is the card returned?"))
			.then((reason) => opsfamily.month.ask("send_back", { card, reason }))
			.then(() => {
				frappe.show_alert({ message: __("The card was returned."), indicator: "green" });
				return this.show_results(null);
			});
	}
};
