/**
 * What a log line may say beside its message. Ids and numbers only: no names, addresses, field values, URLs with
 * queries, headers or bodies. Adding one here is a decision about personal data.
 */
export interface LogFields {
  readonly correlationId?: string;
  /** Correlation ids that this one stands for, separated by spaces. */
  readonly correlationIds?: string;
  readonly environmentId?: string;
  readonly connectionId?: string;
  readonly mappingId?: string;
  readonly operationId?: string;
  readonly runId?: string;
  readonly kind?: string;
  readonly table?: string;
  readonly system?: string;
  readonly outcome?: string;
  readonly status?: string;
  readonly code?: string;
  readonly httpStatus?: number;
  readonly method?: string;
  readonly route?: string;
  readonly durationMs?: number;
  readonly records?: number;
  readonly requests?: number;
  readonly attempt?: number;
  readonly waitMs?: number;
  readonly port?: number;
  readonly adminPort?: number;
  /** Calls a line stands for, and from how many addresses they came. */
  readonly calls?: number;
  readonly addresses?: number;
  /** Where a call of the admin API, a sign-in or a refused call came from: an address. Never that of a seller. */
  readonly from?: string;
  /** Who did something: the name of an admin key, or the object id of whoever signed in. */
  readonly who?: string;
  readonly database?: string;
  /** Name and first stack frames of an error. Its message is left out: it may quote data. */
  readonly error?: unknown;
}

const PLAIN: ReadonlySet<string> = new Set<Exclude<keyof LogFields, "error">>([
  "correlationId",
  "correlationIds",
  "environmentId",
  "connectionId",
  "mappingId",
  "operationId",
  "runId",
  "kind",
  "table",
  "system",
  "outcome",
  "status",
  "code",
  "httpStatus",
  "method",
  "route",
  "durationMs",
  "records",
  "requests",
  "attempt",
  "waitMs",
  "port",
  "adminPort",
  "calls",
  "addresses",
  "from",
  "who",
  "database",
]);

/** Enough frames to find the place. */
const FRAMES = 6;

/** Only what may be logged, in a form that cannot carry more. */
export function allowed(fields: LogFields = {}): Record<string, unknown> {
  const out: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(fields)) {
    if (name === "error") out.error = describe(value);
    else if (PLAIN.has(name) && (typeof value === "string" || typeof value === "number")) out[name] = value;
  }
  return out;
}

function describe(error: unknown): object {
  if (!(error instanceof Error)) return { name: typeof error };
  const code = (error as { code?: unknown }).code;
  const frames = (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line));
  return {
    name: error.name,
    ...(typeof code === "string" || typeof code === "number" ? { code } : {}),
    at: frames.slice(0, FRAMES).map((line) => line.trim()),
    ...(error.cause instanceof Error ? { cause: describe(error.cause) } : {}),
  };
}
