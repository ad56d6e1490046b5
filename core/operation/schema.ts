import { z } from "zod";
import { OUTCOMES } from "../outcome";
import { TRIAL_OUTCOMES } from "./match-trial";
import type { OperationResult } from "./types";

const value = z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.number())]);

const problem = z.object({ code: z.string(), message: z.string(), nextStep: z.string() });

/** Verdicts and reasons may grow in later versions: an older reader shows the text it got and must not refuse the rest. */
const field = z.object({
  line: z.string(),
  column: z.string(),
  systemField: z.string().optional(),
  dataverse: value,
  system: value,
  verdict: z.string(),
  reason: z.string(),
  result: value.optional(),
  cutTo: z.number().int().optional(),
  label: z.string(),
  reasonText: z.string(),
});

const named = z.object({
  id: z.string(),
  name: z.string(),
  url: z.string().optional(),
  facts: z.array(z.object({ label: z.string(), value: z.string() })),
});

const choice = z.object({
  issueId: z.string().optional(),
  record: named.optional(),
  candidates: z.array(named.extend({ side: z.enum(["system", "dataverse"]) })),
});

const record = z.object({
  recordId: z.string(),
  outcome: z.enum(OUTCOMES),
  name: z.string().optional(),
  externalId: z.string().optional(),
  externalUrl: z.string().optional(),
  problem: problem.optional(),
  fields: z.array(field).optional(),
  choice: choice.optional(),
});

const count = z.number().int().min(0);

/** A later version may know more of a field than this one. */
const systemField = z.looseObject({ name: z.string(), type: z.string() });
const time = z.string().nullable();

const condition = z.object({ systemField: z.string(), column: z.string(), comparison: z.string() });
const object = z.object({
  name: z.string(),
  fields: z.array(systemField),
  appended: z.boolean().optional(),
  rules: z.array(z.object({ table: z.string(), matchRules: z.array(z.array(condition)) })).optional(),
});

const description = z.object({
  version: z.string(),
  waiting: count,
  connections: z.array(
    z.object({
      id: z.string(),
      system: z.string(),
      subscribed: z.boolean(),
      activities: z.boolean(),
      mappings: z.array(z.object({ id: z.string(), comparedOn: time, nextRunOn: time })),
      objects: z.array(object).optional(),
    }),
  ),
});

const mail = z.object({
  mailboxes: z
    .array(z.object({ address: z.string(), knownUntil: time, trouble: z.string().optional() }))
    .optional(),
  logged: count.optional(),
  lastOn: time.optional(),
  found: z
    .array(
      z.object({
        sentOn: time,
        mailbox: z.string().nullable(),
        outgoing: z.boolean(),
        outcome: z.string(),
        text: z.string(),
        recordId: z.string().optional(),
        thread: z.string().optional(),
      }),
    )
    .optional(),
  removed: count.optional(),
});

const matchTrial = z.object({
  from: z.enum(["system", "dataverse"]),
  tried: count,
  more: z.boolean(),
  counts: z.record(z.enum(TRIAL_OUTCOMES), count),
  byRule: z.array(count),
  examples: z.array(
    z.object({
      outcome: z.enum(TRIAL_OUTCOMES),
      record: named,
      fits: z.array(named),
      rule: z.number().int().optional(),
      reason: z.string().optional(),
    }),
  ),
  comparedWith: count.optional(),
});

const setup = z.object({
  version: z.string(),
  systems: z.array(
    z.object({
      system: z.string(),
      key: z.string(),
      realTime: z.boolean(),
      mappings: z.array(z.object({ systemObject: z.string(), table: z.string(), direction: z.string() })),
    }),
  ),
  connections: z.array(
    z.object({
      id: z.string(),
      system: z.string(),
      account: z.string().optional(),
      problem: problem.optional(),
      subscribed: z.boolean(),
    }),
  ),
  clocks: z.array(z.object({ than: z.string(), seconds: z.number() })),
  people: z
    .array(z.object({ email: z.string().nullable(), name: z.string(), active: z.boolean() }))
    .optional(),
  link: z.object({ url: z.string(), sealed: z.string(), expiresOn: z.string() }).optional(),
});

const result = z.object({
  version: z.literal(1),
  counts: z.object({
    created: count,
    updated: count,
    unchanged: count,
    skipped: count,
    conflict: count,
    failed: count,
  }),
  records: z.array(record),
  runIds: z.array(z.string()).optional(),
  runRecords: z
    .object({
      total: count,
      looked: count,
      next: z.string().nullable(),
      partly: count.optional(),
      deactivated: count.optional(),
    })
    .optional(),
  description: description.optional(),
  mail: mail.optional(),
  matchTrial: matchTrial.optional(),
  setup: setup.optional(),
});

/** The document in `wave_operation.wave_result`. Throws a ZodError for anything else, and a SyntaxError for what is no JSON. */
export function parseOperationResult(text: string): OperationResult {
  return result.parse(JSON.parse(text)) as OperationResult;
}

export function serializeOperationResult(value: OperationResult): string {
  return JSON.stringify(value);
}
