/** Moments as Slack spells them in English, in the reader's own time zone. */

const MONTHS =
  "January February March April May June July August September October November December".split(
    " ",
  );
const NEAR = new Map([
  [-1, "yesterday"],
  [0, "today"],
  [1, "tomorrow"],
]);
const DAY_MS = 86_400_000;
const TOKEN = /\{(\w+)\}/g;

const clocks = new Map();

/** Return the moment that a context takes for now: a function's, a date's, or the clock's. */
export function nowOf(context) {
  const { now } = context;
  const value = typeof now === "function" ? now() : now;
  return value === undefined || value === null ? new Date() : new Date(value);
}

/**
 * Return a moment in the words of a pattern such as `{date_short} at {time}`, or null where the
 * number is no moment.
 *
 * @param {string|number} seconds since 1970.
 * @param {string} pattern
 * @param {{now?: any, timeZone?: string}} context
 */
export function spellDate(seconds, pattern, context) {
  const moment = momentOf(seconds);
  if (moment === null) return null;
  const then = readClock(moment, context.timeZone);
  const today = readClock(nowOf(context), context.timeZone);
  return pattern.replace(TOKEN, (written, token) => spellToken(token, then, today) ?? written);
}

/** Return the moment of a number of seconds, or null. */
export function momentOf(seconds) {
  if (!/^-?\d+$/.test(String(seconds))) return null;
  const moment = new Date(Number(seconds) * 1000);
  const year = moment.getUTCFullYear();
  return year >= 1 && year <= 9999 ? moment : null;
}

function spellToken(token, then, today) {
  const name = token.replace(/_pretty$/, "");
  const near =
    name === token ? undefined : NEAR.get(Math.round((then.midnight - today.midnight) / DAY_MS));
  if (near !== undefined) return near;
  const month = MONTHS[then.month - 1];
  const long = `${month} ${ordinal(then.day)}, ${then.year}`;
  const spelled = {
    date_num: `${pad(then.year, 4)}-${pad(then.month, 2)}-${pad(then.day, 2)}`,
    date: long,
    date_short: `${month.slice(0, 3)} ${then.day}, ${then.year}`,
    date_long: `${then.weekday}, ${long}`,
    time: `${then.hour}:${pad(then.minute, 2)} ${then.half}`,
    time_secs: `${then.hour}:${pad(then.minute, 2)}:${pad(then.second, 2)} ${then.half}`,
  };
  return Object.hasOwn(spelled, name) ? spelled[name] : undefined;
}

function readClock(moment, timeZone) {
  if (!clocks.has(timeZone)) {
    const numeric = { year: "numeric", month: "numeric", day: "numeric" };
    const clock = { hour: "numeric", minute: "numeric", second: "numeric", hour12: true };
    const form = { timeZone, weekday: "long", ...numeric, ...clock };
    clocks.set(timeZone, new Intl.DateTimeFormat("en-US", form));
  }
  const parts = clocks.get(timeZone).formatToParts(moment);
  const read = Object.fromEntries(parts.map((part) => [part.type, part.value]));
  const [year, month, day] = [Number(read.year), Number(read.month), Number(read.day)];
  return {
    ...{ year, month, day, weekday: read.weekday, half: read.dayPeriod },
    ...{ hour: Number(read.hour), minute: Number(read.minute), second: Number(read.second) },
    midnight: Date.UTC(year, month - 1, day),
  };
}

function pad(number, width) {
  return String(number).padStart(width, "0");
}

function ordinal(day) {
  const isTeen = day % 100 > 10 && day % 100 < 14;
  const ending = isTeen ? "th" : ({ 1: "st", 2: "nd", 3: "rd" }[day % 10] ?? "th");
  return `${day}${ending}`;
}
