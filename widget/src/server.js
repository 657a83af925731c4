// Which server this page talks to: the one that handed out this script, unless the page names another.

let base = new URL("../", import.meta.url);

/** The address of the server. Only http and https are taken; anything else leaves it as it was. */
export function setServer(address) {
  if (!address) return;
  try {
    const url = new URL(address.replace(/\/*$/, "/"), document.baseURI);
    if (url.protocol === "https:" || url.protocol === "http:") base = url;
  } catch {
    // Not an address: the script's own server stays.
  }
}

/** The whole address of a path of the server, also where it lives under a prefix. */
export const onServer = (path) => new URL(path.replace(/^\//, ""), base).href;
