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
    "missed",
    "entitySet",
    "destroyed",
    "reread",
  ],
  ...["activity", "several", "mayAct", "places", "asks", "surroundings"],
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
  writeFileSync(file, code);
}
