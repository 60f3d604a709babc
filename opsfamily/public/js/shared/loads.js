import { read } from "./calls";
import { render } from "./html";
import "./ops_loads.html";

const shown_number = (value) => String(value ?? "–").replace(".", ",");

// Draw every assistant's workload into `wrapper`. family: counted on top of each load; pick(user): called when a
// row is chosen.
export const show_loads = (wrapper, { family, day, pick }) =>
	read("assistant_loads", { day: day || "", family: family || "" }).then((loads) => {
		$(wrapper).html(render("ops_loads", { loads, shown_number, with_buttons: Boolean(pick) }));
		$(wrapper)
			.find("button")
			.on("click", (event) => pick(loads[event.currentTarget.dataset.row].user));
	});
