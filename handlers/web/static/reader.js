// The source reader's behaviour. The page is whole without it: marks are links to their notes, and
// the comparison is a page of its own. With it, marks open a small panel and can be switched off,
// and where a text has many facts, those far from the cited words come when these can be read.

const article = document.querySelector(".text");
const panel = document.getElementById("panel");
const hidden = new Set();
const kindOf = new Map();
let marks = [];
let opener = null;

/** Learn which marks and notes there are. */
function findMarks() {
  marks = [...article.querySelectorAll(".fact")];
  for (const list of document.querySelectorAll(".facts .notes")) {
    const kind = list.classList[1];
    for (const note of list.children) kindOf.set(note.id.slice("fact-".length), kind);
  }
}
findMarks();

/** Return the numbers of a mark's facts that are switched on, the innermost first. */
function factsOf(mark) {
  const numbers = mark.dataset.facts.split(" ").reverse();
  return numbers.filter((number) => !hidden.has(kindOf.get(number)));
}

// --- buttons that show and hide marks ------------------------------------------------------
function refresh() {
  const reached = new Set();
  for (const mark of marks) {
    const facts = factsOf(mark);
    const all = mark.dataset.facts.split(" ");
    for (const kind of new Set(all.map((number) => kindOf.get(number)))) {
      mark.classList.toggle(kind, !hidden.has(kind));
    }
    mark.classList.toggle("off", facts.length === 0);
    if (facts.length === 0) {
      mark.removeAttribute("href");
      continue;
    }
    mark.setAttribute("href", `#fact-${facts[0]}`);
    // One stop for the Tab key a fact, however many pieces overlapping marks cut it into.
    const isNew = facts.some((number) => !reached.has(number));
    mark.tabIndex = isNew ? 0 : -1;
    facts.forEach((number) => reached.add(number));
  }
}

for (const button of document.querySelectorAll("[data-kind]")) {
  button.addEventListener("click", () => {
    const isOn = button.getAttribute("aria-pressed") === "true";
    button.setAttribute("aria-pressed", String(!isOn));
    if (isOn) hidden.add(button.dataset.kind);
    else hidden.delete(button.dataset.kind);
    closePanel(false);
    refresh();
  });
}
const tools = document.querySelector(".tools");
if (tools) tools.hidden = false;

// --- the panel about a mark ----------------------------------------------------------------
function openPanel(mark) {
  closePanel(false);
  const list = panel.querySelector(".panel-notes");
  list.replaceChildren();
  for (const number of factsOf(mark)) {
    const note = document.getElementById(`fact-${number}`);
    const copy = document.createElement("ul");
    copy.className = `notes ${kindOf.get(number)}`;
    const item = document.createElement("li");
    item.append(...[...note.children].map((child) => child.cloneNode(true)));
    for (const link of item.querySelectorAll("a")) {
      const words = document.createElement("span");
      words.append(...link.childNodes);
      link.replaceWith(words);
    }
    copy.append(item);
    list.append(copy);
  }
  opener = mark;
  mark.classList.add("open");
  panel.hidden = false;
  place(mark);
  panel.focus({ preventScroll: true });
}

/** Put the panel below the mark's last line, or above its first where there is no room. */
function place(mark) {
  panel.style.top = "";
  panel.style.left = "";
  if (getComputedStyle(panel).position === "fixed") return;
  const lines = mark.getClientRects();
  const [first, last] = [lines[0], lines[lines.length - 1]];
  const isLow = last.bottom + panel.offsetHeight + 12 > window.innerHeight;
  const fitsAbove = first.top - panel.offsetHeight - 12 > 0;
  const top = isLow && fitsAbove ? first.top - panel.offsetHeight - 6 : last.bottom + 6;
  const most = document.documentElement.clientWidth - panel.offsetWidth - 16;
  panel.style.top = `${top + window.scrollY}px`;
  panel.style.left = `${Math.max(16, Math.min(last.left, most)) + window.scrollX}px`;
}

