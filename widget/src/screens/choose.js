import { el, button, isTouch, uniqueId } from "../dom.js";
import { words, whoSheIs } from "../words.js";

/** The first page: what this is, how hard, which talk; or a code from before. */
export function chooseScreen(app) {
  const heading = el("h1", { tabindex: "-1" }, words.choose.heading);
  const failure = el("p", { class: "failure", role: "alert" });
  const title = el("h2", {}, words.choose.scenario);
  const talks = el("div", { class: "cards" });
  const levels = el("fieldset", { class: "levels" });
  let chosen = app.level;
  let busy = false;

  /** Runs one step at a time, and says why when it fails. */
  const attempt = async (step, where) => {
    if (busy) return;
    busy = true;
    where.textContent = "";
    try {
      await step();
    } catch (error) {
      where.textContent = error.message;
      where.scrollIntoView({ block: "nearest" });
    } finally {
      busy = false;
    }
  };

  function drawLevels(names) {
    if (!names.includes(chosen)) chosen = names.includes("realistic") ? "realistic" : names[0];
    const group = uniqueId("level");
    levels.replaceChildren(
      el("legend", {}, words.choose.level),
      el(
        "div",
        { class: "level-row" },
        names.map((name) => {
          const { title, line } = words.levels[name] ?? { title: name, line: "" };
          const radio = el("input", { type: "radio", name: group, value: name, onchange: () => (chosen = name) });
          radio.checked = name === chosen;
          return el("label", { class: "level" }, radio, el("span", {}, el("strong", {}, title), " ", el("span", { class: "quiet" }, line)));
        }),
      ),
    );
  }

  function card(scenario) {
    return el(
      "button",
      { type: "button", class: "card", onclick: () => attempt(() => app.start(scenario.id, chosen), failure) },
      el("span", { class: "card-title" }, scenario.title),
      el("span", { class: "card-about" }, scenario.about),
      el("span", { class: "card-who" }, whoSheIs(scenario.persona)),
      scenario.practises && el("span", { class: "card-practises" }, words.choose.practises(scenario.practises)),
    );
  }

  async function load() {
    talks.replaceChildren(el("p", { class: "quiet" }, words.loading));
    // What stands below the talks waits for them: nothing may jump away from under a finger.
    title.hidden = form.hidden = true;
    try {
      const { scenarios, levels: names } = await app.catalogue();
      drawLevels(names);
      levels.hidden = false;
      talks.replaceChildren(...(scenarios.length ? scenarios.map(card) : [el("p", {}, words.choose.none)]));
    } catch (error) {
      levels.hidden = true;
      talks.replaceChildren(el("p", { class: "failure", role: "alert" }, error.message), button(words.tryAgain, load));
    }
    title.hidden = form.hidden = false;
  }
  levels.hidden = true;

  const codeId = uniqueId("code");
  const hintId = uniqueId("hint");
  const codeFailure = el("p", { class: "failure", role: "alert", id: uniqueId("wrong") });
  const code = el("input", {
    id: codeId,
    class: "field",
    type: "text",
    autocomplete: "off",
    autocapitalize: "none",
    spellcheck: "false",
    "aria-describedby": `${hintId} ${codeFailure.id}`,
  });
  const form = el(
    "form",
    { class: "resume", autocomplete: "off" },
    el("h2", {}, words.choose.codeHeading),
    el("p", { class: "quiet", id: hintId }, words.choose.codeHint),
    el("label", { for: codeId }, words.choose.codeLabel),
    el("div", { class: "field-row" }, code, el("button", { type: "submit", class: "button" }, words.choose.codeButton)),
    codeFailure,
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const text = code.value.trim();
    if (!text) {
      codeFailure.textContent = words.choose.codeMissing;
      code.focus();
      return;
    }
    attempt(() => app.resume(text), codeFailure);
  });

  if (app.message) failure.textContent = app.message;
  const node = el(
    "div",
    { class: "page" },
    heading,
    el("p", { class: "lead" }, words.choose.lead),
    el(
      "div",
      { class: "plain-facts" },
      el("p", {}, el("strong", {}, words.choose.practice)),
      el("p", {}, words.choose.private),
      el("p", {}, words.choose.leaving, isTouch() ? "" : ` ${words.choose.leavingKeys}`),
    ),
    failure,
    levels,
    title,
    talks,
    form,
  );
  return { name: "choose", node, heading, shown: load };
}
