/** The playground's page: what the workspace tells, shown; what a person does, told. */

import { readState, renderBlocks } from "./blocks.js";
import { Composer } from "./composer.js";
import { Dialogs } from "./dialogs.js";
import { make } from "./dom.js";
import { Clock, showPerson, startTheme } from "./head.js";
import { icon } from "./icons.js";
import { Live } from "./live.js";
import { closeMenu } from "./popup.js";
import { placesOf, showSidebar } from "./sidebar.js";
import { Timeline } from "./timeline.js";
import { Workspace, keyOf } from "./workspace.js";

/** Milliseconds after which somebody who waits is told that the app is at work. */
const PATIENCE = 300;
const PERSON = "dateline-person";
const FOLLOW = "/brief follow ";
const NARROW = matchMedia("(max-width: 760px)");
const at = (id) => document.getElementById(id);

class Page {
  constructor() {
    this.workspace = new Workspace();
    this.unread = new Set();
    this.thread = null;
    this.atWork = 0;
    this.live = new Live({ told: (told) => this.hear(told), lost: () => this.lose() });
    const doings = {
      press: (entry, action, state) => this.wish({ do: "press", channel: entry.channel, ts: entry.ts, action, state }),
      shortcut: (entry, id) => this.wish({ do: "shortcut", channel: entry.channel, ts: entry.ts, shortcut: id }),
      thread: (entry) => this.openThread(entry),
      copy: (entry) => this.copy(entry),
      again: (entry) => this.again(entry),
      forget: (entry) => this.forget(entry),
    };
    const setting = { workspace: this.workspace, doings };
    this.timeline = new Timeline(at("messages"), at("scroller"), setting);
    this.replies = new Timeline(at("replies"), at("thread-scroller"), { ...setting, inThread: true });
    const ways = { known: () => this.known(), upload: (file) => this.upload(file) };
    this.composer = new Composer(at("composer"), { ...ways, id: "words", label: "Message", send: (text, files) => this.say(text, files, "") });
    this.threadComposer = new Composer(at("thread-composer"), {
      ...ways,
      id: "thread-words",
      label: "Reply",
      send: (text, files) => this.say(text, files, this.thread),
    });
    this.dialogs = new Dialogs({ context: () => this.context(), wish: (what) => this.wish(what) });
    this.clock = new Clock({ workspace: this.workspace, step: (step) => this.wish({ do: "clock", step }) });
    this.tries = make("div", { class: "tries", role: "group", "aria-label": "Things to try" });
    at("composer").prepend(this.tries);
    this.listen();
  }

