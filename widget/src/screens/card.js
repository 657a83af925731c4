import { el, button, box, fetchedPage, labelled, openHelpFor, saveFile, stepper } from "../kit.js";
import { texts } from "../words/pages.js";

const t = texts.card;

/** One page for the real talk. Each line can be changed; what is changed is kept when the line is left. */
export function cardScreen(app) {
  const { failure, done, attempt, step } = stepper(app);
  const help = el("div", {});
  const rows = new Map();
  let waiting = Promise.resolve(); // Changes reach the server one after the other.

  const page = fetchedPage(app, "card", texts.menu.card, async () => {
    const { card } = await app.ask("GET", "/session/card");
    for (const field of card.fields) rows.set(field.id, new Row(field, save));
    return [
      el("p", { class: "lead" }, t.lead),
      help,
      el("div", { class: "sheet" }, el("h2", {}, card.title), [...rows.values()].map(({ node }) => node)),
      failure,
      done,
      el(
        "div",
        { class: "actions" },
        step(t.copy, copy, { class: "button strong" }),
        step(t.picture, async () => {
          await settled();
          saveFile(await app.ask("GET", "/session/card.png", undefined, "blob"), "card.png");
        }),
        step(t.print, async () => {
          await settled();
          print(card.title);
        }),
      ),
      el("p", { class: "quiet" }, t.sharing),
    ];
  });

  function save(id, text) {
    const row = rows.get(id);
    const before = row.area.value;
    row.unsaved = { text };
    waiting = waiting.then(async () => {
      failure.textContent = "";
      try {
        const answer = await app.ask("PUT", "/session/card", { fields: { [id]: text } });
        // What she has typed meanwhile stays.
        row.show(answer.card.fields.find((field) => field.id === id), answer.notes.find(({ field }) => field === id), row.area.value === before);
        help.replaceChildren(...openHelpFor(app, answer.messages));
        row.saved.textContent = texts.saved;
        row.unsaved = null;
      } catch (error) {
        failure.textContent = error.message;
        row.unsaved = { text, error };
      }
    });
    return waiting;
  }

  /** Every change has reached the server; fails with why not. */
  async function settled() {
    await waiting;
    for (const row of rows.values()) if (row.unsaved) await save(row.field.id, row.unsaved.text);
    for (const { unsaved } of rows.values()) if (unsaved) throw unsaved.error;
  }

  async function copy() {
    await settled();
    const text = await app.ask("GET", "/session/card.txt", undefined, "text");
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      throw new Error(t.notCopied);
    }
    return t.copied;
  }

  /** The page around the widget is left out of the print, and so is all of the widget but the lines. */
  function print(title) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("@media print{body *{visibility:hidden}softstart-rehearsal{visibility:visible!important;position:absolute!important;inset:0!important;block-size:auto!important}}");
    const lines = [...rows.values()].filter(({ area }) => area.value.trim());
    const paper = el("div", { class: "paper" }, el("h1", {}, title), el("dl", {}, lines.map(({ field, area }) => el("div", {}, el("dt", {}, field.label), el("dd", { dir: "auto" }, area.value)))));
    page.node.append(paper);
    document.adoptedStyleSheets.push(sheet);
    window.print();
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== sheet);
    paper.remove();
  }
  return page;
}

class Row {
  constructor(field, save) {
    this.save = save;
    this.area = box("", { class: "field area card-line" });
    this.from = el("p", { class: "quiet small" });
    this.saved = el("p", { class: "done small", role: "status" });
    this.note = el("div", { role: "status" });
    this.undo = button(t.undo, () => {
      this.area.focus();
      save(field.id, null);
    }, { class: "button plain small" });
    this.node = labelled(field.label, this.area);
    this.node.append(el("div", { class: "actions" }, this.from, this.undo, this.saved), this.note);
    this.area.addEventListener("change", () => save(field.id, this.area.value.trim()));
    this.show(field);
  }

  show(field, note, fill = true) {
    const gap = field.from === "gap";
    this.field = field;
    if (fill) this.area.value = gap ? "" : field.text;
    this.from.textContent = gap ? field.prompt : t.from[field.from] ?? "";
    this.undo.hidden = field.from !== "edited";
    this.note.replaceChildren(
      ...(note
        ? [
            el(
              "div",
              { class: "coach" },
              el("p", {}, t.look),
              note.marks.map(({ why }) => why && el("p", {}, why)),
              note.reframe && [
                el("p", { class: "line", dir: "auto" }, note.reframe),
                button(t.use, () => {
                  this.area.focus();
                  this.save(field.id, note.reframe);
                }),
              ],
            ),
          ]
        : []),
    );
  }
}
