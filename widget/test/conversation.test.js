import assert from "node:assert/strict";
import { test } from "node:test";
import { Conversation, isCommand } from "../src/conversation.js";
import { rowsOf } from "../src/rows.js";

const scenario = { introduction: "", persona: { name: "Rosa" } };
const sessionOf = (...turns) => ({ scenario, mood: "tense", paused: false, over: false, opening: "Finally.", turns });
const turn = (id, user) => ({ turn: id, user, coach: null, persona: ["I see."], app: [] });

function talking(session = sessionOf(), kept = {}) {
  const sent = [];
  const said = [];
  const refused = [];
  const moved = [];
  const looked = [];
  const keep = { get: (name) => kept[name] ?? null, set: (name, value) => (kept[name] = value) };
  const conversation = new Conversation({
    session,
    keep,
    makeConnection: () => ({
      say: (message, id, since) => sent.push({ message, id, ...(since && { since }) }),
      look: () => looked.push(true),
      open() {},
      close() {},
    }),
    changed() {},
    said: (voice, text) => said.push([voice, text]),
    refused: (text) => refused.push(text),
    expired() {},
    moveOver: () => moved.push(true),
  });
  return { conversation, sent, said, refused, kept, moved, looked };
}

const shown = (conversation) => rowsOf(conversation).map((row) => `${row.kind}: ${row.text}`);

test("a message written while the line is down is sent with its id when it is back", () => {
  const { conversation, sent } = talking();

  conversation.send("I was in a meeting.");
  assert.equal(sent.length, 0);
  conversation.session_confirm({ session: sessionOf() });
  conversation.lost();
  conversation.session_confirm({ session: sessionOf() });
  conversation.close();

  assert.equal(sent.length, 2);
  assert.equal(sent[0].id, sent[1].id);
});

test("told only the new turn, the conversation keeps what it shows; told of one that follows another, it looks again", () => {
  const { conversation, sent, looked } = talking(sessionOf(turn("t1", "Hello"), turn("t2", "There")));
  conversation.session_confirm({ session: sessionOf(turn("t1", "Hello"), turn("t2", "There")) });
  conversation.send("I was in a meeting.");
  assert.equal(sent.at(-1).since, "t2");
  const { opening, ...now } = sessionOf(turn("t3", "I was in a meeting."));
  conversation.turn_done({ id: sent.at(-1).id, session: { ...now, mood: "calm", since: "t2" } });

  assert.deepEqual(conversation.session.turns.map((each) => each.turn), ["t1", "t2", "t3"]);
  assert.equal(conversation.session.opening, opening);
  assert.equal(conversation.session.mood, "calm");
  assert.equal(looked.length, 0);

  conversation.send("Again.");
  conversation.turn_done({ id: sent.at(-1).id, session: { ...now, since: "t9" } });
  conversation.close();
  assert.equal(conversation.session.turns.length, 3);
  assert.equal(looked.length, 1);
});

test("the same words sent again after a refusal keep their id, other words do not", () => {
  const { conversation, sent } = talking();
  conversation.session_confirm({ session: sessionOf() });

  for (const words of ["Hello", "Hello", "Hello there", "Hello there"]) {
    conversation.send(words);
    conversation.turn_refused({ id: sent.at(-1).id, error: "Please send it again." });
  }
  conversation.send("Hello there");
  conversation.turn_done({ id: sent.at(-1).id, session: sessionOf(turn("t1", "Hello there")) });
  conversation.send("Hello there");
  conversation.close();

  const ids = sent.map(({ id }) => id);
  assert.equal(ids[0], ids[1]);
  assert.notEqual(ids[1], ids[2]);
  assert.equal(ids[2], ids[4]);
  assert.notEqual(ids[4], ids[5]);
});

test("a reload in the middle of a turn sends the kept message again", () => {
  const { conversation, sent } = talking(sessionOf(), { pending: '{"id":"1","message":"Hello"}' });

  conversation.session_confirm({ session: sessionOf() });
  conversation.close();

  assert.deepEqual(sent, [{ message: "Hello", id: "1" }]);
});

test("words the server took are not shown twice while its answer is repeated", () => {
  const { conversation } = talking();
  conversation.session_confirm({ session: sessionOf() });
  conversation.send("Hello");

  conversation.lost();
  conversation.session_confirm({ session: sessionOf(turn("t1", "Hello")) });
  conversation.close();

  assert.equal(shown(conversation).filter((row) => row === "you: Hello").length, 1);
});

test("the same words said twice on purpose are shown twice", () => {
  const { conversation } = talking(sessionOf(turn("t1", "Please.")));
  conversation.session_confirm({ session: conversation.session });

  conversation.send("Please.");
  conversation.session_confirm({ session: sessionOf(turn("t1", "Please.")) });
  conversation.close();

  assert.equal(shown(conversation).filter((row) => row === "you: Please.").length, 2);
});

test("a second message waits for the first", () => {
  const { conversation, sent } = talking();
  conversation.session_confirm({ session: sessionOf() });

  assert.equal(conversation.send("One"), true);
  assert.equal(conversation.send("Two"), false);
  conversation.close();

  assert.equal(sent.length, 1);
});

