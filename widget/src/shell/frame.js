import { el, button, icon } from "../dom.js";
import { words } from "../words.js";

const CLOSE = "M6 6l12 12M18 6L6 18";

/**
 * What stands around every screen: the bar with help and the way out, the screen's place, the live region; in a bubble
 * also the button that opens it. In a page of its own the parts are its landmarks; inside another page they are none,
 * because that page has its own.
 */
export function buildFrame({ layout, lang, announcer, extras, help, leave, close, open, launcherText }) {
  const alone = layout === "page";
  const bubble = layout === "bubble";
  const lead = el("div", { class: "top-lead" });
  const main = el(alone ? "main" : "div", { class: "screen" });
  const app = el(
    "div",
    { class: "app", lang, role: alone ? null : bubble ? "dialog" : "region", "aria-label": alone ? null : words.name, tabindex: bubble ? "-1" : null, hidden: bubble },
    el(
      alone ? "header" : "div",
      { class: "top" },
      lead,
      extras,
      button(words.help, help, { class: "button plain" }),
      button(words.leave, leave, { class: "button leave", title: words.leaveHint }),
      bubble && button(icon(CLOSE), close, { class: "button plain close", "aria-label": words.shell.close, title: words.shell.close }),
    ),
    main,
    announcer.node,
  );
  const launcher = el("button", { type: "button", class: "launcher", lang, "aria-expanded": "false", onclick: open, hidden: !bubble }, launcherText || words.shell.launcher);
  return { app, lead, main, launcher };
}
