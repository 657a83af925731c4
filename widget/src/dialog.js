import { el, button, uniqueId, webAddress } from "./dom.js";
import { words } from "./words.js";

/** A native modal: it holds the focus, closes on Escape, and gives the focus back by itself. */
export function openModal(root, { title, content, className = "", leave }) {
  const titleId = uniqueId("title");
  const modal = el(
    "dialog",
    { class: `modal ${className}`, "aria-labelledby": titleId },
    // A modal makes the rest of the page inert, the way out included: so it brings its own.
    el("div", { class: "modal-top" }, el("h2", { id: titleId, tabindex: "-1" }, title), button(words.leave, leave, { class: "button leave" })),
    content,
  );
  modal.addEventListener("click", (event) => {
    if (event.target === modal) modal.close(); // The backdrop counts as the dialog itself.
  });
  modal.addEventListener("close", () => modal.remove());
  root.append(modal);
  modal.showModal();
  modal.querySelector("h2").focus();
  return modal;
}

/** Resolves to true when she says yes. `forGood`: it cannot be undone, and looks so. */
export function confirmIn(root, { title, text, yes, no, forGood }, leave) {
  return new Promise((resolve) => {
    const answer = (value) => () => {
      modal.returnValue = value;
      modal.close(value);
    };
    const modal = openModal(root, {
      title,
      leave,
      content: [
        el("p", {}, text),
        el("div", { class: "actions" }, button(yes, answer("yes"), { class: `button strong${forGood ? " danger" : ""}` }), button(no, answer("no"))),
      ],
    });
    modal.addEventListener("close", () => resolve(modal.returnValue === "yes"));
  });
}

/** The page of help. Its first words are there even when the server is not. */
export function openHelp(root, load, leave) {
  const body = el("div", { class: "help" }, el("p", { class: "quiet" }, words.loading));
  const modal = openModal(root, {
    title: words.helpPage.title,
    leave,
    className: "help-modal",
    content: [body, el("div", { class: "actions" }, button(words.close, () => modal.close(), { class: "button strong" }))],
  });
  load().then(
    (help) => {
      modal.querySelector("h2").textContent = help.title || words.helpPage.title;
      body.replaceChildren(
        ...(help.lines ?? []).map((text) => el("p", {}, text)),
        el("ul", { class: "contacts" }, (help.contacts ?? []).map(contact)),
      );
    },
    (error) => body.replaceChildren(el("p", { class: "strong" }, words.helpPage.fallback), el("p", { class: "failure", role: "alert" }, error.message)),
  );
}

function contact({ name, for: whom, number, url, source }) {
  const link = (href, text, label) =>
    el("a", { href, target: "_blank", rel: "noopener noreferrer", "aria-label": label }, text);
  const dial = number && /^[+\d][\d\s()./-]*$/.test(number) ? `tel:${number.replace(/[^\d+]/g, "")}` : null;
  const site = webAddress(url);
  const checked = webAddress(source);
  return el(
    "li",
    {},
    el("p", { class: "contact-name" }, name),
    whom && el("p", { class: "quiet" }, whom),
    number && el("p", { class: "contact-number" }, dial ? el("a", { href: dial }, number) : number),
    el(
      "p",
      { class: "contact-links" },
      site && link(site, words.helpPage.visit, `${words.helpPage.visit}: ${name}`),
      checked && checked !== site && link(checked, words.helpPage.source, `${words.helpPage.source}: ${name}`),
      source && !checked && el("span", { class: "quiet" }, words.helpPage.text(source)),
    ),
  );
}
