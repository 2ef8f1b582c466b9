/** Days and hours in words, where the person is. */

const DAY = 86_400_000;
// One format tells all that is shown of an instant, for every format costs a start its milliseconds.
const TOLD = {
  weekday: "long",
  day: "numeric",
  month: "long",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
};
const formats = new Map();

/** Return the weekday, day, month, year, hour and minute of an instant in a zone, each as written. */
function partsOf(instant, zone) {
  if (!formats.has(zone)) {
    formats.set(zone, new Intl.DateTimeFormat("en-GB", { timeZone: zone || "UTC", ...TOLD }));
  }
  const parts = formats.get(zone).formatToParts(instant);
  return Object.fromEntries(parts.map(({ type, value }) => [type, value]));
}

/** Return the instant of a message, or of what is on its way. */
export function instantOf({ at, ts }) {
  return new Date(Number(at ?? ts) * 1000);
}

/** Return an hour, as 08:00. */
export function hourOf(instant, zone) {
  const { hour, minute } = partsOf(instant, zone);
  return `${hour}:${minute}`;
}

/** Return a day that days can be told apart by. */
export function dayKey(instant, zone) {
  const { day, month, year } = partsOf(instant, zone);
  return `${day} ${month} ${year}`;
}

/** Return a day in words: Today, Yesterday, or Monday 30 November. */
export function dayInWords(instant, now, zone) {
  const key = dayKey(instant, zone);
  if (key === dayKey(now, zone)) return "Today";
  if (key === dayKey(new Date(now.getTime() - DAY), zone)) return "Yesterday";
  const { weekday, day, month } = partsOf(instant, zone);
  return `${weekday} ${day} ${month}`;
}

/** Return what the clock in the page's head shows: the day, as Mon 30 Nov, and the hour. */
export function clockInWords(now, zone) {
  const { weekday, day, month } = partsOf(now, zone);
  return [`${weekday.slice(0, 3)} ${day} ${month.slice(0, 3)}`, hourOf(now, zone)];
}

/** Return the whole of an instant, for a title. */
export function fullInWords(instant, zone) {
  return `${partsOf(instant, zone).weekday} ${dayKey(instant, zone)} at ${hourOf(instant, zone)}`;
}
