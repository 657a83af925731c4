import assert from "node:assert/strict";
import { once } from "node:events";
import { test } from "node:test";
import { WebSocket, WebSocketServer } from "ws";
import { Wire, waitBefore } from "../src/wire.js";

globalThis.WebSocket = WebSocket; // Node has none of its own before 22.

/** A server that greets as socket.io does; `each(socket, number)` is called for every line that is opened. */
async function serve(patience, each) {
  const server = new WebSocketServer({ port: 0, host: "127.0.0.1" });
  let lines = 0;
  server.on("connection", (socket) => {
    socket.heard = [];
    socket.on("message", (data) => socket.heard.push(String(data)));
    socket.send(`0${JSON.stringify({ sid: "x", pingInterval: patience, pingTimeout: 0 })}`);
    each(socket, ++lines);
  });
  await once(server, "listening");
  const address = `http://127.0.0.1:${server.address().port}/socket.io`;
  return { address, stop: () => server.close(), clients: server.clients };
}

/** What happened on a wire, in order; `until(what)` waits for it. */
function listening(address) {
  const told = [];
  const waiting = [];
  const note = (...what) => {
    told.push(what);
    for (const { name, done } of waiting) if (what[0] === name) done(what);
  };
  const wire = new Wire(address, { opened: () => note("opened"), heard: (...what) => note("heard", ...what), dropped: () => note("dropped") });
  return { wire, told, until: (name) => new Promise((done) => waiting.push({ name, done })) };
}

test("each try waits longer than the one before, up to a longest, and not everybody as long", () => {
  assert.deepEqual([0, 1, 2, 3, 4, 9].map((tries) => waitBefore(tries, 0.5)), [500, 1000, 2000, 4000, 5000, 5000]);
  assert.equal(waitBefore(4, 0), 2500);
  assert.equal(waitBefore(4, 1), 7500);
});

test("it joins, answers a ping, hears events by their names, and sends nothing before the line stands", async () => {
  const server = await serve(60_000, (socket) => {
    socket.on("message", (data) => {
      if (String(data) === "40") socket.send('40{"sid":"y"}');
      if (String(data).startsWith("42")) socket.send("2");
      if (String(data) === "3") socket.send('42["turn_done",{"id":"m1"}]');
    });
  });
  const { wire, told, until } = listening(server.address);

  const opened = until("opened");
  wire.open();
  assert.equal(wire.send("user_uttered", {}), false);
  await opened;
  const answered = until("heard");
  assert.equal(wire.send("user_uttered", { id: "m1" }), true);
  await answered;
  const [socket] = server.clients;
  wire.close();
  server.stop();

  assert.deepEqual(socket.heard, ["40", '42["user_uttered",{"id":"m1"}]', "3"]);
  assert.deepEqual(told, [["opened"], ["heard", "turn_done", { id: "m1" }]]);
});

test("a line that falls silent is given up and dialled again", async () => {
  const server = await serve(40, (socket, number) => number === 2 && socket.on("message", () => socket.send("40{}")));
  const { wire, told, until } = listening(server.address);

  const opened = until("opened");
  wire.open();
  await opened;
  wire.close();
  server.stop();

  assert.deepEqual(told, [["dropped"], ["opened"]]);
});

test("what is closed stays closed", async () => {
  const server = await serve(60_000, (socket) => socket.on("message", () => socket.send("40{}")));
  const { wire, told, until } = listening(server.address);

  const opened = until("opened");
  wire.open();
  await opened;
  wire.close();
  for (const socket of server.clients) socket.terminate();
  await new Promise((done) => setTimeout(done, 50));
  server.stop();

  assert.equal(wire.connected, false);
  assert.deepEqual(told, [["opened"]]);
});
