import { minifySync } from "@swc/core";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Names that only a control's own code uses, to itself: never JSON, a message to other scripts, an option of React, Fluent or
 * the browser. A bundle holds one of a letter in their place.
 */
const OWN_NAMES = [
  ...[
    "boundStatus",
    "boundSyncedOn",
    "boundDetails",
    "hostOffline",
    "savedOn",
    "arrivedAfter",
    "stoppedWatching",
  ],
  ...[
    "readiness",
    "fieldMap",
    "snapshot",
    "onAct",
    "onDecide",
    "onIssue",
    "onShow",
    "canShow",
    "onStop",
    "onRetry",
  ],
  ...[
    "onApply",
    "onResolve",
    "onChoose",
    "onOpen",
    "titleRef",
    "wasConflict",
    "wantResult",
    "giveBack",
    "linkOf",
  ],
  ...[
    "isBusy",
    "takePreview",
    "connectionId",
    "stored",
    "truth",
    "looks",
    "entitySet",
    "destroyed",
    "reread",
  ],
  ...["activity", "several", "mayAct", "places", "asks", "surroundings"],
  ...["services", "isWarning", "isNews", "retryAfterSeconds", "onAnswer", "limitMs", "tense", "heads"],
  ...["identifier", "channel", "operations", "phase", "clicks", "words", "dates", "transport", "closed"],
  ...["quiet", "relative", "absolute", "labels", "decide", "dispatch", "tone", "busy", "look", "note"],
  ...["stack", "parts", "buttons", "pattern", "head", "link", "field", "retry", "chosen", "word", "cell"],
  ...["step", "own", "language", "cellLabel", "since", "late", "many", "rest"],
  ...["links", "recordIds", "ignored", "why", "confirm", "remember", "follow", "change", "caption", "choose"],
];

/** What may be taken for granted of code that is wholly our own, as a control's is: libraries read a property to make the browser measure. */
const OWN_CODE = { pure_getters: true, unsafe_arrows: true, unsafe_methods: true };

/** Minifies a control's bundle once more, its own names among it. */
export function tightenControl(controlFolder: string): void {
  tighten(join(controlFolder, "bundle.js"), OWN_NAMES);
}

/**
 * Minifies a script for the browser once more, in place. The bundler's own minifier leaves names in objects of which a script uses
 * a few; this one puts them where they are used, and drops the rest.
 * @param names properties that become a letter; none by default
 */
export function tighten(file: string, names: readonly string[] = []): void {
  const { code } = minifySync(readFileSync(file, "utf8"), {
    ecma: 2020,
    compress: {
      ecma: 2020,
      passes: names.length > 0 ? 5 : 3,
      toplevel: true,
      ...(names.length > 0 ? OWN_CODE : {}),
    },
    mangle: {
      toplevel: true,
      ...(names.length > 0 ? { props: { regex: `^(?:${names.join("|")})$` } } : {}),
    },
    format: { comments: false },
  });
  writeFileSync(file, names.length > 0 ? withShortNames(code) : code);
}

/** What a control takes from the platform's libraries again and again. */
const TAKEN = {
  Reactv16: ["createElement", "Fragment", "useState", "useEffect", "useRef"],
  FluentUIReactv940: ["tokens", "shorthands", "Button", "makeStyles", "mergeClasses", "useId"],
} as const;

const A = "a".charCodeAt(0);

/** `library.createElement(` becomes one short name, taken out of the library once. */
function withShortNames(code: string): string {
  let count = 0;
  return Object.entries(TAKEN).reduce((text, [library, names]) => {
    const [declared, variable] = new RegExp(`([\\w$]+)=${library}(?=[,;])`).exec(text) ?? [];
    if (!declared || !variable) throw new Error(`A control does not take ${library} as expected.`);
    const taken: string[] = [];
    let shorter = text;
    for (const name of names) {
      const short = `$${String.fromCharCode(A + count++)}`;
      // "f(0,library.name)" is a call with two arguments; after a word of the language, the bracket stands for a space as well.
      const called = `(?:\\b(return|void|typeof|else|case)|(?<![\\w$\\])]))\\(0,${variable}\\.${name}\\)`;
      const used = new RegExp(`${called}|(?<![\\w$.])${variable}\\.${name}\\b`, "g");
      if (new RegExp(`\\${short}(?![\\w$])`).test(shorter)) throw new Error(`${short} is a name already.`);
      if (!used.test(shorter)) continue;
      shorter = shorter.replace(used, (_whole, word?: string) => (word ? `${word} ${short}` : short));
      taken.push(`${name}:${short}`);
    }
    return shorter.replace(declared, () => `${declared},{${taken.join(",")}}=${library}`);
  }, code);
}
