/** What the composer offers while somebody types: commands, what goes behind them, people. */

/**
 * Something that can be put into the composer.
 *
 * @typedef {Object} Offer
 * @property {string} label
 * @property {string} about
 * @property {number} from where in the text it begins that it takes the place of.
 * @property {string} text what it puts there.
 * @property {boolean} eager Enter takes it, too, before somebody walked to it.
 */

const MOST = 8;

/**
 * Return what is offered for a text with the cursor at its place.
 *
 * @param {string} text
 * @param {number} caret
 * @param {{commands: Object[], people: Object[]}} known
 * @returns {Offer[]}
 */
export function offersFor(text, caret, { commands, people }) {
  const before = text.slice(0, caret);
  if (before.startsWith("/") && caret === text.length) return commandOffers(before, commands).slice(0, MOST);
  const named = /(?:^|[\s(])@([\w.-]*)$/.exec(before);
  return named ? peopleOffers(named[1], caret, people).slice(0, MOST) : [];
}

function commandOffers(typed, commands) {
  const [name, ...rest] = typed.split(" ");
  if (!rest.length) {
    return commands
      .filter((command) => command.name.startsWith(name.toLowerCase()))
      .map((command) => ({ label: command.name, about: command.about, from: 0, text: `${command.name} `, eager: true }));
  }
  const command = commands.find((each) => each.name === name);
  const begun = rest.join(" ").toLowerCase();
  return (command?.hints ?? [])
    .filter((hint) => hint.toLowerCase().startsWith(begun) && hint.toLowerCase() !== begun)
    .map((hint) => ({ label: `${name} ${hint}`, about: "", from: 0, text: `${name} ${plainHint(hint)}`, eager: false }));
}

/** Leave out what stands for something else: LINK, “QUOTE”. */
function plainHint(hint) {
  return hint.replace(/[“"]?\b[A-Z]{3,}\b[”"]?.*$/, "");
}

function peopleOffers(begun, caret, people) {
  const wanted = begun.toLowerCase();
  return people
    .filter(({ handle }) => handle && handle.startsWith(wanted))
    .map(({ name, bot }) => ({
      label: `@${name}`,
      about: bot ? "asks the archive" : "",
      from: caret - begun.length - 1,
      text: `@${name} `,
      eager: true,
    }));
}
