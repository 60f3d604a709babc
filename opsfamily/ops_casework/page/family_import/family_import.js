// „Wczytanie rodzin”: a table is checked, shown as a list of families, and imported. The file stays on this
// computer; it is sent with each request and kept nowhere.
frappe.provide("opsfamily.family_import");

frappe.pages["family-import"].on_page_load = (wrapper) => {
	const page = frappe.ui.make_app_page({
		parent: wrapper,
		title: __("Import of Families"),
		single_column: true,
	});
	wrapper.screen = new opsfamily.family_import.Screen(page);
};

opsfamily.family_import.API = "opsfamily.ops_casework.page.family_import.family_import.";
opsfamily.family_import.TEMPLATE =
	"opsfamily.ops_casework.doctype.family.import_template.download_import_template";
opsfamily.family_import.XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
// The server refuses more; such a file need not be sent.
opsfamily.family_import.LARGEST_FILE = 5 * 1024 * 1024;

// As JSON: a body with fields is limited to half a megabyte by some releases. A refusal is thrown with its sentence.
opsfamily.family_import.ask = async (method, args) => {
	const answer = await fetch(`/api/method/${opsfamily.family_import.API}${method}`, {
		method: "POST",
		headers: {
			Accept: "application/json",
			"Content-Type": "application/json",
			"X-Frappe-CSRF-Token": frappe.csrf_token,
		},
		body: JSON.stringify(args),
	});
	const body = await answer.json().catch(() => ({}));
	if (answer.ok) return body.message;
	throw new Error(opsfamily.family_import.refusal_of(body));
};

opsfamily.family_import.refusal_of = ({ _server_messages }) => {
	const messages = JSON.parse(_server_messages || "[]").map((text) => JSON.parse(text).message);
	// Messages are HTML; here they are shown as text.
	const texts = messages.map(
		(html) => new DOMParser().parseFromString(html, "text/html").body.textContent
	);
	return (
		texts.join("\n") || __("The server did not answer. Nothing was imported; please try again.")
	);
};

