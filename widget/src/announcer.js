import { el } from "./dom.js";
import { words } from "./words.js";

const KEPT = 6; // About one exchange: enough to re-read, little enough not to be a second transcript.

/**
 * The one live region of the page. It is apart from the bubbles, which are re-drawn when the server's truth arrives:
 * a log made of them would read everything twice, buttons included.
 */
export class Announcer {
  constructor() {
    this.node = el("div", { class: "unseen", role: "log", "aria-live": "polite", "aria-relevant": "additions", "aria-label": words.newMessages });
  }

  say(text) {
    this.node.append(el("p", {}, text));
    while (this.node.childElementCount > KEPT) this.node.firstElementChild.remove();
  }

  clear() {
    this.node.replaceChildren();
  }
}
