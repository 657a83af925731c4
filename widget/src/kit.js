// What the pages of the menu are made of.
import { el, button, uniqueId } from "./dom.js";
import { pieces } from "./text.js";
import { words } from "./words.js";
import { texts } from "./words/pages.js";

const SLOW_AFTER_MS = 500; // Before that, "one moment" would only flicker.

/**
 * A page drawn from what the server says. `load()` gives its elements. `draw(focus)` fetches and draws again;
 * what fails is said, with a way on.
 */
export function fetchedPage(app, name, title, load) {
  const heading = el("h1", { tabindex: "-1" }, title);
  const body = el("div", { class: "stack" }, el("p", { class: "quiet" }, words.loading));
  async function draw(focus = false) {
    try {
      body.replaceChildren(...[await load()].flat(2).filter(Boolean));
    } catch (error) {
      // Nothing here yet; a talk that was stopped; or it did not work.
      const onward = { 401: [texts.menu.choose, () => app.visit("choose")], 409: [words.help, () => app.openHelp()] }[error.status] ?? [words.tryAgain, () => draw()];
      body.replaceChildren(el("p", { role: "alert" }, error.message), el("div", { class: "actions" }, button(...onward)));
    }
    if (focus) heading.focus();
  }
  return { name, node: el("div", { class: "page" }, heading, body), heading, shown: () => draw(), draw };
}

/** One step at a time; what fails is said in `failure`, what worked in `done`. */
export function stepper(app) {
  const failure = el("p", { class: "failure", role: "alert" });
  const done = el("p", { class: "done", role: "status" });
  let busy = false;
  const attempt = async (step) => {
    if (busy) return;
    busy = true;
    failure.textContent = done.textContent = "";
    const slow = setTimeout(() => (done.textContent = words.loading), SLOW_AFTER_MS);
    let said = "";
    try {
      said = (await step()) ?? "";
    } catch (error) {
      failure.textContent = error.message;
      failure.scrollIntoView({ block: "nearest" });
    } finally {
      clearTimeout(slow);
      done.textContent = said;
      busy = false;
    }
  };
  return {
    failure,
    done,
    attempt,
    /** A button for a step. `question` is asked first: while she thinks about it nothing is on its way. */
    step: (label, step, attributes, question) => button(label, async () => (!question || (await app.confirm(question))) && attempt(step), attributes),
  };
}

/** A label, its input, and a hint below the label. */
export function labelled(label, input, hint) {
  input.id = uniqueId("field");
  const hintNode = hint && el("p", { class: "quiet small", id: uniqueId("hint") }, hint);
  if (hintNode) input.setAttribute("aria-describedby", hintNode.id);
  return el("div", { class: "labelled" }, el("label", { for: input.id }, label), hintNode, input);
}

/** A box that grows with its words. */
export function box(value = "", attributes = {}) {
  const area = el("textarea", { class: "field area", rows: "2", dir: "auto", autocomplete: "off", spellcheck: "false", ...attributes });
  area.value = value;
  return area;
}

/** Choices that look like chips and are real inputs. `options`: `[value, title]`; `value()` is a list of what is picked. */
export function chips(type, legend, options, attributes = {}) {
  const name = uniqueId("choice");
  const inputs = options.map(([value]) => el("input", { type, name, value }));
  const node = el(
    "fieldset",
    { class: "chips", ...attributes },
    el("legend", {}, legend),
    el("div", { class: "chip-row" }, options.map(([, title], at) => el("label", { class: "chip" }, inputs[at], el("span", {}, title)))),
  );
  return { node, inputs, value: () => inputs.filter((input) => input.checked).map((input) => input.value) };
}

export const ZERO_TO_TEN = Array.from({ length: 11 }, (_, number) => [String(number), String(number)]);

/** Her or the learner's words, as in the talk; marks are shown, not pressed. */
export function bubble(text, hers, marks = []) {
  return el(
    "p",
    { class: `bubble ${hers ? "hers" : "yours"}`, dir: "auto" },
    pieces(text, marks).map((piece) => (piece.mark ? el("span", { class: "mark-words" }, piece.text) : piece.text)),
  );
}

const NARROWER_PX = 600; // below it the letters of a wide picture would be too small

/**
 * A picture that needs the token: its bytes are fetched, and shown from a data address. It follows light and dark, and the room there is;
 * `tall` is its height where it is narrow.
 */
export function picture(app, path, alt, title, tall) {
  const image = el("img", { alt });
  const figure = el("figure", { class: "picture", "aria-label": title }, image);
  const dark = matchMedia("(prefers-color-scheme: dark)");
  let shape;
  const load = async () => {
    try {
      const file = await app.ask("GET", `${path}?theme=${dark.matches ? "dark" : "light"}&shape=${shape}`, undefined, "blob");
      const reader = new FileReader();
      reader.onload = () => (image.src = reader.result);
      reader.readAsDataURL(file);
    } catch {
      figure.hidden = true; // The words below say the same.
    }
  };
  const changed = () => (figure.isConnected ? load() : dark.removeEventListener("change", changed));
  dark.addEventListener("change", changed);
  new ResizeObserver(() => {
    const fits = figure.clientWidth < NARROWER_PX ? "narrow" : "wide";
    if (!figure.clientWidth || fits === shape) return;
    shape = fits;
    [image.width, image.height] = shape === "narrow" ? [360, tall] : [800, 400];
    load();
  }).observe(figure);
  return figure;
}

/** Gives a file to keep. */
export function saveFile(blob, name) {
  const link = el("a", { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

export const openHelpFor = (app, messages) =>
  messages?.map(({ text, help }) => el("div", { class: "next help-said", role: "alert" }, el("p", { dir: "auto" }, text), help && button(words.talk.openHelp, () => app.openHelp())));

export { el, button };
