/** What the page knows of the workspace: a copy that follows what the playground tells. */

/** Return what tells a message from all others. */
export function keyOf({ channel, ts }) {
  return `${channel} ${ts}`;
}

export class Workspace {
  constructor() {
    this.isReady = false;
    this.messages = new Map();
    this.asked = [];
    this.pending = [];
    this.lastPending = 0;
  }

  /** Take everything anew. */
  begin(told) {
    const { messages, people, ...rest } = told;
    if (told.viewer !== this.viewer) this.pending = [];
    Object.assign(this, rest);
    this.people = new Map(people.map((person) => [person.id, person]));
    this.messages = new Map(messages.map((message) => [keyOf(message), message]));
    this.isReady = true;
    this.setClock(told.clock);
  }

  /** Take what changed; return the messages that are new. */
  update(told) {
    const added = told.messages.filter((message) => !this.messages.has(keyOf(message)));
    for (const message of told.messages) this.messages.set(keyOf(message), message);
    for (const message of told.gone) this.messages.delete(keyOf(message));
    for (const message of added) if (message.author === this.viewer) this.dropPending(message);
    for (const key of ["modal", "home", "statuses", "prompts"]) {
      if (key in told) this[key] = told[key];
    }
    this.setClock(told.clock);
    return added;
  }

  setClock({ now, ahead }) {
    this.clock = { now, ahead, heardAt: performance.now() };
  }

  /** Return the instant that the playground's clock shows. */
  now() {
    return new Date(this.clock.now + performance.now() - this.clock.heardAt);
  }

  /** Return the time zone of whoever plays. */
  zone() {
    return this.people.get(this.viewer)?.zone || "UTC";
  }

  room(id) {
    return this.rooms.find((room) => room.id === id);
  }

  direct() {
    return this.rooms.find((room) => room.kind === "im");
  }

  /** Return what stands in a channel, oldest first: messages, typed commands, what is on its way. */
  timeline(channel) {
    const said = [...this.messages.values()].filter((each) => each.channel === channel && !each.thread);
    const asked = this.asked.filter((each) => each.channel === channel);
    const typed = asked.map((each) => ({ ...each, command: true }));
    const pending = this.pending.filter((each) => each.channel === channel && !each.thread);
    return [...said, ...typed, ...pending].sort(byTime);
  }

  /** Return a thread: its parent first. */
  thread(channel, ts) {
    const parent = this.messages.get(keyOf({ channel, ts }));
    const isHere = (each) => each.channel === channel && each.thread === ts;
    const answers = [...this.messages.values(), ...this.pending].filter(isHere).sort(byTime);
    return [...(parent ? [parent] : []), ...answers];
  }

  /** Return what was answered to every message of a channel that has answers, by its timestamp. */
  answers(channel) {
    const found = new Map();
    for (const message of this.messages.values()) {
      if (message.channel !== channel || !message.thread) continue;
      found.set(message.thread, [...(found.get(message.thread) ?? []), message]);
    }
    return found;
  }

  /** Show something before it is taken; return it. */
  addPending(entry) {
    this.lastPending += 1;
    const at = this.now().getTime() / 1000;
    const pending = { ...entry, at, author: this.viewer, pending: true, ts: `pending-${this.lastPending}` };
    this.pending.push(pending);
    return pending;
  }

  /** Take away what was on its way: itself, or the oldest that a message has taken the place of. */
  dropPending({ channel, thread, ts }) {
    const isIt = (each) => each.ts === ts || (each.channel === channel && each.thread === thread && !each.why);
    const at = this.pending.findIndex((each) => isIt(each) && (!each.command || each.ts === ts));
    if (at >= 0) this.pending.splice(at, 1);
  }

  /** Return the names of people and channels, as the renderer of blocks wants them. */
  names() {
    return {
      users: Object.fromEntries([...this.people].map(([id, { name }]) => [id, name])),
      channels: Object.fromEntries(this.rooms.map(({ id, name }) => [id, name])),
    };
  }
}

function byTime(one, other) {
  return Number(one.at ?? one.ts) - Number(other.at ?? other.ts);
}
