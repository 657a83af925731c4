import { webAddress } from "./dom.js";

const TWICE_WITHIN_MS = 1000;
const DEFAULT_EXIT = "https://www.wikipedia.org/";

/** Forgets, blanks the whole page, and goes somewhere harmless in its place: the Back button does not bring it back. */
export function leaveNow(host, forget) {
  forget();
  const exit = webAddress(host.getAttribute("exit-url")) ?? DEFAULT_EXIT;
  // The other page may take seconds to come, or never come; nothing may be read meanwhile, not even the title.
  document.title = "";
  document.body?.replaceChildren();
  location.replace(exit);
}

/**
 * Escape twice within a second, wherever the focus is. `armed()` is asked at the first: a page whose bubble is closed has
 * uses of its own for Escape. Returns how to stop listening.
 */
export function onDoubleEscape(leave, armed) {
  let last = -Infinity;
  const pressed = (event) => {
    if (event.key !== "Escape" || event.repeat) return;
    if (event.timeStamp - last < TWICE_WITHIN_MS) leave();
    last = armed() ? event.timeStamp : -Infinity;
  };
  // Capture: a dialog or popover that handles Escape must not swallow it.
  window.addEventListener("keydown", pressed, true);
  return () => window.removeEventListener("keydown", pressed, true);
}
