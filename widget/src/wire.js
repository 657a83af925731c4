// What a socket.io server speaks over a WebSocket, as far as the widget needs it: protocol 5 of socket.io on protocol 4 of
// engine.io, one namespace, text only (https://socket.io/docs/v4/socket-io-protocol/). The whole client of socket.io is
// 10 kB of the 40 that a widget may weigh, most of it for ways round WebSockets; a test talks to the server with that one.

const RETRY_FIRST_MS = 500; // Doubled each time,
const RETRY_LONGEST_MS = 5000; // up to this,
const JITTER = 0.5; // and up to so much of it more or less: after a restart not everybody comes at the same moment.
const OPEN_WITHIN_MS = 20_000;

/** How long to wait before the next try, in milliseconds. `random` is from 0 to 1. */
export function waitBefore(tries, random) {
  return Math.min(RETRY_LONGEST_MS, RETRY_FIRST_MS * 2 ** tries) * (1 - JITTER + 2 * JITTER * random);
}

/** A line that comes back by itself. `opened()`, `heard(name, data)`, `dropped()`; the last also after each try that failed. */
export class Wire {
  connected = false;
  tries = 0;

  constructor(address, { opened, heard, dropped }) {
    Object.assign(this, { opened, heard, dropped });
    this.address = `${address.replace(/^http/, "ws")}/?EIO=4&transport=websocket`;
  }

  open() {
    this.hangUp();
    const socket = new WebSocket(this.address);
    this.socket = socket;
    socket.onmessage = ({ data }) => this.take(String(data));
    socket.onclose = () => this.drop();
    this.expect(OPEN_WITHIN_MS);
  }

  close() {
    this.hangUp();
  }

  /** False when there is no line; nothing is ever queued. */
  send(name, data) {
    if (this.connected) this.socket.send(`42${JSON.stringify([name, data])}`);
    return this.connected;
  }

  take(frame) {
    if (frame[0] === "0") {
      const { pingInterval, pingTimeout } = JSON.parse(frame.slice(1));
      this.patience = pingInterval + pingTimeout;
      this.socket.send("40");
    } else if (frame[0] === "2") this.socket.send("3");
    else if (frame.startsWith("40")) {
      this.connected = true;
      this.tries = 0;
      this.opened();
    } else if (frame.startsWith("42")) this.heard(...JSON.parse(frame.slice(2)));
    else if (frame[0] === "1" || /^4[14]/.test(frame)) return this.drop(); // The server hangs up, or does not want us.
    if (this.socket) this.expect(this.patience);
  }

  /** A server that says nothing for so long is gone, whatever the browser thinks of the line. */
  expect(within) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.drop(), within);
  }

  drop() {
    this.hangUp();
    this.timer = setTimeout(() => this.open(), waitBefore(this.tries++, Math.random()));
    this.dropped();
  }

  hangUp() {
    clearTimeout(this.timer);
    this.connected = false;
    if (!this.socket) return;
    // A dead line takes a minute to say that it is closed; nobody waits for it.
    this.socket.onmessage = this.socket.onclose = null;
    this.socket.close();
    this.socket = null;
  }
}
