import type { ConflictPolicy, Mapping } from "../../../core/mapping/types";
import { CALM, type Weather } from "../world/settings";
import type { Plant } from "./plant";

/** Every line goes both ways, and new records are created on either side. */
const bothWays =
  (conflict: ConflictPolicy) =>
  (mapping: Mapping): Mapping => ({
    ...mapping,
    direction: "both",
    lines: mapping.lines.map((line) => ({ ...line, direction: "both", writeRule: "overwrite", conflict })),
    policies: {
      ...mapping.policies,
      noMatch: "create",
      newRows: "all",
      onSystemDelete: "keep",
      onDataverseDelete: "keep",
    },
  });

/** A quiet world in which everybody is linked soon. */
const calm = (more: Partial<Weather>): Partial<Weather> => ({
  ...CALM,
  people: 3,
  connectors: 1,
  deeds: 8,
  firstImport: true,
  repeats: 0,
  again: 0,
  start: "oneSide",
  ...more,
});

/** What each promise is worth: a fault that breaks it, and the world in which the simulation has to notice. */
export const PLANTS: readonly Plant[] = [
  {
    id: "no base",
    what: "what both sides agreed on is never saved",
    edits: [
      {
        find: "await saveLinks(sql, linkScope(sync), states.flat());",
        put: "if (!$planted) await saveLinks(sql, linkScope(sync), states.flat());",
      },
    ],
    weather: calm({ start: "bothSides", does: ["editWave"] }),
    mapping: bothWays("dataverse"),
    shows: /Lost|Disagreeing/,
  },
  {
    id: "no row version",
    what: "rows are written whatever they hold by then",
    edits: [
      {
        find: 'method: "PATCH", path, ifMatch: etag ?? "*"',
        put: 'method: "PATCH", path, ifMatch: $planted ? "*" : (etag ?? "*")',
      },
    ],
    weather: calm({ does: ["editWave"], elbows: 0.9, elbowsBeside: 0 }),
    mapping: bothWays("dataverse"),
    shows: /Lost/,
  },
  {
    id: "no leases",
    what: "nobody honours the lease of a record",
    edits: [
      {
        find: "where held.owner = excluded.owner or (${ABANDONED})",
        put: 'where held.owner = excluded.owner or (${ABANDONED}) ${$planted ? "or true" : ""}',
      },
      {
        find: 'if (rows.length !== wanted.length) throw new LeaseLostError("a record");',
        put: 'if (rows.length !== wanted.length && !$planted) throw new LeaseLostError("a record");',
      },
      {
        find: "return `(select count(*) from wave_sync.record_lease",
        put: 'return `${$planted ? "true or " : ""}(select count(*) from wave_sync.record_lease',
      },
    ],
    weather: calm({ does: ["editRow", "editWave", "push"], connectors: 2, deeds: 14, people: 2 }),
    mapping: bothWays("newest"),
    shows: /Not one at a time/,
  },
  {
    id: "operation id",
    what: "an operation's id may be used again for something else",
    edits: [
      {
        find: 'if (taken.length > 0) return "taken";',
        put: 'if (taken.length > 0 || $planted) return "taken";',
      },
    ],
    weather: calm({ does: ["push", "pull"], repeats: 1 }),
    mapping: bothWays("newest"),
    shows: /was taken again/,
  },
  {
    id: "refused row",
    what: "a row that Dynamics refused is told as written",
    edits: [
      {
        find: "const { error } = answer;\n      // Gone already",
        put: "const { error } = answer;\n      if ($planted && error.code !== VERSION_MISMATCH) return;\n      // Gone already",
      },
    ],
    weather: calm({ does: ["editWave"], refusals: 0.5 }),
    mapping: bothWays("newest"),
    shows: /Before any comparison: (Disagreeing|Lost)/,
  },
  {
    id: "changed row",
    what: "a row that was changed meanwhile is told as written",
    edits: [
      {
        find: "failures.set(id, hasChanged(id, error) ? new RowChangedError() : error);",
        put: "if ($planted && error.code === VERSION_MISMATCH) return;\n      failures.set(id, hasChanged(id, error) ? new RowChangedError() : error);",
      },
    ],
    weather: calm({ start: "inWave", does: ["editWave"], elbows: 0.9, elbowsBeside: 0, lostRowEvents: 1 }),
    mapping: bothWays("system"),
    shows: /Disagreeing|Lost/,
  },
  {
    id: "twice",
    what: "a contact is created twice",
    edits: [
      {
        find: "const created = await createOnce(object, made, systemCall(sync));",
        put: "if ($planted) await createOnce(object, { ...made, key: `${key}-2` }, systemCall(sync));\n    const created = await createOnce(object, made, systemCall(sync));",
      },
    ],
    weather: calm({ does: ["editRow", "add"] }),
    mapping: bothWays("newest"),
    shows: /Doubled/,
  },
  {
    id: "no condition",
    what: "Wave is written whatever it holds by then",
    edits: [
      {
        find: "item.externalId!, values, systemCall(sync), readAs);",
        put: "item.externalId!, values, systemCall(sync), $planted ? undefined : readAs);",
      },
    ],
    weather: calm({ does: ["editRow"], elbows: 0.5 }),
    mapping: bothWays("system"),
    shows: /Lost/,
  },
  {
    id: "deaf",
    what: "all events are thrown away",
    edits: [
      {
        find: "changes: mappingsOf(call, event).flatMap(",
        put: "changes: ($planted ? [] : mappingsOf(call, event)).flatMap(",
      },
      {
        find: "if (mappings.length === 0) return false;\n  const queued",
        put: "if (mappings.length === 0 || $planted) return false;\n  const queued",
      },
    ],
    weather: calm({ does: ["editRow", "editWave"] }),
    mapping: bothWays("newest"),
    shows: /Before any comparison: Disagreeing/,
  },
  {
    id: "counts",
    what: "a run counts everything as created",
    edits: [
      {
        find: "counts: addCounts(before.counts, countOutcomes(results)),",
        put: 'counts: addCounts(before.counts, countOutcomes($planted ? results.map((each) => ({ ...each, outcome: "created" as const })) : results)),',
      },
    ],
    weather: calm({ start: "bothSides", does: ["editWave"] }),
    mapping: bothWays("system"),
    shows: /says \d+ created/,
  },
  {
    id: "oldest wins",
    what: "of two changes the older one wins",
    edits: [
      {
        find: 'winner: systemTime > dataverseTime ? "system" : "dataverse"',
        put: 'winner: systemTime > dataverseTime !== $planted ? "system" : "dataverse"',
      },
    ],
    weather: calm({
      does: ["editRow", "editWave"],
      fields: ["city"],
      lateEvents: 1,
      unhurried: true,
      people: 2,
      deeds: 20,
    }),
    mapping: bothWays("newest"),
    shows: /the older one has won/,
  },
  {
    id: "undo empties",
    what: "an undone run leaves fields empty that held something before it",
    edits: [
      {
        find: 'const before = side === "dataverse" ? field.dataverse : field.system;',
        put: 'const before = $planted ? null : side === "dataverse" ? field.dataverse : field.system;',
      },
    ],
    weather: calm({ start: "bothSides", does: ["undoRun"] }),
    mapping: bothWays("system"),
    shows: /Undo wrote "null"/,
  },
  {
    id: "forgets changes",
    what: "a change that comes during the work on its record is forgotten",
    edits: [
      {
        find: "where ${THESE} and ${UNCHANGED} returning",
        put: 'where ${THESE} and ${$planted ? "true" : UNCHANGED} returning',
      },
    ],
    weather: calm({
      start: "inWave",
      does: ["editWave"],
      people: 2,
      deeds: 40,
      elbows: 0.2,
      elbowsBeside: 1,
      lostRowEvents: 1,
    }),
    mapping: bothWays("system"),
    shows: /Before any comparison: (Disagreeing|Lost)/,
  },
  {
    id: "refuses everything",
    what: "every write is told as refused",
    edits: [
      {
        find: "const writes = writesRow({ item, plan }) || writesSystem({ item, plan });",
        put: 'const writes = writesRow({ item, plan }) || writesSystem({ item, plan });\n    if ($planted && writes) {\n      results.push(ended(item, "failed", { code: "SYSTEM_REJECTED" }, plan));\n      continue;\n    }',
      },
    ],
    weather: calm({ does: ["editWave", "editRow"] }),
    mapping: bothWays("newest"),
    shows: /nobody refused anything/,
  },
  {
    id: "refuses updates",
    what: "every update of a pair is told as refused",
    edits: [
      {
        find: "const writes = writesRow({ item, plan }) || writesSystem({ item, plan });",
        put: 'const writes = writesRow({ item, plan }) || writesSystem({ item, plan });\n    if ($planted && writes && item.link !== null) {\n      results.push(ended(item, "failed", { code: "SYSTEM_REJECTED" }, plan));\n      continue;\n    }',
      },
    ],
    weather: calm({ does: ["editWave", "editRow"] }),
    mapping: bothWays("newest"),
    shows: /nobody refused anything/,
  },
  {
    id: "preview writes",
    what: "a preview writes",
    edits: [
      {
        find: "const found = await loadRecords(sync, names, held);\n  await held.release();",
        put: "const found = await loadRecords(sync, names, held);\n  if ($planted) await write(sync, await makeReady(sync, found));\n  await held.release();",
      },
    ],
    weather: calm({ does: ["preview"], firstImport: false, start: "bothSides" }),
    mapping: bothWays("system"),
    shows: /Preview .* has written/,
  },
  {
    id: "blind schedule",
    what: "the scheduled comparison looks at nothing",
    edits: [
      {
        find: "const changed = place.full || since === null ? undefined : overlapping(since);",
        put: 'const changed = $planted && !place.full ? "2099-01-01T00:00:00.000Z" : place.full || since === null ? undefined : overlapping(since);',
      },
    ],
    weather: calm({ does: ["editWave"], lostEvents: 1 }),
    mapping: bothWays("newest"),
    shows: /After a scheduled comparison: Disagreeing/,
  },
  {
    id: "always green",
    what: "rows and links are always shown as in sync",
    edits: [
      {
        find: "if (issue && WAITS.has(issue.code)) return SyncStatus.Parked;",
        put: "if ($planted) return SyncStatus.InSync;\n  if (issue && WAITS.has(issue.code)) return SyncStatus.Parked;",
      },
    ],
    weather: calm({ start: "bothSides", does: ["editBoth"] }),
    mapping: bothWays("ask"),
    shows: /is shown as in sync/,
  },
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
