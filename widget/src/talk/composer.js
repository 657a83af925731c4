import { el, icon, isTouch, unseen, uniqueId } from "../dom.js";
import { lengthOf } from "../text.js";
import { words } from "../words.js";

const NEAR_LIMIT = 0.85; // Of the allowed characters; before that a count is only noise.

/** The box to write in, with its menu. `say(text)` returns false when an earlier message is still on its way. */
export class Composer {
  constructor({ name, limit, draft, keepDraft, say, menu }) {
    Object.assign(this, { limit, keepDraft, say });
    this.countId = uniqueId("count");
    this.box = el("textarea", {
      class: "box",
      rows: "1",
      dir: "auto",
      "aria-label": words.composer.label(name),
      "aria-describedby": this.countId,
      placeholder: words.composer.placeholder(name),
      autocomplete: "off",
      // Spelling services of some browsers send what is typed to their maker.
      spellcheck: "false",
      enterkeyhint: isTouch() ? "enter" : "send",
    });
    this.box.value = draft ?? "";
    this.box.addEventListener("input", () => this.changed());
    this.box.addEventListener("keydown", (event) => this.pressed(event));
    this.count = el("p", { class: "count", id: this.countId });
    this.status = el("p", { class: "unseen", role: "status" });
    this.failure = el("p", { class: "failure", role: "alert" });
    this.sendButton = el("button", { type: "submit", class: "button strong send" }, words.composer.send);
    this.node = el(
      "form",
      { class: "composer", autocomplete: "off" },
      this.failure,
      el("div", { class: "composer-line" }, menu, this.box, this.sendButton),
      this.count,
      this.status,
    );
    this.node.addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit();
    });
  }

  pressed(event) {
    // An input method uses Enter to accept a word; 229 is how older Safari says so.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229 || isTouch()) return;
    event.preventDefault();
    this.submit();
  }

  submit() {
    const text = this.box.value.trim();
    if (!text) return this.box.focus();
    if (this.excess(text) > 0) return this.complain(words.composer.tooLong(this.excess(text)));
    if (this.waiting) return this.complain(words.composer.waiting);
    if (!this.say(text)) return;
    this.put("");
    this.complain("");
    this.box.focus();
  }

  /** Replaces what is in the box; the cursor goes to the first gap, or the end. */
  put(text) {
    this.box.value = text;
    this.changed();
    const gap = text.indexOf("…");
    if (gap >= 0) this.box.setSelectionRange(gap, gap + 1);
    else this.box.setSelectionRange(text.length, text.length);
  }

  edit(text) {
    this.put(text);
    this.box.focus();
  }

  /** Words that were refused come back, in front of what was written meanwhile. */
  giveBack(text) {
    const start = this.box.selectionStart;
    const meanwhile = this.box.value.trim();
    this.box.value = meanwhile ? `${text}\n${this.box.value}` : text;
    if (meanwhile) this.box.setSelectionRange(start + text.length + 1, start + text.length + 1);
    this.changed();
  }

  complain(sentence) {
    this.failure.textContent = sentence;
  }

  setWaiting(waiting) {
    this.waiting = waiting;
    this.sendButton.setAttribute("aria-disabled", String(waiting));
    if (!waiting && this.failure.textContent === words.composer.waiting) this.complain("");
  }

  excess(text) {
    return lengthOf(text) - this.limit();
  }

  changed() {
    this.keepDraft(this.box.value);
    this.grow();
    const left = -this.excess(this.box.value.trim());
    const near = left < this.limit() * (1 - NEAR_LIMIT);
    this.count.textContent = !near ? "" : left < 0 ? words.composer.tooLong(-left) : words.composer.left(left);
    this.count.classList.toggle("over", left < 0);
    // Spoken when a border is crossed, not at every key.
    const stage = !near ? "" : left < 0 ? "over" : "near";
    if (stage !== this.stage) this.status.textContent = this.count.textContent;
    this.stage = stage;
    if (left >= 0) this.complain("");
  }

  grow() {
    this.box.style.height = "auto";
    this.box.style.height = `${this.box.scrollHeight + 2}px`;
  }
}

/** A button that opens a short list of buttons above the box. Escape closes it and returns the focus. */
export class MoreMenu {
  /** `look()` is a value that changes whenever `build()` would draw something else. */
  constructor(build, look) {
    this.build = build;
    this.lookNow = look;
    this.panel = el("div", { class: "menu", id: uniqueId("menu"), hidden: true });
    this.opener = el(
      "button",
      {
        type: "button",
        class: "button more",
        "aria-expanded": "false",
        "aria-controls": this.panel.id,
        onclick: () => (this.panel.hidden ? this.open() : this.close()),
      },
      icon("M5 12h.01M12 12h.01M19 12h.01"),
      unseen(words.composer.more),
    );
    this.node = el("div", { class: "more-menu" }, this.opener, this.panel);
    this.node.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || this.panel.hidden) return;
      event.preventDefault();
      this.close();
    });
    this.node.addEventListener("focusout", (event) => {
      if (!this.refreshing && event.relatedTarget && !this.node.contains(event.relatedTarget)) this.close(false);
    });
  }

  open() {
    this.panel.hidden = false;
    this.fill();
    this.opener.setAttribute("aria-expanded", "true");
    this.outside = (event) => {
      if (!event.composedPath().includes(this.node)) this.close(false);
    };
    document.addEventListener("pointerdown", this.outside);
    this.panel.querySelector("button:not(:disabled)")?.focus();
  }

  fill() {
    this.look = this.lookNow();
    this.panel.replaceChildren(...this.build((act) => this.choose(act)));
  }

  /** An open menu must not go stale: an answer that arrives meanwhile makes Undo possible again. */
  refresh() {
    if (this.panel.hidden || this.lookNow() === this.look) return;
    const focused = this.panel.getRootNode().activeElement;
    const place = [...this.panel.children].indexOf(focused);
    this.refreshing = true; // Replacing the focused button must not count as leaving the menu.
    this.fill();
    if (place >= 0) (this.panel.children[place]?.disabled ? this.opener : this.panel.children[place])?.focus();
    this.refreshing = false;
  }

  choose(act) {
    this.close();
    act();
  }

  close(returnFocus = true) {
    if (this.panel.hidden) return;
    document.removeEventListener("pointerdown", this.outside);
    if (returnFocus) this.opener.focus();
    this.panel.hidden = true;
    this.opener.setAttribute("aria-expanded", "false");
  }
}