  listen() {
    startTheme();
    at("open-sidebar").append(icon("menu"));
    at("open-sidebar").addEventListener("click", () => this.showNav(!document.body.classList.contains("nav-open")));
    at("close-thread").append(icon("close"));
    at("close-thread").addEventListener("click", () => this.closeThread());
    addEventListener("hashchange", () => this.go());
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || event.defaultPrevented) return;
      if (document.body.classList.contains("nav-open")) this.showNav(false);
      else if (this.thread && !this.dialogs.view) this.closeThread();
    });
    document.addEventListener("pointerdown", ({ target }) => {
      if (!target.closest(".tools")) closeMenu();
      if (document.body.classList.contains("nav-open") && !target.closest("#sidebar, #open-sidebar")) this.showNav(false);
    });
    NARROW.addEventListener("change", () => {
      this.showNav(false);
      this.cover();
    });
    this.begin();
  }

  /** Show what came with the page, if it is this person's; what changed since is told soon. */
  begin() {
    const told = JSON.parse(at("state").textContent);
    const person = sessionStorage.getItem(PERSON) ?? told.viewer;
    this.live.open(person);
    if (person === told.viewer) this.hear(told);
  }

  // --- what is told ---------------------------------------------------------------------
  hear(told) {
    document.body.classList.remove("lost");
    if (told.kind === "state") {
      this.workspace.begin(told);
      showPerson(this.workspace, (user) => this.become(user));
      this.go();
    } else {
      const added = this.workspace.update(told);
      this.announce(added);
      this.show();
    }
  }

  lose() {
    document.body.classList.add("lost");
    this.tell("The playground has ended. Start it again, and this page goes on.");
  }

  announce(added) {
    const news = added.filter((message) => message.author !== this.workspace.viewer);
    for (const { channel } of news) if (channel !== this.here?.room.id) this.unread.add(channel);
    const said = news.map(({ author, text }) => `${this.workspace.people.get(author)?.name ?? "Somebody"}: ${text.slice(0, 200)}`);
    if (said.length) at("news").textContent = said.join(". ");
  }

  // --- where one is ---------------------------------------------------------------------
  go() {
    if (!this.workspace.isReady) return;
    const places = placesOf(this.workspace);
    const wanted = decodeURIComponent(location.hash.slice(1));
    const place = places.find(({ key }) => key === wanted) ?? places[0];
    const isOther = place.key !== this.here?.key || this.viewer !== this.workspace.viewer;
    this.here = place;
    if (isOther) this.arrive();
    this.show();
    if (isOther && !NARROW.matches && place.tab !== "home") this.composer.field.focus();
  }

  arrive() {
    this.viewer = this.workspace.viewer;
    this.composer.turnTo(this.here.key);
    this.unread.delete(this.here.room.id);
    this.timeline.forget();
    this.closeThread();
    this.showNav(false);
    this.shownHome = null;
    at("scroller").scrollTop = 0;
    if (this.here.tab) this.wish({ do: "open", tab: this.here.tab });
  }

  become(user) {
    sessionStorage.setItem(PERSON, user);
    this.live.open(user);
  }

  openThread(entry) {
    this.thread = entry.thread || entry.ts;
    this.replies.forget();
    at("thread").hidden = false;
    this.cover();
    this.show();
    this.threadComposer.field.focus();
  }

  closeThread() {
    if (!this.thread) return;
    this.thread = null;
    at("thread").hidden = true;
    this.cover();
    this.composer.field.focus();
  }

  /** Let nobody tab into what a thread covers on a narrow screen. */
  cover() {
    const isCovered = NARROW.matches && this.thread !== null;
    for (const part of document.querySelectorAll(".top, #sidebar, #channel")) part.inert = isCovered;
  }

  showNav(isOpen) {
    document.body.classList.toggle("nav-open", isOpen);
    at("open-sidebar").setAttribute("aria-expanded", String(isOpen));
    if (isOpen) at("sidebar").querySelector("a")?.focus();
  }

  // --- what is shown --------------------------------------------------------------------
  show() {
    const { workspace, here } = this;
    const isHome = here.tab === "home";
    showSidebar(at("sidebar"), workspace, here, this.unread);
    this.showTitle();
    at("messages").hidden = isHome;
    at("home").hidden = !isHome;
    at("composer").hidden = isHome;
    if (isHome) this.showHome();
    else this.showMessages();
    if (this.thread) this.showThread();
    this.showStatus();
    this.showTries();
    this.dialogs.show(workspace.modal);
    this.clock.show();
    document.body.classList.add("ready");
  }

  showTitle() {
    const { room, tab, name, sign } = this.here;
    at("title").replaceChildren(...(sign && !tab ? [icon(sign)] : []), tab ? "Dateline" : name);
    const members = room.members === 1 ? "1 member" : `${room.members} members`;
    const absent = room.has_app ? "" : " · Dateline is not here; /invite @Dateline brings it";
    at("about").textContent = tab ? this.workspace.agent : `${members}${absent}`;
    document.title = `${tab ? name : `#${name}`} · Dateline playground`;
    at("tabs").hidden = !tab;
    at("tabs").replaceChildren(
      ...[["home", "Home", "home"], ["dateline", "Messages", "messages"]].map(([key, words, its]) =>
        make("a", { href: `#${key}`, "aria-current": its === tab ? "page" : null }, words),
      ),
    );
    const more = NARROW.matches ? "" : ", or type / for commands";
    this.composer.field.placeholder = tab ? "Message Dateline" : `Message #${name}${more}`;
  }

  showMessages() {
    const { workspace, here } = this;
    const entries = workspace.timeline(here.room.id);
    this.timeline.show(entries, workspace.answers(here.room.id));
    const face = here.tab ? make("span", { class: "face face-app" }) : null;
    const name = here.tab ? "Dateline" : `#${here.name}`;
    const words = here.tab ? "Ask here what you would rather not ask before everybody." : "Nothing was said here yet.";
    if (!entries.length) at("messages").append(make("li", { class: "empty" }, face, make("b", {}, name), words));
  }

  showHome() {
    const { home } = this.workspace;
    const look = home ? `${home.id} ${home.hash}` : "";
    if (this.shownHome === look) return;
    this.shownHome = look;
    const onAction = (action) => this.wish({ do: "press", view: home.id, action, state: readState(at("home")) });
    at("home").replaceChildren(home ? renderBlocks(home.body.blocks, { ...this.context(), onAction }) : "Opening…");
  }

  showThread() {
    const { workspace, here, thread } = this;
    if (!workspace.messages.has(keyOf({ channel: here.room.id, ts: thread }))) {
      this.closeThread();
      return;
    }
    this.replies.show(workspace.thread(here.room.id, thread));
    at("thread-place").textContent = here.tab ? "Dateline" : `#${here.name}`;
    this.threadComposer.field.placeholder = here.tab ? "Reply" : "Reply, or ask @Dateline";
  }

  showStatus() {
    const said = (thread) => {
      const found = this.workspace.statuses.find((each) => each.channel === this.here.room.id && each.thread === thread);
      return found ? `Dateline ${found.text}` : "";
    };
    const general = this.atWork ? "Dateline is working…" : "";
    at("status").textContent = said("") || (this.thread ? "" : general);
    at("thread-status").textContent = this.thread ? said(this.thread) || general : "";
  }

  /** Offer what a newcomer may try, and in the app's own pane its prompts. */
  showTries() {
    const { workspace, here } = this;
    const offered = here.tab ? this.prompts() : this.suggestions();
    const look = JSON.stringify(offered);
    if (this.shownTries === look) return;
    this.shownTries = look;
    this.tries.replaceChildren(
      ...offered.map(({ title, message, step }) => {
        const button = make("button", { type: "button" }, title);
        button.addEventListener("click", () => {
          if (step) this.wish({ do: "clock", step });
          else this.say(message, [], "");
          this.composer.field.focus();
        });
        return button;
      }),
    );
    this.tries.hidden = !offered.length || !workspace.isReady;
  }

  prompts() {
    const { workspace, here } = this;
    if (workspace.timeline(here.room.id).length) return [];
    return workspace.prompts.find(({ channel }) => channel === here.room.id)?.prompts ?? workspace.app_prompts;
  }

  suggestions() {
    const { workspace, here } = this;
    if (here.room !== workspace.rooms[0]) return [];
    const done = new Set([...workspace.asked, ...workspace.pending].map(({ text }) => text));
    const bot = `<@${workspace.bot}>`;
    for (const { author, text } of workspace.messages.values()) {
      if (author === workspace.viewer) done.add(text.replace(bot, "@Dateline"));
    }
    const left = workspace.suggestions.filter((text) => !done.has(text));
    // Whoever follows something wants to see what comes of it.
    const follows = workspace.asked.some(({ text }) => text.startsWith(FOLLOW)) && !workspace.clock.ahead;
    const morning = follows ? [{ title: "See tomorrow's digest", step: "morning" }] : [];
    return [...morning, ...left.map((text) => ({ title: text, message: text }))];
  }

  /** Say something that went wrong, for a while. */
  tell(words) {
    const notice = at("notice");
    notice.textContent = words;
    notice.hidden = false;
    clearTimeout(this.telling);
    this.telling = setTimeout(() => (notice.hidden = true), 6000);
  }

  context() {
    return { ...this.workspace.names(), now: () => this.workspace.now(), timeZone: this.workspace.zone(), headingLevel: 2 };
  }

  known() {
    const { workspace } = this;
    if (!workspace.isReady) return { commands: [], people: [] };
    const bot = workspace.people.get(workspace.bot);
    const others = [...workspace.people.values()].filter((person) => person !== bot && person.id !== workspace.viewer);
    return { commands: workspace.commands, people: [bot, ...others] };
  }

  // --- what a person does ---------------------------------------------------------------
  /** Wish something of the playground; say what goes wrong; return what became of it. */
  async wish(what) {
    const { done, rest } = this.live.wish(what);
    let isLate = false;
    const late = setTimeout(() => {
      isLate = true;
      this.wait(1);
    }, PATIENCE);
    rest.then(() => {
      clearTimeout(late);
      if (isLate) this.wait(-1);
    });
    const told = await done;
    if (told.why && what.do !== "say") this.tell(told.why);
    return told;
  }

  wait(step) {
    this.atWork += step;
    if (this.here) this.showStatus();
  }

  async say(text, files, thread) {
    const channel = this.here.room.id;
    const command = text.startsWith("/") && !files.length;
    const pending = this.workspace.addPending({ channel, thread: thread ?? "", text, files, command });
    this.show();
    const names = files.map((file) => file.id);
    const told = await this.wish({ do: "say", channel, thread: thread ?? "", text, files: names });
    if (told.asked) this.workspace.asked.push(told.asked);
    if (told.why && !told.ts && !told.asked) pending.why = told.why;
    else {
      this.workspace.pending = this.workspace.pending.filter((each) => each !== pending);
      if (told.why) this.tell(told.why);
    }
    this.show();
    // With the bot alone, every question begins a conversation of its own.
    if (told.ts && !told.why && !thread && this.here.tab) this.openThread({ ts: told.ts });
  }

  again(entry) {
    this.forget(entry);
    this.say(entry.text, entry.files ?? [], entry.thread);
  }

  forget(entry) {
    this.workspace.pending = this.workspace.pending.filter((each) => each.ts !== entry.ts);
    this.show();
  }

  async copy({ text }) {
    await navigator.clipboard.writeText(text);
    at("news").textContent = "Copied.";
  }

  async upload(file) {
    const address = `/upload?${new URLSearchParams({ user: this.workspace.viewer, name: file.name })}`;
    const answer = await fetch(address, { method: "POST", body: file }).catch(() => null);
    if (answer?.ok) return answer.json();
    const size = answer?.status === 413 ? "it is larger than 20 MB" : "the playground did not take it";
    this.tell(`${file.name} was not attached: ${size}.`);
    return null;
  }
}

new Page();
