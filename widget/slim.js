// Leaves out of socket.io what the widget never uses: the server takes WebSockets only, and nothing binary is ever sent.
const LEFT_OUT = {
  "engine.io-client/build/esm/transports/index.js": 'import { WS } from "./websocket.js"; export const transports = { websocket: WS };',
  "socket.io-parser/build/esm/is-binary.js": "export const isBinary = () => false; export const hasBinary = isBinary;",
  "socket.io-parser/build/esm/binary.js": "export const deconstructPacket = null; export const reconstructPacket = null;",
  "engine.io-parser/build/esm/contrib/base64-arraybuffer.js": "export const decode = null; export const encode = null;",
  "engine.io-parser/build/esm/encodePacket.browser.js":
    'import { PACKET_TYPES } from "./commons.js"; export const encodePacket = ({ type, data }, _, done) => done(PACKET_TYPES[type] + (data || "")); export const encodePacketToBinary = null;',
};

/** A plugin for esbuild. It fails when a file it knows is not met: after an update of socket.io this must be looked at again. */
export const slim = {
  name: "slim",
  setup(build) {
    const waiting = new Set(Object.keys(LEFT_OUT));
    build.onLoad({ filter: /[\\/](engine|socket)\.io-(client|parser)[\\/]/ }, ({ path }) => {
      const name = Object.keys(LEFT_OUT).find((file) => path.replaceAll("\\", "/").endsWith(`/node_modules/${file}`));
      waiting.delete(name);
      return name ? { contents: LEFT_OUT[name], loader: "js" } : undefined;
    });
    build.onEnd(() => (waiting.size ? { errors: [{ text: `slim.js leaves out what is not there: ${[...waiting].join(", ")}` }] } : undefined));
  },
};
