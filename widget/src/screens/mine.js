import { el, fetchedPage, saveFile, stepper } from "../kit.js";
import { api, call, talkOf } from "../api.js";
import { words } from "../words.js";
import { texts } from "../words/pages.js";

const t = texts.mine;
const dayOf = (iso) => new Date(iso).toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });

/** Everything that is hers: open it, take it out, erase it. */
export function mineScreen(app) {
  const { failure, done, step } = stepper(app);
  const page = fetchedPage(app, "mine", texts.menu.mine, async () => {
    const [{ rehearsals }, titles] = await Promise.all([app.ask("GET", "/mine"), app.titles()]);
    const current = talkOf(app.keep.get("token"));
    return [
      el("p", { class: "lead" }, t.lead),
      done,
      failure,
      el("ul", { class: "list" }, rehearsals.map((one) => row(one, titles.get(one.scenario) ?? t.own, one.id === current))),
      el("section", { class: "stack" }, el("h2", {}, t.take), el("p", { class: "quiet" }, t.taken), el("div", { class: "actions" }, file("page", "html"), file("data", ""))),
      el("section", { class: "stack" }, el("h2", {}, texts.erase), el("p", { class: "quiet" }, t.all.text), el("div", { class: "actions" }, step(t.whole, eraseAll, { class: "button danger" }, t.all))),
    ];
  });

  function row({ id, side, level, outcome, started_at, turns }, title, here) {
    return el(
      "li",
      { class: "list-item" },
      el(
        "div",
        {},
        el("h2", {}, title),
        el("p", {}, t.about(side, (words.levels[level]?.title ?? level).toLowerCase(), turns)),
        el("p", { class: "quiet small" }, [dayOf(started_at), texts.outcomes[outcome]].filter(Boolean).join(" · ")),
      ),
      el(
        "div",
        { class: "actions" },
        here ? el("p", { class: "here" }, t.here) : step(t.open, () => open(id), { class: "button", "aria-label": t.openThis(title) }),
        step(texts.erase, () => eraseOne(id, here), { class: "button danger", "aria-label": t.eraseThis(title) }, t.one(title)),
      ),
    );
  }

  const file = (kind, ending) =>
    step(t[kind], async () => saveFile(await app.ask("GET", `/mine/export${ending && `.${ending}`}`, undefined, "blob"), `rehearsals.${ending || "json"}`));

  async function open(id) {
    const opened = await app.ask("POST", "/mine/open", { id });
    app.sitDown({ ...opened, ...(await api.session(opened.token)) }, null);
  }

  async function eraseOne(id, here) {
    const { token, notices } = await app.ask("POST", "/mine/open", { id });
    app.keep.set(`draft:${id}`, null);
    const { erased } = await call("DELETE", "/session", { token });
    if (here) {
      app.restart();
      return app.visit("mine");
    }
    await page.draw(true);
    return [t.gone(erased), ...notices].join(" "); // A note is given once, whatever it came with.
  }

  async function eraseAll() {
    await app.ask("DELETE", "/mine");
    app.forget();
  }
  return page;
}
