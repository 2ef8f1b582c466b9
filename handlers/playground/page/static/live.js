/** The connection to the playground: what it tells, and what a person wishes. */

const WAITS = [500, 1000, 2000, 4000];
const ENDED = "The playground has ended; start it again with “dateline playground”.";

export class Live {
  /**
   * @param {{told: (what: Object) => void, lost: () => void}} listener hears what is told, and when
   *   the connection is lost.
   */
  constructor(listener) {
    this.listener = listener;
    this.waiting = new Map();
    this.last = 0;
    this.tries = 0;
  }

  /** Connect as a person. */
  open(user) {
    this.user = user;
    const old = this.socket;
    const address = new URL("/live", location.href);
    address.protocol = "ws:";
    address.searchParams.set("user", user);
    const socket = new WebSocket(address);
    this.socket = socket;
    old?.close();
    socket.addEventListener("message", ({ data }) => this.hear(socket, JSON.parse(data)));
    socket.addEventListener("close", () => this.lose(socket));
  }

  hear(socket, told) {
    if (socket !== this.socket) return;
    this.tries = 0;
    const wish = this.waiting.get(told.id);
    if (told.kind === "done") wish?.done(told);
    else if (told.kind === "rest") {
      wish?.rest();
      this.waiting.delete(told.id);
    } else this.listener.told(told);
  }

  lose(socket) {
    for (const wish of this.waiting.values()) {
      wish.done({ why: ENDED });
      wish.rest();
    }
    this.waiting.clear();
    if (socket !== this.socket) return;
    this.listener.lost();
    const wait = WAITS[Math.min(this.tries, WAITS.length - 1)];
    this.tries += 1;
    setTimeout(() => socket === this.socket && this.open(this.user), wait);
  }

  /**
   * Wish something; before the connection stands it waits for that.
   *
   * @returns {{done: Promise<Object>, rest: Promise<void>}} what became of it, and when the app has
   *   come to rest after it.
   */
  wish(what) {
    const { socket } = this;
    const isOpening = socket?.readyState === WebSocket.CONNECTING;
    if (!isOpening && socket?.readyState !== WebSocket.OPEN) {
      return { done: Promise.resolve({ why: ENDED }), rest: Promise.resolve() };
    }
    this.last += 1;
    const id = this.last;
    const wish = {};
    const done = new Promise((resolve) => (wish.done = resolve));
    const rest = new Promise((resolve) => (wish.rest = resolve));
    this.waiting.set(id, wish);
    const send = () => socket.send(JSON.stringify({ id, ...what }));
    if (isOpening) socket.addEventListener("open", send, { once: true });
    else send();
    return { done, rest };
  }
}
