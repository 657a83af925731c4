import { el, button, icon, unseen } from "../dom.js";
import { words } from "../words.js";
import { coachNote } from "./coach-note.js";
import { markedBubble } from "./marked-bubble.js";

const NEAR_BOTTOM_PX = 80;

/** The bubbles. Rows that did not change keep their element, so focus and open popovers survive a re-render. */
export class Transcript {
  constructor({ name, actions }) {
    this.name = name;
    this.actions = actions;
    this.list = el("ol", { class: "rows" });
    this.scroller = el(
      "section",
      { class: "transcript", tabindex: "0", "aria-label": words.talk.conversation },
      this.list,
    );
    this.newest = button(icon("M6 10l6 6 6-6"), () => this.toBottom(), { class: "button newest", hidden: true, "aria-label": words.talk.newest, title: words.talk.newest });
    this.scroller.addEventListener("scroll", () => this.markNewest(), { passive: true });
    // The frame shrinks when the box grows, a notice appears or a keyboard opens: who was at the end stays there.
    new ResizeObserver(() => {
      if (this.atEnd) this.toBottom();
      else this.markNewest();
    }).observe(this.scroller);
    this.node = el("div", { class: "transcript-frame" }, this.scroller, this.newest);
  }

  /** Returns true when the element that had the focus is gone. */
  show(rows) {
    const focused = this.list.getRootNode().activeElement ?? null;
    const hadFocus = focused !== null && this.list.contains(focused);
    const wasNear = this.isNearBottom();
    const first = this.list.childElementCount === 0;

    const pool = new Map();
    for (const item of this.list.children) {
      const { key } = item.row;
      pool.set(key, [...(pool.get(key) ?? []), item]);
    }
    const items = rows.map((row) => {
      const item = pool.get(row.key)?.shift() ?? this.build(row, !first);
      item.row = row;
      item.firstElementChild.row = row;
      item.firstElementChild.update?.(row);
      return item;
    });
    const kept = new Set(items);
    for (const item of [...this.list.children]) if (!kept.has(item)) item.remove();
    items.forEach((item, index) => {
      // Moving an element takes its focus away, so only what is out of place is moved.
      if (this.list.children[index] !== item) this.list.insertBefore(item, this.list.children[index] ?? null);
      const before = items[index - 1];
      item.classList.toggle("follows", before?.row.kind === item.row.kind);
    });

    if (first || wasNear) this.toExchange();
    this.markNewest();
    return hadFocus && !this.list.contains(focused);
  }

  build(row, isNew) {
    return el("li", { class: `row row-${row.kind}${isNew ? " new" : ""}` }, this.draw(row));
  }

  draw(row) {
    switch (row.kind) {
      case "situation":
        return el("details", { class: "situation" }, el("summary", {}, words.talk.situation), el("p", {}, row.text));
      case "persona":
        return el(
          "div",
          { class: "said said-by-her" },
          el("p", { class: "voice" }, this.name, unseen(": ")),
          el("p", { class: "bubble hers", dir: "auto" }, row.text),
        );
      case "you":
        return markedBubble(row, this.actions);
      case "coach":
        return coachNote(row, this.actions);
      case "help":
        return el("div", { class: "aside help-offer" }, el("p", {}, row.text), button(words.talk.openHelp, this.actions.help));
      case "choices":
        return el(
          "div",
          { class: "actions choices" },
          row.buttons.map(({ title, payload }) => button(title, () => this.actions.send(payload))),
        );
      case "thinking":
        return el("p", { class: "thinking" }, row.text);
      default:
        return el("p", { class: row.text.includes("\n") ? "aside lines" : "aside", dir: "auto" }, unseen(`${words.talk.app}: `), row.text);
    }
  }

  isNearBottom() {
    const { scrollTop, clientHeight, scrollHeight } = this.scroller;
    return scrollHeight - clientHeight - scrollTop < NEAR_BOTTOM_PX;
  }

  /**
   * To the end, but never past the learner's last bubble: a long exchange is read from its beginning. What stands below
   * it as an answer to a command is what she waits for then.
   */
  toExchange() {
    const items = [...this.list.children];
    const yours = items.findLastIndex((item) => item.row.kind === "you");
    const told = items.findLastIndex((item) => !item.row.notice && ["persona", "coach", "app"].includes(item.row.kind)) + 1;
    const from = items[items.slice(told).some((item) => item.row.notice) ? Math.max(told, yours) : yours];
    const bottom = this.scroller.scrollHeight - this.scroller.clientHeight;
    this.scroller.scrollTop = from ? Math.min(bottom, from.offsetTop - 8) : bottom;
  }

  toBottom() {
    this.scroller.scrollTop = this.scroller.scrollHeight;
    this.markNewest();
  }

  markNewest() {
    const hide = this.isNearBottom();
    this.atEnd = hide;
    // A hidden button drops the focus to nowhere: hand it to what it scrolled.
    if (hide && !this.newest.hidden && this.newest.matches(":focus")) this.scroller.focus({ preventScroll: true });
    this.newest.hidden = hide;
  }
}
