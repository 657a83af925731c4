import { el, button, bubble, fetchedPage, stepper } from "../kit.js";
import { words } from "../words.js";
import { texts } from "../words/pages.js";

const t = texts.tries;
const titled = (name) => name.charAt(0).toUpperCase() + name.slice(1);
const moodOf = ({ mood }) => t.her(words.talk.moods[mood] ?? mood);

/** Every try of the talk: go to one, set out from a message, or look at two next to each other. */
export function triesScreen(app) {
  const { failure, attempt, step } = stepper(app);
  const both = el("div", { class: "stack" });
  const fork = (turn, before) => attempt(async () => app.enter((await app.ask("POST", "/session/fork", { turn, before })).session));

  const page = fetchedPage(app, "tries", texts.menu.tries, async () => {
    const [{ branches }, { session }] = await Promise.all([app.ask("GET", "/session/branches"), app.ask("GET", "/session")]);
    const mine = session.turns.filter(({ user }) => user && !user.startsWith("/"));
    return [
      el("p", { class: "lead" }, t.lead),
      failure,
      el("ol", { class: "list" }, branches.map((one) => line(one))),
      both,
      mine.length > 0 &&
        el(
          "section",
          { class: "stack" },
          el("h2", {}, t.fork),
          el("p", { class: "quiet" }, t.forkLead),
          el("ol", { class: "list" }, mine.map(({ user, turn }) => el("li", { class: "list-item" }, el("p", { dir: "auto" }, `“${user}”`), button(t.from, () => fork(turn, true), { "aria-label": `${t.from}: ${user}` })))),
        ),
    ];
  });

  function line(one) {
    return el(
      "li",
      { class: "list-item" },
      el(
        "div",
        {},
        el("h2", {}, titled(one.name)),
        el("p", { dir: "auto" }, one.last ? `${t.ends} “${one.last}”` : t.nothing),
        el("p", { class: "quiet small" }, [one.parted_after !== null && `${t.apart(one.parted_after)}.`, moodOf(one), one.outcome && `${texts.outcomes[one.outcome]}.`].filter(Boolean).join(" ")),
      ),
      one.present
        ? el("p", { class: "here" }, t.present)
        : el(
            "div",
            { class: "actions" },
            step(t.compare, async () => sideBySide(await app.ask("GET", `/session/compare?a=${one.id}`)), { "aria-label": `${t.compare}: ${one.name}` }),
            button(t.go, () => fork(one.id, false), { "aria-label": `${t.go}: ${one.name}` }),
          ),
    );
  }

  function sideBySide({ a, b, said, rows, more }) {
    const side = (turn, name) =>
      el(
        "div",
        { class: "side" },
        el("p", { class: "voice" }, titled(name)),
        turn
          ? [
              bubble(turn.user, false, turn.marks),
              turn.marks.length > 0 && el("p", { class: "quiet small" }, t.marked(turn.marks.map(({ name: kind }) => kind).join(", "))),
              turn.persona.map((text) => bubble(text, true)),
              el("p", { class: "mood", "data-mood": turn.mood }, el("span", { class: "mood-dot", "aria-hidden": "true" }), moodOf(turn)),
            ].flat()
          : el("p", { class: "quiet" }, t.ended),
      );
    const heading = el("h2", { tabindex: "-1" }, `${titled(a.name)} – ${b.name}`);
    both.replaceChildren(
      heading,
      ...(said.length ? [el("p", { class: "quiet" }, t.before), ...said.map((text) => bubble(text, true))] : []),
      el("ol", { class: "stack" }, rows.map((row) => el("li", { class: "pair" }, side(row.a, a.name), side(row.b, b.name)))),
      more ? el("p", { class: "quiet" }, t.more(more)) : "",
    );
    heading.focus({ preventScroll: true });
    heading.scrollIntoView({ block: "start" });
  }
  return page;
}
