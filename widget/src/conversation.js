import { words } from "./words.js";
import { newId } from "./connection.js";

const SLOW_AFTER_MS = 30_000; // A turn takes a second or two; a cold model on a small machine can take twenty.

// Behind these the server takes something; behind any other, words are said to her: "/end of story, mum".
export const isCommand = (message) => /^\/([a-z]+|(undo|whatif|branch|compare|coach|card|talk|lesson) .+)$/.test(message);

/**
 * What is known of one rehearsal while it is talked: the server's session, the turn on its way, and the line's state.
 * No page in here. `changed()` after every change; `said(voice, text)` once for every new message;
 * `refused(text)` when words come back to the box; `expired()` when the server does not let this talk in; `moveOver()` when she goes to the other chair.
 */
export class Conversation {
  constructor({ session, keep, makeConnection, changed, said, refused, expired, moveOver }) {
    Object.assign(this, { session, keep, changed, said, refused, expired, moveOver });
    this.line = "connecting"; // connecting | ready | lost
    this.mood = session.mood;
    this.live = null; // The turn on its way, shaped like a turn of the session.
    this.notices = []; // App lines that belong to no turn: {after, text, stays}
    this.buttons = [];
    this.help = false;
    this.error = null;
    this.slow = false;
    this.unsure = null; // The message refused last.
    this.swaps = false; // She has asked for the other chair.
    this.pending = this.readPending();
    if (this.pending) this.startLive();
    this.connection = makeConnection((event, data) => this[event]?.(data));
  }

  readPending() {
    try {
      const { id, message, after } = JSON.parse(this.keep.get("pending"));
      return id && message ? { id, message, after } : null;
    } catch {
      return null;
    }
  }

  get waiting() {
    return this.pending !== null;
  }

  get lastTurnId() {
    return this.session.turns.at(-1)?.turn ?? null;
  }

  open() {
    this.connection.open();
  }

  close() {
    clearTimeout(this.slowTimer);
    this.connection.close();
  }

  /** False when an earlier message is still on its way. */
  send(message) {
    if (this.waiting || this.session.over) return false;
    // The same words after a refusal keep their id: they may have been said all the same, and must not be said twice.
    const id = this.unsure?.message === message ? this.unsure.id : newId();
    this.pending = { id, message, after: this.lastTurnId };
    this.keep.set("pending", JSON.stringify(this.pending));
    this.error = null;
    this.buttons = [];
    this.help = false;
    this.notices = this.notices.filter((notice) => notice.stays);
    this.startLive();
    if (!isCommand(message)) this.said("you", message);
    this.transmit();
    this.changed();
    return true;
  }

  startLive() {
    const { message, after } = this.pending;
    const last = this.session.turns.at(-1);
    // The turn was taken but its answer was lost: the words are in the session, and not shown twice.
    const taken = last && last.turn !== after && last.user === message;
    const user = isCommand(message) || taken ? "" : message;
    this.live = { turn: null, user, coach: null, persona: [], app: [] };
  }

  transmit() {
    if (this.line !== "ready") return; // session_confirm sends it, with the same id.
    this.connection.say(this.pending.message, this.pending.id, this.lastTurnId ?? undefined);
    clearTimeout(this.slowTimer);
    this.slowTimer = setTimeout(() => {
      this.slow = true;
      this.changed();
    }, SLOW_AFTER_MS);
  }

  dialAgain() {
    this.slow = false;
    this.line = "lost";
    this.connection.restart();
    this.changed();
  }

  settle() {
    this.pending = null;
    this.live = null;
    this.slow = false;
    clearTimeout(this.slowTimer);
    this.keep.set("pending", null);
  }

  replaceSession(session) {
    this.session = session;
    this.mood = session.mood;
    const ids = new Set(session.turns.map((turn) => turn.turn));
    this.notices = this.notices.filter((notice) => notice.after === null || ids.has(notice.after));
  }

