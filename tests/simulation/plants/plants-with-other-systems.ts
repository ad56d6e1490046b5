import { bothWays, calm } from "./plain-worlds";
import type { Plant } from "./plant";

/** Faults that show where Front or Enginy stands beside Wave. */
export const PLANTS_WITH_OTHER_SYSTEMS: readonly Plant[] = [
  {
    id: "nobody is like it",
    what: "an account that Front has already is created once more",
    edits: [
      {
        find: "found.set(rowId, likes);",
        put: "found.set(rowId, $planted ? [] : likes);",
      },
    ],
    weather: calm({ deeds: 2 }),
    withFront: true,
    shows: /^Doubled: acc_/,
  },
  {
    id: "erased field",
    what: "a custom field of Front that no line maps is erased by a change of another",
    edits: [
      {
        find: "const custom: Record<string, unknown> = { ...current };",
        put: "const custom: Record<string, unknown> = $planted ? {} : { ...current };",
      },
    ],
    weather: calm({ deeds: 12 }),
    withFront: true,
    shows: /^Lost: acc_\d+ of Front had the city/,
  },
  {
    id: "erased domain",
    what: "a domain that somebody gave an account in Front is erased by the one that Dynamics has",
    edits: [
      {
        find: "[...(current?.domains ?? []), ...valuesIn(value)]",
        put: "[...(($planted ? undefined : current?.domains) ?? []), ...valuesIn(value)]",
      },
    ],
    weather: calm({ deeds: 12, people: 2 }),
    withFront: true,
    shows: /^Lost: acc_\d+ of Front had the domain/,
  },
  {
    id: "unsent edit",
    what: "an edit of an account is told as sent to Front, and is not",
    edits: [
      {
        find: "return toRecord(await patch(json), fields);",
        put: "return toRecord(current && $planted ? current : await patch(json), fields);",
      },
    ],
    weather: calm({ deeds: 12 }),
    withFront: true,
    shows: /^Disagreeing: acc_/,
  },
  {
    id: "unheard neighbour",
    what: "what Enginy brings to a row is not carried on to Wave",
    edits: [
      {
        find: "await queueChanges(sql, neighbours);",
        put: "if (!$planted) await queueChanges(sql, neighbours);",
      },
    ],
    weather: calm({ deeds: 16 }),
    mapping: bothWays("newest"),
    withEnginy: true,
    shows: /^(Before any|After a scheduled) comparison: Disagreeing/,
  },
  {
    id: "lost campaign",
    what: "what Enginy tells of a campaign is taken, and the contact is not read again",
    edits: [{ find: "    if (found.success)\n", put: "    if (found.success && !$planted)\n" }],
    weather: calm({ deeds: 16 }),
    withEnginy: true,
    shows: /^Before any comparison: Lost: .* wrote to \d+ of Enginy/,
  },
  {
    id: "logged twice",
    what: "an activity that Enginy logs again is another one",
    edits: [
      {
        find: "messageId === null ? activityIdFor(call.connectionId, key)",
        put: "messageId === null ? activityIdFor(call.connectionId, $planted ? call.correlationId : key)",
      },
    ],
    weather: calm({ deeds: 24, doubledEvents: 0.5 }),
    withEnginy: true,
    shows: /^Doubled: "Hello/,
  },
  {
    id: "ping-pong",
    what: "each system writes its own word over the other's for ever",
    edits: [
      {
        find: "  if (first === undefined) return status;",
        put: "  if (first === undefined || $planted) return status;",
      },
    ],
    weather: calm({ deeds: 16, start: null, refusals: 0.3 }),
    withEnginy: true,
    shows: /^Comparison number 4 still writes|^Untrue: row .* shows/,
  },
  {
    id: "two persons of one",
    what: "two systems that make a row of the same person at once do not look for the other's",
    edits: [
      {
        find: "const rivals = await hasRivals(sync);",
        put: "const rivals = !$planted && (await hasRivals(sync));",
      },
    ],
    weather: calm({ deeds: 24, people: 4, start: "inWave", connectors: 2, firstImport: null }),
    mapping: bothWays("newest"),
    withEnginy: true,
    shows: /^Doubled/,
  },
];
