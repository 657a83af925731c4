import { el, button } from "./dom.js";
import { api } from "./api.js";
import { keep } from "./keep.js";
import { words } from "./words.js";
import { confirmIn, openHelp, openModal } from "./dialog.js";
import { Shell } from "./shell/shell.js";
import { chooseScreen } from "./screens/choose.js";
import { introductionScreen } from "./screens/introduction.js";
import { talkScreen } from "./screens/talk.js";
import { debriefScreen } from "./screens/debrief.js";

const DEFAULT_LIMIT = 2000; // Characters a message, until the server has said its own.

/** `<softstart-rehearsal>`: the whole rehearsal, from choosing to the debrief. docs/embedding.md has its attributes, methods and events. */
export class SoftstartRehearsal extends Shell {
  /** A reload goes on where the tab was. */
  async begin(moveFocus = false) {
    this.show({ name: "loading", node: el("p", { class: "page quiet" }, words.loading) }, false);
    const loading = this.screen;
    this.help().catch(() => {}); // Fetched early: help must open at once, even when the server is gone by then.
    this.catalogue().catch(() => {}); // The screen that needs it says so.
    if (!keep.get("token")) return this.choose(moveFocus);
    try {
      const { session } = await this.withToken(api.session);
      // The page around may have begun another talk meanwhile.
      if (this.screen === loading) this.enter(session, moveFocus);
    } catch (error) {
      if (this.screen !== loading) return;
      if (error.status === 0 || error.status >= 500) this.showFailure(error);
      else {
        keep.forgetTalk();
        this.choose(moveFocus, error.message);
      }
    }
  }

  showFailure(error) {
    const retry = button(words.tryAgain, () => this.begin());
    this.show({ name: "loading", node: el("div", { class: "page" }, el("p", { class: "failure", role: "alert" }, error.message), retry) }, false);
  }

  show(screen, moveFocus = true) {
    this.empty();
    this.screen = screen;
    this.app.dataset.screen = screen.name;
    this.announcer.clear();
    this.lead.replaceChildren(screen.lead ?? el("p", { class: "brand" }, words.name));
    this.main.replaceChildren(screen.node);
    this.main.scrollTop = 0;
    if (moveFocus) screen.heading?.focus({ preventScroll: true });
    screen.shown?.();
    this.tell("screen", { name: screen.name });
  }

  // The screens.

  choose(moveFocus = true, message = "") {
    this.show(chooseScreen({ ...this.steps(), level: keep.get("level") ?? "realistic", message }), moveFocus);
  }

  enter(session, moveFocus = true) {
    this.session = session;
    if (session.over) this.show(debriefScreen(this.steps()), moveFocus);
    else if (session.turns.length || keep.get("began") || keep.get("pending")) this.show(talkScreen(this.steps()), moveFocus);
    else this.show(introductionScreen(this.steps()), moveFocus);
  }

  /** Forgets the talk in this tab and shows the first page. */
  forget() {
    keep.forgetAll();
    if (this.layout === "bubble" && this.isOpen) keep.set("open", "yes");
    this.choose();
    this.tell("forget");
  }

  /** What a screen may know and do. */
  steps() {
    return {
      session: this.session,
      keep,
      limit: () => this.limit ?? DEFAULT_LIMIT,
      withToken: (call) => this.withToken(call),
      token: () => keep.get("token"),
      catalogue: () => this.catalogue(),
      titles: () => this.titles(),
      start: (scenario, level, side) => this.start(scenario, level, side),
      resume: (code) => this.resume(code),
      swap: () => this.swap(),
      notices: () => (this.notices ?? []).splice(0),
      renew: () => this.renew(),
      talk: () => {
        keep.set("began", "yes");
        this.enter(this.session);
      },
      debrief: (session) => this.enter(session),
      restart: () => {
        keep.forgetTalk();
        this.choose();
      },
      forget: () => this.forget(),
      ended: ({ outcome }) => this.tell("end", { outcome }),
      announce: (text) => this.announcer.say(text),
      openHelp: () => this.openHelp(),
      modal: (options) => openModal(this.app, { ...options, leave: () => this.leave() }),
      confirm: (question) => confirmIn(this.app, question, () => this.leave()),
    };
  }

  /** A new talk. `level` and `side` may be left out. */
  async start(scenario, level = "realistic", side = undefined) {
    this.open(false);
    // Whoever has talked in this tab before is known by it: she hears new lines, and her talks are compared.
    const opened = await api.start(scenario, level, side, keep.get("known"));
    keep.set("level", level);
    this.sitDown(opened, opened.code);
  }

  /** Goes on with a talk by the code that was kept. */
  async resume(code) {
    this.open(false);
    this.sitDown(await api.resume(code), code);
  }

  /** To the other chair of this talk, which stays as it is. */
  async swap() {
    const opened = await this.withToken((token) => api.swap(token));
    this.sitDown(opened, opened.code);
  }

  sitDown({ token, session, notices }, code) {
    keep.forgetTalk();
    keep.set("token", token);
    keep.set("known", token);
    keep.set("code", code);
    this.notices = notices ?? [];
    this.tell("start", { scenario: session.scenario.id, level: session.level, side: session.scenario.learner });
    this.enter(session);
  }

  /** A token ends before a tab does; the code in this tab gets a new one. False when that fails. */
  async renew() {
    const code = keep.get("code");
    if (!code) return false;
    try {
      keep.set("token", (await api.resume(code)).token);
      return true;
    } catch {
      return false;
    }
  }

  async withToken(call) {
    try {
      return await call(keep.get("token"));
    } catch (error) {
      if (error.status !== 401 || !(await this.renew())) throw error;
      return call(keep.get("token"));
    }
  }

  // What the server says once and we keep for the life of the page.

  catalogue() {
    this.catalogueAsked ??= api.scenarios().then(
      (catalogue) => {
        this.limit = catalogue.limits?.characters ?? DEFAULT_LIMIT;
        return catalogue;
      },
      (error) => {
        this.catalogueAsked = null;
        throw error;
      },
    );
    return this.catalogueAsked;
  }

  /** Scenario titles by id; empty when the list cannot be had, since a debrief is worth showing without it. */
  titles() {
    return this.catalogue().then(
      ({ scenarios }) => new Map(scenarios.map(({ id, title }) => [id, title])),
      () => new Map(),
    );
  }

  help() {
    this.helpAsked ??= api.help().catch((error) => {
      this.helpAsked = null;
      throw error;
    });
    return this.helpAsked;
  }

  openHelp() {
    openHelp(this.app, () => this.help(), () => this.leave());
  }
}