  /** The talk stands at an earlier place now; nothing was lost. */
  wentBack(session) {
    this.buttons = [];
    this.help = false;
    this.live = null;
    this.notices = this.notices.filter((notice) => notice.stays);
    this.replaceSession(session);
    this.addNotice(words.talk.forked);
    this.said("app", words.talk.forked);
    this.changed();
  }

  addNotice(text, stays = false) {
    this.notices.push({ after: this.lastTurnId, text, stays });
  }

  // What the connection hears. The names are the wire's.

  session_confirm({ session, notices }) {
    this.line = "ready";
    this.replaceSession(session);
    for (const text of notices ?? []) this.addNotice(text, true);
    if (this.pending) {
      this.startLive();
      this.transmit();
    }
    this.changed();
  }

  session_refused() {
    this.line = "lost";
    this.expired();
    this.changed();
  }

  lost() {
    this.line = "lost";
    this.slow = false;
    clearTimeout(this.slowTimer);
    this.changed();
  }

  /** She looks at this tab again. */
  seen() {
    if (this.line === "ready" && !this.waiting) this.connection.look();
  }

  /** The same rehearsal went on in another tab, or was taken back to an earlier place. */
  session_changed({ session }) {
    this.replaceSession(session);
    if (!this.pending) this.live = null;
    this.changed();
  }

  bot_uttered(message) {
    if (message.id && message.id !== this.pending?.id) return; // The answer to something already settled.
    const live = this.live ?? (this.live = { turn: null, user: "", coach: null, persona: [], app: [] });
    const { voice, text, coach, mood, buttons, help, swap } = message;
    live.turn = message.turn ?? live.turn;
    if (voice === "coach") live.coach = coach ?? { text, marks: [], variants: [] };
    else if (text) (voice === "persona" ? live.persona : live.app).push(text);
    if (mood) this.mood = mood;
    // The coach's buttons are drawn from its note.
    if (voice !== "coach" && buttons?.length) this.buttons = buttons;
    if (help) this.help = true;
    if (swap) this.swaps = true;
    if (text || coach?.text) this.said(voice, voice === "coach" ? spokenNote(live.coach) : text);
    this.slow = false;
    this.changed();
  }

  turn_done({ id, session: told }) {
    const session = this.joined(told);
    const mine = this.pending && (!id || id === this.pending.id);
    const moodBefore = this.session.mood;
    const asked = mine ? this.pending.message : null;
    const spoken = this.live?.app ?? [];
    this.replaceSession(session);
    if (mine) {
      this.settle();
      this.unsure = null;
    }
    if (!mine && !this.pending) this.live = null;
    // The replies to commands belong to no turn: what the session does not hold is kept here. A hint stays to be read.
    const held = new Set(session.turns.at(-1)?.app ?? []);
    for (const text of spoken) if (!held.has(text)) this.addNotice(text, asked === "/hint");
    if (this.mood !== moodBefore) this.said("mood", this.mood);
    this.changed();
    if (this.swaps) {
      this.swaps = false;
      this.moveOver();
    }
  }

  /** The whole session; told only what came after the turn `since`, the rest is what stands here. */
  joined({ since, ...told }) {
    if (since === undefined) return told;
    const { turns, ...here } = this.session;
    const until = turns.findIndex(({ turn }) => turn === since) + 1;
    if (!until) this.connection.look();
    return { ...here, ...told, turns: until ? [...turns.slice(0, until), ...told.turns] : turns };
  }

  turn_refused({ id, error }) {
    if (!this.pending || (id && id !== this.pending.id)) return;
    const { message } = this.pending;
    this.unsure = this.pending;
    this.settle();
    this.error = error ?? words.wentWrong;
    if (!isCommand(message)) this.refused(message);
    this.changed();
  }
}

/** The note as it is read out: the sentence, the question, the line on offer. */
export function spokenNote(coach) {
  const line = coach.reframe ?? coach.variants?.[0];
  return [coach.text, coach.ask, line && `${words.coach.offer}: ${line}`].filter(Boolean).join(" ");
}