opsfamily.family_import.Screen = class Screen {
	constructor(page) {
		this.$body = $('<div class="ops-page family-import"></div>').appendTo(page.body);
		this.$body.html(opsfamily.render("family_import_page", {}));
		this.$results = this.$body.find(".family-import-results");
		this.$input = this.$body.find("input[type=file]");
		this.$input.on("change", () => this.choose(this.$input[0].files[0]));
		this.$body.on("click", "[data-action]", (event) => this[event.currentTarget.dataset.action]());
		this.$body.on("change", ".family-import-tick input", () => this.show_number());
		this.watch_drops(this.$body.find(".family-import-drop"));
	}

	watch_drops($area) {
		$area.on("dragover dragenter", (event) => {
			event.preventDefault();
			$area.addClass("is-over");
		});
		$area.on("dragleave drop", () => $area.removeClass("is-over"));
		$area.on("drop", (event) => {
			event.preventDefault();
			this.choose(event.originalEvent.dataTransfer.files[0]);
		});
	}

	download_template() {
		opsfamily.open_file(opsfamily.family_import.TEMPLATE, { doctype: "Family" });
	}

	async choose(file) {
		// The same file chosen again is a change as well.
		this.$input.val("");
		if (!file || this.is_busy) return;
		this.$body.find(".family-import-file").text(file.name);
		if (file.size > opsfamily.family_import.LARGEST_FILE)
			return this.show_note("red", __("The file is too large: at most 5 MB."));
		this.content = await this.read(file);
		await this.work(__("The table is being checked…"), () => this.check());
	}

	// The file in Base64, without the head of the address that the browser makes of it.
	read(file) {
		return new Promise((resolve, reject) => {
			const reader = new FileReader();
			reader.onload = () => resolve(reader.result.split(",", 2)[1] || "");
			reader.onerror = () => reject(reader.error);
			reader.readAsDataURL(file);
		});
	}

	// Show a spinner while the server works; a refusal is shown in its place.
	async work(text, task) {
		this.is_busy = true;
		this.$body.find("button, input[type=file]").prop("disabled", true);
		this.$results.html(opsfamily.render("family_import_wait", { wait: text }));
		try {
			await task();
		} catch (error) {
			this.show_note("red", error.message);
		} finally {
			this.is_busy = false;
			this.$body.find("button, input[type=file]").prop("disabled", false);
			this.show_number();
		}
	}

	show_note(colour, text) {
		this.$results.html(this.note(colour, text));
	}

	note(colour, text) {
		return `<div class="ops-note ops-${colour}" role="alert">${opsfamily.escape(text)}</div>`;
	}

	async check() {
		const { content } = this;
		this.answer = await opsfamily.family_import.ask("check", { content });
		this.show_answer();
	}

	show_answer() {
		const { notes, faults, families, error_rows } = this.answer;
		const faulty = families.filter((family) => family.faults).length;
		this.$results.html(
			opsfamily.render("family_import_results", {
				notes,
				faults,
				faulty,
				families: families.length,
				error_rows,
				fault_table: opsfamily.table(
					__("What to Correct"),
					[__("Row"), __("Column"), __("What to Correct")],
					faults.map(({ row, column, text }) =>
						[row ? __("Row {0}", [row]) : __("The Whole File"), column, text].map(opsfamily.escape)
					)
				),
				family_table: families.length ? this.family_table(families) : "",
			})
		);
		this.$results.find("h3").first().trigger("focus");
	}

	family_table(families) {
		const heads = [
			__("Family"),
			__("People"),
			__("Basis Since"),
			__("Assistant Since"),
			__("Last Assessment"),
			__("Assistant"),
			__("On File"),
		];
		const rows = families.map((family) => [
			this.tick(family),
			cint(family.people),
			opsfamily.escape(family.basis_since),
			opsfamily.escape(family.assistant_since),
			opsfamily.escape(family.last_assessment),
			opsfamily.escape(family.assistant),
			this.state(family),
		]);
		return opsfamily.table(__("Families in the Table"), heads, rows);
	}

	// The name ticks as well, so that a thumb finds it.
	tick({ row, representative, state, faults }) {
		const name = opsfamily.escape(representative || __("Row {0}", [row]));
		if (faults) return `<span>${name}</span>`;
		const checked = state === "exists" ? "" : "checked";
		return `<label class="family-import-tick"><input type="checkbox" value="${cint(row)}"
			data-state="${opsfamily.escape(state)}" ${checked}><span>${name}</span></label>`;
	}

	state(family) {
		const [colour, label] = family.faults
			? ["red", __("To Correct")]
			: {
					new: ["green", __("Not on File Yet")],
					exists: ["gray", __("On File Already")],
					similar: ["orange", __("Looks Like a Family on File")],
			  }[family.state];
		const matches = family.matches.map(
			({ name, representative, shared }) =>
				`<p>${opsfamily.link("Family", name, `${representative} (${name})`, {
					target: "_blank",
				})} – ${opsfamily.escape(shared)}</p>`
		);
		const pill = `<span class="indicator-pill ${colour}">${opsfamily.escape(label)}</span>`;
		return `<div class="family-import-state">${pill}${matches.join("")}</div>`;
	}

	get_ticked() {
		return this.$results.find(".family-import-tick input:checked").get();
	}

	show_number() {
		const number = this.get_ticked().length;
		this.$results
			.find('[data-action="import_ticked"]')
			.text(__("Import the Ticked Families ({0})", [number]))
			.prop("disabled", !number);
	}

	download_errors() {
		const bytes = Uint8Array.from(atob(this.answer.error_rows), (sign) => sign.charCodeAt(0));
		const address = URL.createObjectURL(new Blob([bytes], { type: opsfamily.family_import.XLSX }));
		$("<a>")
			.attr({ href: address, download: `${__("Rows with Errors")}.xlsx` })[0]
			.click();
		setTimeout(() => URL.revokeObjectURL(address), 1000);
	}

	import_ticked() {
		const ticked = this.get_ticked();
		const rows = ticked.map((input) => cint(input.value));
		const doubled = ticked
			.filter((input) => input.dataset.state === "exists")
			.map((input) => cint(input.value));
		const { content } = this;
		const args = { content, rows: JSON.stringify(rows), doubled: JSON.stringify(doubled) };
		const import_all = () =>
			opsfamily.family_import
				.ask("import_families", args)
				.then((families) => this.show_done(families))
				.catch((error) => this.show_refused(error.message));
		const start = () => this.work(__("The families are being imported…"), import_all);
		if (!doubled.length) return start();
		frappe.confirm(
			__("{0} of the ticked families are on file already. Import them a second time?", [
				doubled.length,
			]),
			start
		);
	}

	// Nothing was imported, so the list stays to be ticked otherwise.
	show_refused(text) {
		this.show_answer();
		this.$results.prepend(this.note("red", text));
	}

	show_done(families) {
		this.$results.html(
			opsfamily.render("family_import_done", {
				families,
				has_errors: Boolean(this.answer.error_rows),
			})
		);
		this.$results.find("h3").first().trigger("focus");
	}
};
