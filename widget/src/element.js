import { el, button, icon } from "./dom.js";
import { ApiError, api, call, talkOf } from "./api.js";
import { keep } from "./keep.js";
import { words } from "./words.js";
import { confirmIn, openHelp, openModal } from "./dialog.js";
import { Shell } from "./shell/shell.js";
import { texts } from "./words/pages.js";
import { chooseScreen } from "./screens/choose.js";
import { introductionScreen } from "./screens/introduction.js";
import { talkScreen } from "./screens/talk.js";
import { debriefScreen } from "./screens/debrief.js";
import { pages, pagesMenu } from "./screens/pages.js";

const DEFAULT_LIMIT = 2000; // Characters a message, until the server has said its own.

/** `<softstart-rehearsal>`: the whole rehearsal, from choosing to the debrief. docs/embedding.md has its attributes, methods and events. */
export class SoftstartRehearsal extends Shell {
  extras() {
    return [pagesMenu(this)];
  }

  /** A reload goes on where the tab was. */
  async begin(moveFocus = false) {
    this.show({ name: "loading", node: el("p", { class: "page quiet" }, words.loading) }, false);
    const loading = this.screen;
    this.help().catch(() => {}); // Fetched early: help must open at once, even when the server is gone by then.
    this.catalogue().catch(() => {}); // The screen that needs it says so.
    if (!keep.get("token")) return keep.get("prepare") ? this.show(pages.prepare(this.steps()), moveFocus) : this.choose(moveFocus);
    try {
      const { session } = await this.withToken(api.session);
      // The page around may have begun another talk meanwhile.
      if (this.screen === loading) this.enter(session, moveFocus);
    } catch (error) {
      if (this.screen !== loading) return;
      // Only a talk that is not known any more is forgotten; not one that cannot be had just now, or was asked for too often.
      if (error.status !== 401) this.showFailure(error);
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

  /** What is looked at: the page that lies over the screen, or the screen. */
  get now() {
    return this.over ?? this.screen;
  }

  empty() {
    this.over?.gone?.();
    this.screen?.gone?.();
    this.over = this.screen = null;
  }

  show(screen, moveFocus = true) {
    this.empty();
    this.screen = screen;
    this.announcer.clear();
    this.main.replaceChildren(screen.node);
    this.present(moveFocus);
    screen.shown?.();
    this.tell("screen", { name: screen.name });
  }

  present(moveFocus = true, scrolled = 0) {
    const { name, lead, heading } = this.now;
    this.app.dataset.screen = name;
    this.lead.replaceChildren(lead ?? el("p", { class: "brand" }, words.name));
    this.main.scrollTop = scrolled;
    if (moveFocus) heading?.focus({ preventScroll: true });
  }

  /** A page laid over the screen: a talk goes on beneath it, with its draft and its line to the server. */
  visit(name, detail) {
    if (this.screen.name === name && !detail) return this.back();
    const page = pages[name](this.steps(), detail);
    page.lead ??= button([icon("M14 6l-6 6 6 6"), texts.back], () => this.back(), { class: "button plain back" });
    if (this.over) {
      this.over.gone?.();
      this.over.node.remove();
    } else this.scrolled = this.main.scrollTop;
    this.over = page;
    this.screen.node.hidden = true;
    this.main.append(page.node);
    this.present();
    page.shown?.();
  }

  back() {
    if (!this.over) return this.present(true, this.main.scrollTop);
    this.over.gone?.();
    this.over.node.remove();
    this.over = null;
    this.screen.node.hidden = false;
    this.present(true, this.scrolled);
    this.screen.resized?.();
  }

  // The screens.

  choose(moveFocus = true, message = "") {
    this.show(chooseScreen(this.steps(), message), moveFocus);
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
    this.session = null;
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
      withToken: (step) => this.withToken(step),
      ask: (method, path, body, as) => this.withToken((token) => call(method, path, { token, body, as })),
      visit: (name, detail) => this.visit(name, detail),
      back: () => this.back(),
      enter: (session) => this.enter(session),
      sitDown: (opened, code) => this.sitDown(opened, code),
      token: () => keep.get("token"),
      catalogue: () => this.catalogue(),
      titles: () => this.titles(),
      start: (scenario, level, side) => this.start(scenario, level, side),
      resume: (code) => this.resume(code),
      swap: () => this.swap(),
      notices: () => (this.notices ?? []).splice(0),
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
  async start(scenario, level = keep.get("level") ?? "realistic", side = undefined) {
    this.open(false);
    // Whoever has talked in this tab before is known by it: she hears new lines, and her talks are compared.
    const opened = await api.start(scenario, level, side, keep.get("known"));
    keep.set("level", level);
    this.sitDown(opened, opened.code);
  }

  /** Goes on by the code that was kept: with a talk, or with the questions before one. */
  async resume(code) {
    this.open(false);
    try {
      this.sitDown(await api.resume(code), code);
    } catch (error) {
      if (error.status !== 401) throw error;
      const found = await call("POST", "/prepare/resume", { body: { code } });
      if (found.session) this.sitDown(found, found.code);
      else {
        keep.set("prepare", found.token);
        keep.set("prepareCode", code);
        keep.set("answer", null);
        this.visit("prepare");
      }
    }
  }

  /** To the other chair of this talk, which stays as it is. */
  async swap() {
    const opened = await this.withToken((token) => api.swap(token));
    this.sitDown(opened, opened.code);
  }

  sitDown({ token, session, notices }, code) {
    this.empty(); // Nothing of the talk before may write a draft any more.
    const draftOf = (one) => `draft:${talkOf(one)}`;
    if (keep.get("token")) keep.set(draftOf(keep.get("token")), keep.get("draft")); // It waits for her coming back.
    keep.forgetTalk();
    keep.set("draft", keep.get(draftOf(token)));
    keep.set("token", token);
    keep.set("known", token);
    keep.set("code", code);
    this.notices = notices ?? [];
    this.tell("start", { scenario: session.scenario.id, level: session.level, side: session.scenario.learner });
    this.enter(session);
  }

  /** A token ends before a tab does; the code in this tab gets a new one. False when the code is not known; fails when that cannot be told now. */
  async renew() {
    const code = keep.get("code");
    if (!code) return false;
    try {
      keep.set("token", (await api.resume(code)).token);
      return true;
    } catch (error) {
      if (error.status !== 401) throw error;
      return false;
    }
  }

  async withToken(step) {
    // After a talk is put away it is still hers to look back on.
    const token = keep.get("token") ?? keep.get("known");
    if (!token) throw new ApiError(texts.nothingYet, 401);
    try {
      return await step(token);
    } catch (error) {
      if (error.status !== 401 || !(await this.renew())) throw error;
      return step(keep.get("token"));
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
