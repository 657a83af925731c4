// Every sentence the page says of its own. What the server says (scenarios, errors, help, debrief) comes over the wire.

import { texts } from "./words/pages.js";

export const words = {
  name: "Softstart",
  help: "Help",
  leave: "Leave now",
  leaveHint: "Leaves this page at once. Pressing Escape twice does the same.",
  close: "Close",
  loading: "One moment…",
  tryAgain: "Try again",
  unreachable: "Softstart is not answering. Check that it is still running, then try again.",
  wentWrong: "That did not work. Please try again.",
  newMessages: "New messages",

  shell: {
    launcher: "Practise a hard talk",
    close: "Close. Your talk stays.",
  },

  choose: {
    heading: "Practise a hard talk before you have it",
    lead: "You talk with a mother or a daughter who reacts the way a real one might. A coach shows where your words carry blame, and offers others.",
    practice: "This is practice, not therapy. For people of 16 and over. If you are younger, Help shows people who are there for you.",
    private: "What you write stays on the machine that runs Softstart.",
    leaving: "“Leave now” takes you to another page at once.",
    leavingKeys: "Pressing Escape twice does the same.",
    level: "How hard should she make it?",
    scenario: "Choose a talk",
    practises: (what) => `Practises ${what}`,
    codeHeading: "I have a code",
    codeLabel: "Your code",
    codeHint: "It brings back a talk you left.",
    codeButton: "Go on with it",
    codeMissing: "Type the code you wrote down.",
    none: "There are no talks to choose from yet.",
  },

  levels: {
    gentle: { title: "Gentle", line: "She meets you half way." },
    realistic: { title: "Realistic", line: "She opens up once she feels heard." },
    tough: { title: "Tough", line: "She is hurt, and holds on to it." },
  },

  introduction: {
    heading: (name) => `You are about to talk with ${name}`,
    learner: (who) => `You speak as the ${who}.`,
    swap: (who) => `Speak as the ${who} instead`,
    level: (title) => `Level: ${title.toLowerCase()}`,
    start: "Start talking",
    back: "Choose another",
    codeLabel: "Your code",
    codeHint: "Write this down if you want to come back.",
  },

  talk: {
    heading: (name) => `Talking with ${name}`,
    conversation: "Conversation",
    situation: "The situation",
    you: "You",
    coach: "Coach",
    app: "Softstart",
    thinking: (name) => `${name} is thinking…`,
    newest: "Go to the newest",
    moods: { calm: "calm", tense: "a little tense", hot: "upset", boiling: "very upset" },
    moodLabel: (name, mood) => `${name} is ${mood}`,
    moodNow: (name, mood) => `${name} is ${mood} now.`,
    reconnecting: "Connection lost. Trying to reconnect…",
    offline: "You are offline. It goes on when you are back.",
    kept: "Your message is kept and will be sent.",
    slow: "This takes longer than usual.",
    ended: "The talk has ended.",
    seeDebrief: "See how it went",
    lastAgain: "Try the last part again",
    paused: "Paused. Take your time.",
    holding: (name) => `${name} has more to say.`,
    verdictNoted: "Noted. That mark is gone.",
    fork: "Try again from here",
    forkOf: (text) => `Try again from here: ${text}`,
    forked: "You are back before these words. Say them another way; both tries are kept.",
    helpOffer: "You do not have to carry this alone. There are people to talk to.",
    openHelp: "See who can help",
  },

  mark: {
    title: (name) => name.charAt(0).toUpperCase() + name.slice(1),
    verdict: "That wasn’t blame",
    close: "Close",
  },

  coach: {
    offer: "You might say",
    send: "Send this",
    edit: "Edit",
    another: "Another",
  },

  coaching: {
    title: "The coach",
    styleLabel: "How it speaks",
    styles: {
      gentle: { title: "Gentle", line: "A warm word first." },
      plain: { title: "Plain", line: "To the point." },
      tally: { title: "Count", line: "Only how many marks." },
    },
    timingLabel: "When it speaks",
    timings: { each: { title: "After each message" }, end: { title: "When the talk is over" } },
  },

  composer: {
    label: (name) => `Your words to ${name}`,
    placeholder: (name) => `Say it to ${name}`,
    send: "Send",
    more: "More",
    undo: "Undo my last message",
    hint: "Give me a hint",
    pause: "Pause",
    resume: "Go on",
    listen: "Just listen",
    swap: "Swap chairs",
    coaching: "The coach…",
    hideMood: "Hide her mood",
    showMood: "Show her mood",
    end: "End the talk",
    restart: "Start again",
    forget: "Forget this tab",
    code: "Your code",
    left: (count) => `${count} ${count === 1 ? "character" : "characters"} left`,
    tooLong: (count) => `${count} ${count === 1 ? "character" : "characters"} too many. Please shorten it.`,
    waiting: "Please wait for the answer first.",
  },

  confirm: {
    end: { title: "End the talk here?", text: "You will see how it went.", yes: "End it", no: "Stay" },
    swap: { title: "Swap chairs?", text: "You start the same talk from the other side. This one stays as it is, under its own code.", yes: "Swap", no: "Stay" },
    restart: { title: "Start again?", text: "You leave this talk and choose a new one. Your code brings you back.", yes: "Start again", no: "Stay" },
    forget: { title: "Forget this tab?", text: "This tab forgets the talk, your draft and your code. If you wrote the code down, it still works.", yes: "Forget", no: "Stay" },
  },

  debrief: {
    heading: "How it went",
    next: "Next",
    practise: (title) => `Practise “${title}”`,
    again: (name) => `Talk with ${name} again`,
    restart: "Choose another talk",
    forget: "Forget this tab",
    codeHint: "Your code brings you back to this page.",
  },

  helpPage: {
    title: "Help",
    fallback: "If you are in danger now, call your local emergency number: 112 in Europe, 911 in the United States, 999 in the United Kingdom.",
    visit: "Visit the website",
    source: "Source",
    text: (source) => `Source: ${source}`,
  },

  pages: texts, // Of the menu.
};

/** "Rosa, 61, your mother" from what the server knows of her. */
export function whoSheIs({ name, age, role }) {
  const relation = role && !/^(your|the|my)\b/i.test(role) ? `your ${role}` : role;
  return [name, age, relation].filter(Boolean).join(", ");
}
