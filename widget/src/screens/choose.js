import { el, button, isTouch, uniqueId } from "../dom.js";
import { chips } from "../kit.js";
import { words, whoSheIs } from "../words.js";
import { texts } from "../words/pages.js";

/** The first page: what this is, how hard, which talk; or a code from before. */
export function chooseScreen(app, message = "") {
  const heading = el("h1", { tabindex: "-1" }, words.choose.heading);
  const failure = el("p", { class: "failure", role: "alert" });
  const title = el("h2", {}, words.choose.scenario);
  const talks = el("div", { class: "cards" });
  const levels = el("fieldset", { class: "levels" });
  const side = chips("radio", texts.sides.legend, ["all", "daughter", "mother"].map((name) => [name, texts.sides[name]]), { hidden: true });
  side.inputs[0].checked = true;
  side.node.addEventListener("change", () => drawTalks());
  let scenarios = [];
  let chosen = app.keep.get("level") ?? "realistic";
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

  function drawTalks() {
    const [as] = side.value();
    const fit = scenarios.filter(({ sides, learner }) => as === "all" || (sides ?? [learner]).includes(as));
    const own = el(
      "button",
      { type: "button", class: "card card-own", onclick: () => app.visit("prepare") },
      el("span", { class: "card-title" }, texts.own.title),
      el("span", { class: "card-about" }, app.keep.get("prepare") ? texts.own.go : texts.own.about),
    );
    talks.replaceChildren(own, ...fit.map((scenario) => card(scenario, as)));
  }

  function card(scenario, as) {
    const other = as !== "all" && as !== scenario.learner;
    return el(
      "button",
      { type: "button", class: "card", onclick: () => attempt(() => app.start(scenario.id, chosen, other ? as : undefined), failure) },
      el("span", { class: "card-title" }, scenario.title),
      !other && el("span", { class: "card-about" }, scenario.about), // It is told to the side it is written for.
      el("span", { class: "card-who" }, other ? texts.sides.as(as) : whoSheIs(scenario.persona)),
      scenario.practises && el("span", { class: "card-practises" }, words.choose.practises(scenario.practises)),
    );
  }

  async function load() {
    talks.replaceChildren(el("p", { class: "quiet" }, words.loading));
    // What stands below the talks waits for them: nothing may jump away from under a finger.
    title.hidden = form.hidden = true;
    try {
      const catalogue = await app.catalogue();
      scenarios = catalogue.scenarios;
      drawLevels(catalogue.levels);
      levels.hidden = side.node.hidden = false;
      drawTalks();
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

  failure.textContent = message;
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
    side.node,
    talks,
    form,
  );
  return { name: "choose", node, heading, shown: load };
}
