import { el } from "../dom.js";
import { words } from "../words.js";

/** One word and a colour by her name. Never a number; and it can be hidden. */
export class Mood {
  constructor(name, keep) {
    this.name = name;
    this.keep = keep;
    this.word = el("span", {});
    this.node = el("p", { class: "mood" }, el("span", { class: "mood-dot", "aria-hidden": "true" }), this.word);
    this.hidden = keep.get("mood") === "hidden";
  }

  set hidden(hidden) {
    this.node.hidden = hidden;
    this.keep.set("mood", hidden ? "hidden" : null);
  }

  get hidden() {
    return this.node.hidden;
  }

  show(mood) {
    this.node.dataset.mood = mood;
    this.word.textContent = words.talk.moods[mood] ?? "";
  }
}
