import { el, button, box, chips, fetchedPage, labelled, openHelpFor, stepper, ZERO_TO_TEN } from "../kit.js";
import { withoutCommands } from "../text.js";
import { texts } from "../words/pages.js";

const t = texts.real;

/** The day of the real talk, and afterwards what came of the fear. */
export function realScreen(app) {
  const { failure, done, attempt } = stepper(app);
  const help = el("div", {});
  let telling = false;

  /** A step, then the page as it stands after it. */
  const stepAndDraw = (doing) =>
    attempt(async () => {
      const { text, messages } = await doing();
      await page.draw(true);
      help.replaceChildren(...openHelpFor(app, messages ?? []));
      return withoutCommands(text);
    });

  const page = fetchedPage(app, "real", texts.menu.real, async () => {
    const { talks, next } = await app.ask("GET", "/mine/talks");
    const told = talks.filter(({ state }) => state === "told");
    const asked = next && (telling || next.state === "waiting") ? (await app.ask("GET", "/mine/talk/questions")).questions : [];
    telling = false;
    return [
      done,
      help,
      next
        ? el("div", { class: "next" }, el("h2", {}, t.next), el("p", { class: "headline" }, next.when), el(
            "div",
            { class: "actions" },
            !asked.length && button(t.tell, () => {
              telling = true;
              done.textContent = "";
              page.draw(true);
            }, { class: "button strong" }),
            button(t.drop, () => stepAndDraw(() => app.ask("DELETE", "/mine/talk"))),
          ))
        : told.length > 0 && past(told),
      !next && el("p", { class: "lead" }, t.none),
      failure,
      asked.length > 0 && questions(asked),
      next ? el("details", {}, el("summary", {}, t.move), dayForm()) : dayForm(),
      next && told.length > 0 && past(told),
    ];
  });

  function dayForm() {
    const day = el("input", { type: "date", class: "field", min: new Date().toLocaleDateString("sv") });
    const time = el("input", { type: "time", class: "field" });
    const form = el(
      "form",
      { class: "stack", autocomplete: "off" },
      el("div", { class: "pair" }, labelled(t.day, day), labelled(t.time, time)),
      el("div", { class: "actions" }, el("button", { type: "submit", class: "button strong" }, t.set)),
    );
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      stepAndDraw(() => {
        if (!day.value) {
          day.focus();
          throw new Error(t.pick);
        }
        const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
        return app.ask("PUT", "/mine/talk", { when: `${day.value} ${time.value}`.trim(), zone: timeZone });
      });
    });
    return form;
  }

  function questions(asked) {
    const inputs = asked.map(({ id, text }) => {
      if (id === "said") {
        const area = box();
        return { id, node: labelled(text, area), value: () => area.value.trim() };
      }
      const choice = chips("radio", text, id === "happened" ? Object.entries(t.happened) : ZERO_TO_TEN);
      return { id, node: choice.node, value: () => choice.value()[0] };
    });
    const send = () => {
      const answers = Object.fromEntries(inputs.map(({ id, value }) => [id, value() || null]));
      for (const id of ["feared", "was"]) if (answers[id]) answers[id] = Number(answers[id]);
      return app.ask("POST", "/mine/talk/answers", { answers, done: true });
    };
    return el(
      "section",
      { class: "stack ask" },
      el("h2", {}, t.after),
      el("p", { class: "quiet" }, t.skip),
      inputs.map(({ node }) => node),
      el("div", { class: "actions" }, button(t.keep, () => stepAndDraw(send), { class: "button strong" })),
    );
  }
  return page;
}

/** Fear beside outcome, the newest first: two bars, and the same in figures. */
function past(told) {
  const bar = (label, value) => {
    const length = el("span", { class: "bar-length" });
    length.style.inlineSize = `${value * 10}%`;
    return el("div", { class: `bar bar-${label === t.was ? "was" : "feared"}` }, el("dt", {}, label), el("dd", {}, el("span", { class: "bar-room", "aria-hidden": "true" }, length), String(value)));
  };
  return el(
    "section",
    { class: "stack" },
    el("h2", {}, t.past),
    el("p", { class: "quiet small" }, t.scale),
    el(
      "ol",
      { class: "list" },
      [...told].reverse().map(({ when, happened, said, fear, feared, was }) =>
        el(
          "li",
          { class: "told" },
          el("h3", {}, when),
          happened === "no" && el("p", {}, t.notHappened),
          happened === "partly" && el("p", {}, t.partly),
          fear && el("p", { dir: "auto" }, t.fear(fear)),
          (feared !== null || was !== null) && el("dl", { class: "bars" }, feared !== null && bar(t.feared, feared), was !== null && bar(t.was, was)),
          fear && was !== null && el("p", { class: "quiet small" }, t.scaleFear),
          said && el("p", { dir: "auto" }, `“${said}”`),
        ),
      ),
    ),
  );
}