test("refused words come back, and nothing is kept of them", () => {
  const { conversation, sent, refused, kept } = talking();
  conversation.session_confirm({ session: sessionOf() });
  conversation.send("Too long");

  conversation.turn_refused({ id: sent[0].id, error: "Please shorten it." });

  assert.deepEqual(refused, ["Too long"]);
  assert.equal(conversation.error, "Please shorten it.");
  assert.equal(kept.pending, null);
});

test("the answer to a settled message is not shown", () => {
  const { conversation, said } = talking();
  conversation.session_confirm({ session: sessionOf() });

  conversation.bot_uttered({ id: "old", voice: "persona", text: "Late." });

  assert.deepEqual(said, []);
});

test("a hint stays while the talk goes on; the reply to undo does not", () => {
  const { conversation, sent } = talking(sessionOf(turn("t1", "Hello")));
  conversation.session_confirm({ session: conversation.session });
  const reply = (text) => {
    const { id } = sent.at(-1);
    conversation.bot_uttered({ id, voice: "app", text });
    conversation.turn_done({ id, session: sessionOf(turn("t1", "Hello")) });
  };

  conversation.send("/hint");
  reply("Ask what she fears.");
  conversation.send("/undo");
  reply("Taken back.");
  assert.ok(shown(conversation).includes("app: Taken back."));
  conversation.send("Are you scared?");
  conversation.close();

  assert.ok(shown(conversation).includes("app: Ask what she fears."));
  assert.ok(!shown(conversation).includes("app: Taken back."));
});

test("only the newest note of the coach offers buttons", () => {
  const noted = (id) => ({ ...turn(id, "You always"), coach: { text: "Sweeping.", marks: [], variants: ["x"] } });
  const { conversation } = talking(sessionOf(noted("t1"), noted("t2")));

  const notes = rowsOf(conversation).filter((row) => row.kind === "coach");

  assert.deepEqual(notes.map((row) => row.current), [false, true]);
});

test("a note left for today is shown and stays, and the other chair is asked for once", () => {
  const { conversation, moved } = talking();

  conversation.session_confirm({ session: sessionOf(), notices: ["A note you left yourself for today."] });
  conversation.send("/swap");
  conversation.bot_uttered({ id: conversation.pending.id, voice: "app", text: "Then you sit in the other chair.", swap: true });
  assert.equal(moved.length, 0);
  conversation.turn_done({ id: conversation.pending.id, session: sessionOf() });
  conversation.close();

  assert.equal(moved.length, 1);
  assert.ok(shown(conversation).includes("app: A note you left yourself for today."));
});

test("what went on in another tab is shown, and a message on its way stays", () => {
  const { conversation } = talking();
  conversation.session_confirm({ session: sessionOf() });
  conversation.send("Mine");

  conversation.session_changed({ session: sessionOf(turn("t1", "Theirs")) });
  conversation.close();

  const own = shown(conversation).filter((row) => row.startsWith("you: "));
  assert.deepEqual(own, ["you: Theirs", "you: Mine"]);
});

test("going back shows the talk as it stood then, and says that nothing is lost", () => {
  const { conversation, said } = talking(sessionOf(turn("t1", "One"), turn("t2", "Two")));
  conversation.session_confirm({ session: conversation.session });

  conversation.wentBack(sessionOf(turn("t1", "One")));
  conversation.close();

  assert.deepEqual(shown(conversation).filter((row) => row.startsWith("you: ")), ["you: One"]);
  assert.equal(said.at(-1)[0], "app");
});

test("a message of hers can be gone back to when it is kept, nothing is on its way, and danger has not stopped the talk", () => {
  const forkable = (conversation) => rowsOf(conversation).filter((row) => row.kind === "you").map((row) => row.forkable);
  const { conversation } = talking(sessionOf(turn("t1", "One")));
  conversation.session_confirm({ session: conversation.session });
  assert.deepEqual(forkable(conversation), [true]);

  conversation.send("Two");
  assert.deepEqual(forkable(conversation), [false, false]);
  conversation.close();

  const stopped = talking({ ...sessionOf(turn("t1", "One")), over: true, final: true }).conversation;
  assert.deepEqual(forkable(stopped), [false]);
});

test("a slash word is a command, with something behind it only where the server takes that", () => {
  for (const text of ["/undo", "/undo 3", "/whatif 4", "/coach gentle end"]) assert.ok(isCommand(text));
  for (const text of ["/end of story, mum", "undo", "/ undo", "1/2", "//undo"]) assert.ok(!isCommand(text));
});

test("while she is paused the way on is offered in one place only", () => {
  const { conversation, sent } = talking();
  conversation.session_confirm({ session: sessionOf() });
  conversation.send("/pause");
  const { id } = sent.at(-1);
  const buttons = [{ title: "Go on", payload: "/resume" }, { title: "End here", payload: "/end" }];
  conversation.bot_uttered({ id, voice: "app", text: "Paused.", buttons });
  conversation.turn_done({ id, session: { ...sessionOf(), paused: true } });
  conversation.close();

  const offered = rowsOf(conversation).find((row) => row.kind === "choices").buttons;
  assert.deepEqual(offered.map(({ title }) => title), ["End here"]);
});
