// What the workflow's states mean to the rules; names of states and actions are the office's (case/meanings.py).

// Keep what the server has said: the platform forgets it when a document is saved by an action.
export function keep_meanings(frm) {
	const { state_meanings } = frm.doc.__onload || {};
	if (state_meanings) frm.state_meanings = state_meanings;
}

// Ask what the chosen action needs. questions: what its next state means → a function of the form.
export function ask_before_step(frm, questions) {
	const action = frm.selected_workflow_action;
	return frappe.workflow.get_transitions(frm.doc).then((transitions) => {
		// As the platform does, where two lead on by the same action.
		const step = transitions.filter((row) => row.action === action).pop();
		const meaning = step && (frm.state_meanings || {})[step.next_state];
		if (meaning === frm.doc.state_meaning || !questions[meaning]) return;
		return questions[meaning](frm);
	});
}
