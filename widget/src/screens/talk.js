import { el, button, isTouch } from "../dom.js";
import { api } from "../api.js";
import { Connection } from "../connection.js";
import { Conversation, isCommand } from "../conversation.js";
import { openCoaching } from "../talk/coaching.js";
import { Composer, MoreMenu } from "../talk/composer.js";
import { Mood } from "../talk/mood.js";
import { Transcript } from "../talk/transcript.js";
import { rowsOf } from "../rows.js";
import { words } from "../words.js";

const OPENING_AFTER_MS = 700; // The heading takes the focus first; her first words are read out after it.

/** The talk itself. `app` gives: session, keep, limit, withToken, announce, openHelp, confirm, and the ways out. */
export function talkScreen(app) {
  const { keep, session } = app;
  const { persona } = session.scenario;
  const mood = new Mood(persona.name, keep);
  const heading = el("h1", { class: "her-name", tabindex: "-1", "aria-label": words.talk.heading(persona.name) }, persona.name);

  let forgotten = ""; // Why the server no longer knows this talk, and the code does not bring it back.
  let wasOver = false;

  const conversation = new Conversation({
    session,
    keep,
    makeConnection: (hear) => new Connection(app.token(), hear),
    changed: () => render(),
    said: (voice, text) => {
      if (voice === "mood") {
        if (!mood.hidden) app.announce(words.talk.moodNow(persona.name, words.talk.moods[text] ?? text));
        return;
      }
      const speakers = { persona: persona.name, coach: words.talk.coach, you: words.talk.you };
      app.announce(`${speakers[voice] ?? words.talk.app}: ${text}`);
    },
    refused: (text) => composer.giveBack(text),
    expired: async () => {
      const before = app.token();
      try {
        await app.withToken(api.session);
        if (app.token() !== before) conversation.connection.renew(app.token());
        else conversation.connection.lookLater();
      } catch (error) {
        if (error.status !== 401) return conversation.connection.lookLater(); // It cannot be told now; nothing is given up.
        forgotten = error.message;
        render();
      }
    },
    moveOver: () => app.swap().catch(complain),
  });

  async function setCoaching(chosen) {
    const { session: now } = await app.withToken((token) => api.style(token, chosen));
    conversation.replaceSession(now);
    render();
  }

  /** Back to before these words of hers; they are the start of the other try, unless she is writing already. */
  async function fork({ turn, user, listened }) {
    endedFailure.textContent = "";
    try {
      const { session: now } = await app.withToken((token) => api.fork(token, turn));
      conversation.wentBack(now);
      transcript.toExchange();
      if (!listened && !composer.box.value.trim()) composer.put(user);
      composer.box.focus();
    } catch (error) {
      complain(error);
    }
  }

  function complain(error) {
    conversation.error = error.message;
    render();
  }

  for (const text of app.notices()) conversation.addNotice(text, true);

  let asked = false; // A command is on its way.
  const send = (text) => {
    if (!conversation.send(text)) return false;
    asked = isCommand(text);
    transcript.toExchange();
    return true;
  };

  const transcript = new Transcript({
    name: persona.name,
    actions: {
      send: (text) => {
        send(text);
        focusAfterPress();
      },
      edit: (text) => composer.edit(text),
      announce: (text) => app.announce(`${words.talk.coach}: ${text}`),
      help: () => app.openHelp(),
      fork: ({ turn, text, listened }) => fork({ turn, user: text, listened }),
      verdict: async (turn, mark) => {
        const answer = await app.withToken((token) => api.verdict(token, turn, mark.start, mark.end));
        conversation.replaceSession(answer.session);
        app.announce(`${words.talk.app}: ${words.talk.verdictNoted}`);
        render();
      },
    },
  });

  const menu = new MoreMenu(
    (choose) => menuItems(choose),
    () => [conversation.waiting, conversation.session.paused, conversation.session.turns.length].join(),
  );
  const composer = new Composer({
    name: persona.name,
    limit: app.limit,
    draft: keep.get("draft"),
    keepDraft: (text) => keep.set("draft", text),
    say: send,
    menu: menu.node,
  });

  function menuItems(choose) {
    const item = (label, act, attributes) =>
      button(label, () => choose(act), { class: "button menu-item", ...attributes });
    const command = (label, text, extra = {}) =>
      item(label, () => send(text), { disabled: conversation.waiting || extra.disabled });
    const { paused, turns, scenario } = conversation.session;
    return [
      command(words.composer.undo, "/undo", { disabled: turns.length === 0 }),
      command(words.composer.hint, "/hint"),
      command(words.composer.listen, "/listen", { disabled: paused }),
      paused ? command(words.composer.resume, "/resume") : command(words.composer.pause, "/pause"),
      scenario.sides?.length > 1 &&
        item(words.composer.swap, async () => (await app.confirm(words.confirm.swap)) && app.swap().catch(complain), { disabled: conversation.waiting }),
      item(words.composer.coaching, () => openCoaching(app.modal, conversation.session, setCoaching), { disabled: conversation.waiting }),
      item(mood.hidden ? words.composer.showMood : words.composer.hideMood, () => (mood.hidden = !mood.hidden)),
      el("hr", {}),
      item(words.composer.end, async () => (await app.confirm(words.confirm.end)) && send("/end"), { disabled: conversation.waiting }),
      item(words.composer.restart, async () => (await app.confirm(words.confirm.restart)) && app.restart()),
      item(words.composer.forget, async () => (await app.confirm(words.confirm.forget)) && app.forget()),
      keep.get("code") && el("p", { class: "menu-code" }, `${words.composer.code}: `, el("span", { class: "code" }, keep.get("code"))),
    ].filter(Boolean);
  }

  const line = el("p", { class: "line-state", role: "status" });
  const dialAgain = button(words.tryAgain, () => conversation.dialAgain(), { hidden: true });
  const startOver = button(words.composer.restart, () => app.restart(), { hidden: true });
  const resume = button(words.composer.resume, () => send("/resume"), { hidden: true });
  const listen = button(words.composer.listen, () => send("/listen"), { hidden: true });
  const notice = el("div", { class: "notice" }, line, dialAgain, startOver, resume, listen);
  const seeDebrief = button(words.talk.seeDebrief, () => app.debrief(conversation.session), { class: "button strong" });
  const lastAgain = button(words.talk.lastAgain, () => fork(conversation.session.turns.at(-1)));
  const endedFailure = el("p", { class: "failure", role: "alert" });
  const ended = el("div", { class: "ended", hidden: true }, endedFailure, el("p", {}, words.talk.ended), el("div", { class: "actions" }, lastAgain, seeDebrief));

  function focusAfterPress() {
    // On a phone the box would raise the keyboard over what she is about to answer.
    if (isTouch()) transcript.scroller.focus({ preventScroll: true });
    else composer.box.focus();
  }

  function render() {
    const { session: now, waiting } = conversation;
    const active = composer.node.getRootNode().activeElement ?? null;
    if (transcript.show(rowsOf(conversation)) && !now.over) focusAfterPress();
    if (asked && !waiting) {
      asked = false;
      transcript.toExchange();
    }
    mood.show(conversation.mood);
    composer.setWaiting(waiting);
    menu.refresh();
    if (conversation.error) composer.complain(conversation.error);
    if (conversation.error && now.over) endedFailure.textContent = conversation.error;
    conversation.error = null;
    renderNotice(now);
    const inComposer = active !== null && composer.node.contains(active);
    composer.node.hidden = now.over || forgotten !== "";
    ended.hidden = !now.over;
    // What was stopped for safety stays stopped.
    lastAgain.hidden = now.final || now.turns.length === 0;
    // The box goes away with the talk; the focus must not fall to nowhere with it.
    if (now.over && !wasOver && inComposer) seeDebrief.focus({ preventScroll: true });
    if (forgotten && inComposer) startOver.focus({ preventScroll: true });
    if (now.over && !wasOver && !session.over) app.ended?.(now);
    wasOver = now.over;
  }

  let everReady = false;
  function renderNotice(now) {
    everReady ||= conversation.line === "ready";
    let text = "";
    if (forgotten) text = forgotten;
    else if (conversation.line !== "ready" && (everReady || conversation.line === "lost")) {
      const why = navigator.onLine ? words.talk.reconnecting : words.talk.offline;
      text = conversation.waiting ? `${why} ${words.talk.kept}` : why;
    } else if (conversation.slow) text = words.talk.slow;
    else if (now.paused) text = words.talk.paused;
    else if (now.holding && !conversation.waiting) text = words.talk.holding(persona.name);
    if (line.textContent !== text) line.textContent = text;
    dialAgain.hidden = !conversation.slow;
    startOver.hidden = !forgotten;
    listen.hidden = text !== words.talk.holding(persona.name);
    resume.hidden = text !== words.talk.paused || conversation.waiting;
    notice.hidden = text === "" && dialAgain.hidden && startOver.hidden;
  }

  const node = el("div", { class: "talk" }, transcript.node, el("div", { class: "dock" }, notice, composer.node, ended));
  return {
    name: "talk",
    node,
    heading,
    lead: el("div", { class: "her" }, heading, mood.node),
    shown() {
      composer.changed();
      render();
      transcript.toExchange();
      conversation.open();
      if (session.turns.length === 0 && session.opening) {
        setTimeout(() => app.announce(`${persona.name}: ${session.opening}`), OPENING_AFTER_MS);
      }
    },
    resized: () => transcript.toExchange(),
    gone: () => conversation.close(),
  };
}
