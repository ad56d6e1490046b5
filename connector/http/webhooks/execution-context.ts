import { z } from "zod";
import { normaliseGuid } from "../../../core/values/guid";

const guid = z.string().transform((text, context) => {
  const id = normaliseGuid(text);
  if (id !== null) return id;
  context.addIssue({ code: "custom", message: "no GUID" });
  return z.NEVER;
});

/** The members of a RemoteExecutionContext we use; newer environments send more. */
const shape = z.object({
  MessageName: z.string(),
  OrganizationId: guid,
  UserId: guid,
  CorrelationId: guid,
  PrimaryEntityName: z.string().nullish(),
  PrimaryEntityId: guid.nullish(),
  // Left out when the whole was larger than 256 KB.
  InputParameters: z.array(z.object({ key: z.string(), value: z.unknown() })).nullish(),
});

/** What the platform says happened. */
export interface ExecutionContext {
  readonly message: string;
  readonly organizationId: string;
  /** In whose name it happened. */
  readonly userId: string;
  readonly correlationId: string;
  readonly table: string | null;
  readonly rowId: string | null;
  /** Null when they were left out for their size: the row has to be read instead. */
  readonly input: Readonly<Record<string, unknown>> | null;
}

/**
 * The body of a webhook call -> what happened; null when it is none.
 * https://learn.microsoft.com/power-apps/developer/data-platform/use-webhooks
 */
export function parseExecutionContext(body: Buffer, sizeExceeded: boolean): ExecutionContext | null {
  let json: unknown;
  try {
    json = JSON.parse(body.toString("utf8"));
  } catch {
    return null;
  }
  const parsed = shape.safeParse(json);
  if (!parsed.success) return null;
  const context = parsed.data;
  const input = sizeExceeded ? null : context.InputParameters;
  return {
    message: context.MessageName,
    organizationId: context.OrganizationId,
    userId: context.UserId,
    correlationId: context.CorrelationId,
    table: context.PrimaryEntityName ?? null,
    rowId: context.PrimaryEntityId ?? null,
    input: input ? Object.fromEntries(input.map(({ key, value }) => [key, value])) : null,
  };
}
