// The page for an answer from outside. The secret stays after `#`: it is sent to two methods of ours, by POST, and
// nowhere else. What was typed stays on the page until the office has it.
(() => {
	const API = "/api/method/opsfamily.api.";
	const WITH_A_DAY = ["Done", "Partly Done"];
	const get = (id) => document.getElementById(id);
	const form = get("form");

	// As a guest, whoever is logged in to the office's system in this browser.
	async function post(method, values) {
		const answer = await fetch(API + method, {
			method: "POST",
			credentials: "omit",
			referrerPolicy: "no-referrer",
			cache: "no-store",
			headers: { "Content-Type": "application/json", Accept: "application/json" },
			body: JSON.stringify({ token: read_token(), ...values }),
		});
		const body = await answer.json();
		if (!answer.ok) throw new Error(read_messages(body) || get("said").dataset.failed);
		return body.message;
	}

	function read_token() {
		try {
			return decodeURIComponent(location.hash.slice(1));
		} catch {
			return "";
		}
	}

	// Messages come as JSON in JSON, with the label of the field in bold.
	function read_messages({ _server_messages }) {
		const texts = JSON.parse(_server_messages || "[]").map((each) => JSON.parse(each).message);
		const plain = (html) => new DOMParser().parseFromString(html, "text/html").body.textContent;
		return texts.map(plain).join("\n");
	}

	// A server that cannot be reached has a sentence of ours instead of the browser's own.
	function name_failure(error) {
		return error instanceof TypeError || error instanceof SyntaxError
			? get("said").dataset.failed
			: error.message;
	}

	function say(text) {
		form.hidden = true;
		get("said").textContent = text;
		get("said").hidden = false;
		get("said").focus();
	}

	function show({ closed, office, text, asked_by, phone, until }) {
		if (closed) return say(closed);
		get("said").hidden = true;
		for (const [id, value] of Object.entries({ shown: text, asked_by, phone, until }))
			get(id).textContent = value;
		get("phone").href = `tel:${phone.replace(/[^\d+]/g, "")}`;
		get("with_phone").hidden = !phone;
		document.querySelector(".office").textContent = office;
		form.hidden = false;
	}

	function ask_for_day() {
		get("with_day").hidden = !WITH_A_DAY.includes(form.outcome.value);
	}

	function refuse(text) {
		get("refused").textContent = text;
		get("refused").hidden = false;
		get("refused").focus();
	}

	async function send(event) {
		event.preventDefault();
		const button = form.querySelector("button");
		button.disabled = true;
		get("refused").hidden = true;
		const { outcome, done_on, answer, answered_by } = form;
		const values = { outcome, done_on, answer, answered_by };
		for (const name of Object.keys(values)) values[name] = values[name].value;
		try {
			const { answered, closed } = await post("answer_outside_task", values);
			if (closed) refuse(closed);
			else say(answered);
		} catch (error) {
			refuse(name_failure(error));
		} finally {
			button.disabled = false;
		}
	}

	function open() {
		post("open_outside_task", {}).then(show, (error) => say(name_failure(error)));
	}

	form.addEventListener("change", ask_for_day);
	form.addEventListener("submit", send);
	// Another link pasted into the same window.
	window.addEventListener("hashchange", () => location.reload());
	open();
})();
