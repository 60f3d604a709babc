const SECONDS_BETWEEN_LOOKS = 4;

frappe.ui.form.on("Control Pack", {
	refresh(frm) {
		clearTimeout(frm.waiting);
		if (frm.is_new()) return;
		if (["Pack Draft", "Pack Failed"].includes(frm.doc.status)) add_make(frm);
		else frm.disable_form();
		if (frm.doc.status === "Pack Being Made") wait_for_pack(frm);
		if (frm.doc.status === "Pack Ready") add_open(frm);
	},
});

function add_make(frm) {
	frm.add_custom_button(__("Make the Pack"), () => save_and_make(frm)).addClass("btn-primary");
}

function save_and_make(frm) {
	const saved = frm.is_dirty() ? frm.save() : Promise.resolve();
	return saved
		.then(() => opsfamily.call("make_control_pack", { pack: frm.doc.name }))
		.then(() => frm.reload_doc());
}

// The notice comes to whoever asked; the form looks by itself as well, as live updates may be off.
function wait_for_pack(frm) {
	frm.dashboard.set_headline(__("The pack is being made."));
	frm.waiting = setTimeout(() => {
		if ($(frm.wrapper).is(":visible") && !frm.is_dirty()) frm.reload_doc();
	}, SECONDS_BETWEEN_LOOKS * 1000);
}

function add_open(frm) {
	const file = (frm.get_docinfo().attachments || []).find((each) => each.file_url);
	if (!file) return;
	frm
		.add_custom_button(__("Open the Pack"), () => window.open(file.file_url))
		.addClass("btn-primary");
}
