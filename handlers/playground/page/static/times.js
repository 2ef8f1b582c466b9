/** Days and hours in words, where the person is. */

const formats = new Map();

function format(zone, options) {
  const key = zone + JSON.stringify(options);
  if (!formats.has(key)) {
    formats.set(key, new Intl.DateTimeFormat("en-GB", { timeZone: zone || "UTC", ...options }));
  }
  return formats.get(key);
}

/** Return the instant of a message, or of what is on its way. */
export function instantOf({ at, ts }) {
  return new Date(Number(at ?? ts) * 1000);
}

/** Return an hour, as 08:00. */
export function hourOf(instant, zone) {
  return format(zone, { hour: "2-digit", minute: "2-digit" }).format(instant);
}

/** Return a day that days can be told apart by. */
export function dayKey(instant, zone) {
  return format(zone, { year: "numeric", month: "2-digit", day: "2-digit" }).format(instant);
}

/** Return a day in words: Today, Yesterday, or Monday, 30 November. */
export function dayInWords(instant, now, zone) {
  const key = dayKey(instant, zone);
  if (key === dayKey(now, zone)) return "Today";
  if (key === dayKey(new Date(now.getTime() - 86_400_000), zone)) return "Yesterday";
  return format(zone, { weekday: "long", day: "numeric", month: "long" }).format(instant);
}

/** Return what the clock in the page's head shows: the day, and the hour. */
export function clockInWords(now, zone) {
  const day = format(zone, { weekday: "short", day: "numeric", month: "short" }).format(now);
  return [day, hourOf(now, zone)];
}

/** Return the whole of an instant, for a title. */
export function fullInWords(instant, zone) {
  return format(zone, { dateStyle: "full", timeStyle: "short" }).format(instant);
}
