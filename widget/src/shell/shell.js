import { Announcer } from "../announcer.js";
import { keep } from "../keep.js";
import { leaveNow, onDoubleEscape } from "../leaving.js";
import { setServer } from "../server.js";
import { sheets } from "../style/sheets.js";
import { followKeyboard } from "../viewport.js";
import { words } from "../words.js";
import { paint } from "./colour.js";
import { buildFrame } from "./frame.js";
import { applyTexts, textsOf } from "./texts.js";

const LAYOUTS = ["page", "inline", "bubble"];

/**
 * What stands around the screens, as a page asks for it by attributes, methods and events. Whoever extends it has
 * `begin(moveFocus)` and `openHelp()`, and keeps what is shown in `screen`.
 */
export class Shell extends HTMLElement {
  connectedCallback() {
    const root = this.shadowRoot ?? this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = sheets();
    setServer(this.getAttribute("server"));
    applyTexts(words, textsOf(this.getAttribute("texts"))).forEach((path) => console.warn(`softstart-rehearsal: there is no text "${path}"`));
    this.layout = LAYOUTS.includes(this.getAttribute("layout")) ? this.getAttribute("layout") : "inline";
    for (const name of ["width", "height"]) {
      const size = this.getAttribute(name);
      if (size && CSS.supports("width", size)) this.style.setProperty(`--softstart-${name}`, size);
    }
    this.announcer = new Announcer();
    Object.assign(this, buildFrame({
      layout: this.layout,
      lang: this.getAttribute("lang") || "en",
      announcer: this.announcer,
      extras: this.extras(),
      help: () => this.openHelp(),
      leave: () => this.leave(),
      close: () => this.close(),
      open: () => this.open(),
      launcherText: this.getAttribute("launcher"),
    }));
    root.replaceChildren(this.launcher, this.app);
    this.stop = [
      onDoubleEscape(() => this.leave(), () => this.isOpen),
      // In the flow of another page the browser scrolls to the box by itself.
      this.layout === "inline" ? () => {} : followKeyboard(this.layout === "bubble" ? this.app : this, this.app, () => this.now?.resized?.()),
      paint(this.app, this.launcher, this.getAttribute("color")),
    ];
    if (this.layout !== "bubble") this.begin();
    else {
      this.app.addEventListener("keydown", (event) => {
        // Whatever lies open inside takes the first Escape: it says so by preventing the default.
        if (event.key === "Escape" && !event.defaultPrevented && !this.app.querySelector("dialog")) this.close();
      });
      if (keep.get("open")) this.open(false);
    }
    this.tell("ready");
  }

  /** More for the bar at the top. */
  extras() {
    return [];
  }

  /** What is looked at. */
  get now() {
    return this.screen;
  }

  /** Takes leave of what is shown. */
  empty() {
    this.screen?.gone?.();
    this.screen = null;
  }

  disconnectedCallback() {
    this.empty();
    for (const stop of this.stop ?? []) stop();
  }

  // What a page may ask of the widget.

  get isOpen() {
    return !this.app.hidden;
  }

  /** Opens the panel of a bubble. Nothing is asked of the server before that. */
  open(moveFocus = true) {
    if (this.layout !== "bubble" || this.isOpen) return;
    this.app.hidden = false;
    this.launcher.hidden = true;
    keep.set("open", "yes");
    this.tell("open");
    // The button that had the focus is gone, and the first screen is still to come.
    if (moveFocus) this.app.focus({ preventScroll: true });
    if (!this.screen) this.begin(moveFocus);
    else {
      this.now.resized?.();
      if (moveFocus) this.now.heading?.focus({ preventScroll: true });
    }
  }

  /** Closes the panel of a bubble; the talk stays as it is. */
  close() {
    if (this.layout !== "bubble" || !this.isOpen) return;
    this.launcher.hidden = false;
    // Before it is hidden, or the focus falls to nowhere.
    if (this.matches(":focus-within")) this.launcher.focus({ preventScroll: true });
    this.app.hidden = true;
    keep.set("open", null);
    this.tell("close");
  }

  /** Forgets everything in this tab and goes to another page at once. */
  leave() {
    this.empty();
    this.tell("leave");
    leaveNow(this, () => keep.forgetAll());
  }

  /** The page that is shown: "choose", "introduction", "talk", "debrief"; null before anything is. */
  get showing() {
    return this.now?.name ?? null;
  }

  /** An event for the page around. Never with a word that anyone has typed. */
  tell(name, detail = {}) {
    this.dispatchEvent(new CustomEvent(`softstart-${name}`, { bubbles: true, detail }));
  }
}
