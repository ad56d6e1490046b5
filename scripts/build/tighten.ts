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

/**
 * Minifies a control's bundle once more. The tool's own minifier leaves names in objects of which a control uses a few;
 * this one puts them where they are used, and drops the rest.
 */
export function tighten(controlFolder: string): void {
  const file = join(controlFolder, "bundle.js");
  const { code } = minifySync(readFileSync(file, "utf8"), {
    ecma: 2020,
    compress: {
      ecma: 2020,
      passes: 5,
      toplevel: true,
      pure_getters: true,
      unsafe_arrows: true,
      unsafe_methods: true,
    },
    mangle: { toplevel: true, props: { regex: `^(?:${OWN_NAMES.join("|")})$` } },
    format: { comments: false },
  });
  writeFileSync(file, code);
}