function closePanel(isToReturn) {
  if (panel.hidden) return;
  panel.hidden = true;
  opener.classList.remove("open");
  if (isToReturn) opener.focus({ preventScroll: true });
}

article.addEventListener("click", (event) => {
  const mark = event.target.closest(".fact[href]");
  if (!mark || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  openPanel(mark);
});
panel.addEventListener("click", (event) => {
  if (event.target.closest("[data-close]")) closePanel(true);
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") closePanel(true);
});
document.addEventListener("click", (event) => {
  if (!event.target.closest(".panel, .fact")) closePanel(false);
});
panel.addEventListener("focusout", (event) => {
  if (event.relatedTarget && !panel.contains(event.relatedTarget)) closePanel(false);
});

// --- the facts far from the cited words ----------------------------------------------------
async function bringOthers(address) {
  // Without an answer the page stays as it is, with its link to all marks.
  const told = await readPage(address).catch(() => null);
  if (told === null) return;
  const whole = new DOMParser().parseFromString(told, "text/html");
  const theirs = [...whole.querySelectorAll(".text p")];
  const mine = [...article.querySelectorAll("p")];
  const isSameText = whole.querySelector(".text")?.textContent === article.textContent;
  // The text was replaced meanwhile: its own page tells of it when it is asked for again.
  if (!isSameText || mine.length !== theirs.length) return;
  const held = document.activeElement.id;
  const factsIn = (node) => [...node.querySelectorAll(".fact")].map((mark) => mark.dataset.facts).join();
  mine.forEach((paragraph, at) => {
    if (factsIn(paragraph) === factsIn(theirs[at])) return;
    if (opener && paragraph.contains(opener)) closePanel(true);
    paragraph.replaceWith(document.importNode(theirs[at], true));
  });
  takeNotes(whole);
  findMarks();
  if (hidden.size) refresh();
  if (held && document.activeElement.id !== held) document.getElementById(held)?.focus({ preventScroll: true });
}

/** Return a page's words, null where it is refused; fails where they do not come whole. */
async function readPage(address) {
  const response = await fetch(address);
  return response.ok ? response.text() : null;
}

/** Put all notes in the place of those that came with the page; what was unfolded stays so. */
function takeNotes(whole) {
  const lists = [...document.querySelectorAll(".facts > details")];
  whole.querySelectorAll(".facts > details").forEach((details, at) => {
    const taken = document.importNode(details, true);
    taken.open = lists[at].open;
    lists[at].replaceWith(taken);
  });
}

// --- the page today ------------------------------------------------------------------------
const link = document.querySelector("[data-compare]");
if (link) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = link.textContent;
  link.replaceWith(button);
  button.addEventListener("click", () => compare(button, link.href));
}

async function compare(button, address) {
  const answer = document.querySelector("#today .answer");
  const status = document.querySelector("#today .status");
  button.disabled = true;
  answer.replaceChildren();
  status.textContent = "The page is being read…";
  try {
    const response = await fetch(address);
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const found = page.getElementById("comparison") ?? page.querySelector(".told");
    answer.replaceChildren(...[...found.childNodes].map((node) => document.importNode(node, true)));
    status.textContent = "Compared.";
  } catch {
    status.textContent = "The page cannot be compared now; try again in a moment.";
  }
  button.disabled = false;
}

// --- a link whose place stands in its fragment alone ---------------------------------------
const fragment = location.hash.slice(1);
if (/^\d+-\d+$/.test(fragment) && !document.getElementById(fragment)) {
  const address = new URL(location.href);
  if (address.searchParams.get("at") !== fragment) {
    address.searchParams.set("at", fragment);
    location.replace(address);
  }
}

// --- when the cited words can be read ------------------------------------------------------
const { whole } = article.dataset;
// A second frame begins only when the first has been shown.
if (whole) requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(bringOthers, 0, whole)));
