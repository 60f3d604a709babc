/**
 * A seconds slider for npm's air-datepicker 2.2.3.
 *
 * Frappe's Time and Datetime controls are written for Frappe's own copy of the picker, which has one:
 * with a time format without seconds they hide it (`timepicker.$seconds.parent()`), and a form does
 * not render where there is nothing to hide; with seconds they expect `ss` in the format to work.
 * The bundler puts this behind the picker's own script.
 */
(function ($) {
	const Datepicker = $.fn.datepicker.Constructor;
	const Timepicker = $.fn.datepicker.Timepicker;

	function before(prototype, name, step) {
		const original = prototype[name];
		prototype[name] = function (...args) {
			step.apply(this, args);
			return original.apply(this, args);
		};
	}

	/** `step` gets the result and the arguments; what it returns, if anything, is the new result. */
	function after(prototype, name, step) {
		const original = prototype[name];
		prototype[name] = function (...args) {
			const result = original.apply(this, args);
			return step.call(this, result, ...args) ?? result;
		};
	}

	after(Timepicker.prototype, "_setTime", function (_, date) {
		this.seconds = date.getSeconds();
	});

	after(Timepicker.prototype, "_buildHTML", function () {
		// The picker's own style sheet knows no seconds: the look is that of hours and minutes.
		this.$secondsText = $('<span class="datepicker--time-current-seconds">').css({
			fontSize: "19px",
			lineHeight: 1,
			marginRight: "6px",
		});
		$(".datepicker--time-current", this.$timepicker).append(
			'<span class="datepicker--time-current-colon">:</span>',
			this.$secondsText,
			this.$ampm // stays last
		);
		this.$seconds = $('<input type="range" name="seconds" min="0" max="59" step="1">');
		$('<div class="datepicker--time-row">')
			.append(this.$seconds)
			.appendTo($(".datepicker--time-sliders", this.$timepicker));
		// The picker binds its slider events to these right after this step.
		this.$ranges = this.$ranges.add(this.$seconds);
		this.update();
	});

	after(Timepicker.prototype, "_updateRanges", function () {
		this.$seconds.val(this.seconds);
	});

	after(Timepicker.prototype, "_updateCurrentTime", function () {
		this.$secondsText.text(Datepicker.getLeadingZeroNum(Number(this.seconds)));
	});

	// The picker takes hours and minutes over into the chosen date, not seconds.
	after(Timepicker.prototype, "_onChangeRange", function (_, { target }) {
		if (target.name !== "seconds") return;
		this.seconds = Number(target.value);
		this.d.lastSelectedDate?.setSeconds(this.seconds);
		this.update();
		this.d._setInputValue();
		if (this.d.opts.onSelect) this.d._triggerOnChange();
	});

	before(Datepicker.prototype, "_onClickCell", function (event, date) {
		if (this.timepicker) date.setSeconds(this.timepicker.seconds);
	});

	after(Datepicker.prototype, "formatDate", function (text, format, date) {
		const seconds = Datepicker.getLeadingZeroNum((date || this.date).getSeconds());
		return this._replacer(text, this._getWordBoundaryRegExp("ss"), seconds);
	});
})(jQuery);
