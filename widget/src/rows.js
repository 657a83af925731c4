import { words } from "./words.js";
import { isCommand } from "./conversation.js";

/**
 * The transcript as a flat list of plain rows, top to bottom. `key` says what a row looks like: a row whose key is
 * unchanged keeps its place on the page, with the focus and the open popover in it.
 */
export function rowsOf(conversation, interactive = true) {
  const { session, live, notices, buttons, help, waiting } = conversation;
  const rows = [];
  const add = (row, ...looks) => rows.push({ ...row, key: JSON.stringify([row.kind, row.text, ...looks]) });
  const idle = interactive && !waiting && !session.over;

  // An ending of her own can be taken back; what was stopped for safety stays stopped.
  const mayGoBack = interactive && !waiting && !session.final;

  const addNotices = (after) => {
    for (const notice of notices) if (notice.after === after) add({ kind: "app", text: notice.text, notice: true });
  };

  if (session.scenario.introduction) add({ kind: "situation", text: session.scenario.introduction });
  if (session.opening) add({ kind: "persona", text: session.opening });
  addNotices(null);

  const turns = live ? [...session.turns, live] : session.turns;
  turns.forEach((turn, index) => {
    const newest = index === turns.length - 1;
    if (turn.user && !isCommand(turn.user)) {
      const marks = turn.coach?.marks ?? [];
      add({ kind: "you", text: turn.user, marks, turn: turn.turn, listened: turn.listened, forkable: mayGoBack }, marks);
    }
    if (turn.coach && saysSomething(turn.coach)) {
      const current = newest && idle;
      add({ kind: "coach", coach: turn.coach, current }, turn.coach, current);
    }
    for (const text of turn.persona ?? []) add({ kind: "persona", text });
    // What answers a command belongs to no turn.
    for (const text of turn.app ?? []) add({ kind: "app", text, notice: turn === live && live.user === "" });
    if (turn !== live) addNotices(turn.turn);
  });

  if (help) add({ kind: "help", text: words.talk.helpOffer });
  // While she is paused, the way on stands above the box already.
  const offered = session.paused ? buttons.filter(({ payload }) => payload !== "/resume") : buttons;
  if (idle && offered.length) add({ kind: "choices", buttons: offered }, offered);
  if (waiting && conversation.line === "ready") {
    const text = live?.user === "" || session.paused ? words.loading : words.talk.thinking(session.scenario.persona.name);
    add({ kind: "thinking", text });
  }
  return rows;
}

function saysSomething(coach) {
  return Boolean(coach.text || coach.ask || coach.reframe || coach.landing || coach.variants?.length);
}
