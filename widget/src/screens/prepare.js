import { el, button, box, chips, fetchedPage, labelled, openHelpFor, stepper, ZERO_TO_TEN } from "../kit.js";
import { call } from "../api.js";
import { newId } from "../connection.js";
import { words } from "../words.js";
import { texts } from "../words/pages.js";
import { codeToKeep } from "./introduction.js";

const t = texts.prepare;
const COMMANDS = ["/keep", "/skip", "/why"];

/** The questions before a talk of one's own. Every answer is kept on the server; the last one opens the talk. */
export function prepareScreen(app) {
  const { keep } = app;
  const { failure, done, attempt, step } = stepper(app);
  let now = null; // What the server said last: messages, preparation, and the talk once there is one.
  let unsure = null; // An answer that may have arrived: sent again it keeps its id, so that it counts once.
  let question = null;

  const page = fetchedPage(app, "prepare", texts.menu.prepare, async () => {
    now ??= await open();
    if (now.session) {
      forget();
      app.sitDown(now, now.code);
      return [];
    }
    return now.preparation.stopped ? stopped() : asking();
  });

  /** The questions of this tab, or new ones. */
  async function open() {
    const token = keep.get("prepare");
    const code = keep.get("prepareCode");
    if (token) {
      try {
        return await call("GET", "/prepare", { token });
      } catch (error) {
        if (error.status !== 401) throw error;
      }
    }
    const found = token && code ? await call("POST", "/prepare/resume", { body: { code } }) : await call("POST", "/prepare", { token: keep.get("known"), body: {} });
    keep.set("prepare", found.token);
    keep.set("prepareCode", found.preparation.finished ? null : code ?? found.code);
    return found;
  }

  function forget() {
    for (const name of ["prepare", "prepareCode", "answer"]) keep.set(name, null);
  }

  const say = (message) =>
    attempt(async () => {
      unsure = unsure?.message === message ? unsure : { message, id: newId() };
      now = await call("POST", "/prepare/say", { token: keep.get("prepare"), body: unsure });
      unsure = null;
      keep.set("answer", null);
      await page.draw();
      for (const { text, question: asks } of now.messages ?? []) if (!asks) app.announce(text);
      question?.focus();
    });

  const erase = step(t.forget, async () => {
    await call("DELETE", "/prepare", { token: keep.get("prepare") });
    forget();
    app.visit("choose");
  }, { class: "button plain" }, t.erase);

  function stopped() {
    question = page.heading;
    return [
      openHelpFor(app, now.messages ?? [{ text: t.stopped, help: true }]),
      failure,
      el("div", { class: "actions" }, button(texts.menu.choose, () => app.visit("choose")), erase),
    ];
  }

  function asking() {
    const { preparation, messages = [] } = now;
    const { answers, of, question: asked } = preparation;
    const place = answers.findIndex((answer) => answer.question === asked.id);
    question = el("h2", { class: "question", tabindex: "-1" }, asked.text);
    return [
      el("p", { class: "voice" }, t.place(place < 0 ? answers.length : place, of)),
      messages.filter(({ question: asks, text }) => !asks && text).map(note),
      form(asked, answers[place]?.answer ?? ""),
      answers.length > 0 &&
        el(
          "details",
          { class: "answers" },
          el("summary", {}, t.answers),
          el("dl", { class: "findings" }, answers.map(({ question: id, label, answer }) =>
            el("div", {}, el("dt", {}, label), el("dd", { dir: "auto" }, answer ?? el("span", { class: "quiet" }, t.skipped)), el("dd", {}, button(t.change, () => say(`/change ${id.replace("_", " ")}`), { "aria-label": `${t.change}: ${label}` }))))),
        ),
      keep.get("prepareCode") && codeToKeep(keep.get("prepareCode"), t.code),
      el("div", { class: "actions" }, erase),
    ];
  }

  const note = ({ voice, text, buttons = [] }) =>
    el(
      "div",
      { class: voice === "coach" ? "coach" : "aside lines" },
      voice === "coach" && el("p", { class: "voice" }, words.talk.coach),
      el("p", { dir: "auto" }, text),
      voice === "coach" && buttons.map(({ title, payload }) => button(title, () => say(payload))),
    );

  function form(asked, before) {
    const options = asked.buttons.filter(({ payload }) => !COMMANDS.includes(payload));
    const inputs = inputsFor(asked, options, before);
    const node = el("form", { class: "stack", autocomplete: "off" }, question, inputs.nodes);
    node.addEventListener("submit", (event) => {
      event.preventDefault();
      const answer = inputs.value();
      if (answer) say(answer);
      else inputs.first.focus();
    });
    const { length } = now.preparation.answers;
    node.append(
      failure,
      done,
      el(
        "div",
        { class: "actions" },
        inputs.value && el("button", { type: "submit", class: "button strong" }, texts.goOn),
        asked.buttons.filter(({ payload }) => COMMANDS.includes(payload)).map(({ title, payload }) => button(title, () => say(payload), { class: payload === "/why" ? "button plain" : "button" })),
        length > 0 && button(t.back, () => say("/back"), { class: "button plain" }),
      ),
    );
    return node;
  }

  /** What is asked decides how it is answered. `value()` is missing where a press is the whole answer. */
  function inputsFor({ id, kind, most }, options, before) {
    if (kind === "number") {
      const scale = chips("radio", t.answer, ZERO_TO_TEN, { class: "chips bare" });
      for (const input of scale.inputs) input.checked = input.value === before;
      return { nodes: [scale.node], value: () => scale.value()[0], first: scale.inputs[0] };
    }
    const groups = new Map();
    for (const { title, group } of options) if (group) groups.set(group, [...(groups.get(group) ?? []), [title, title]]);
    if (options.length && !groups.size) return { nodes: [el("div", { class: "choice" }, options.map(({ title, payload }) => button(title, () => say(payload), { class: "button large" })))] };
    const sets = [...groups].map(([group, titles]) => chips("checkbox", group, titles));
    const all = sets.flatMap(({ inputs }) => inputs);
    const own = kind === "text" ? box() : el("input", { type: "text", class: "field", dir: "auto", autocomplete: "off", spellcheck: "false" });
    own.value = keep.get("answer") ?? (kind === "several" ? before.replace(/ and (?!.* and )/, ", ") : before);
    own.addEventListener("input", () => keep.set("answer", own.value));
    const picked = () => sets.flatMap((set) => set.value());
    const refill = () => all.forEach((input) => (input.disabled = !input.checked && picked().length >= most));
    all.forEach((input) => input.addEventListener("change", refill));
    return {
      nodes: [el("div", { class: "groups" }, sets.map((set) => set.node)), labelled(sets.length ? t.own : t.answer, own)],
      value: () => [...picked(), own.value.trim()].filter(Boolean).join(", "),
      first: all[0] ?? own,
    };
  }
  return page;
}
