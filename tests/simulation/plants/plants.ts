import { bothWays, calm } from "./plain-worlds";
import type { Plant } from "./plant";
import { PLANTS_OF_MAIL } from "./plants-of-mail";
import { PLANTS_WITH_OTHER_SYSTEMS } from "./plants-with-other-systems";

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
        find: "const found = await loadRecords(sync, names, held, known);\n  await held.release();",
        put: "const found = await loadRecords(sync, names, held, known);\n  if ($planted) await write(sync, await makeReady(sync, found));\n  await held.release();",
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
  ...PLANTS_WITH_OTHER_SYSTEMS,
  ...PLANTS_OF_MAIL,
];
