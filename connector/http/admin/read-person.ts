import { z } from "zod";
import { AdminError } from "../../connect/admin-error";
import type { PersonRequest } from "../../connect/privacy/person";

const shape = z.object({
  record: z.string("record is missing").trim().min(1, "record is empty").max(200, "record is no id"),
  environmentId: z.guid("environmentId is no GUID").optional(),
});

/** Whose data it is about. The body, not the address: addresses stand in the logs of proxies. @throws AdminError 400 */
export function readPerson(body: unknown): PersonRequest {
  const parsed = shape.safeParse(body);
  if (parsed.success) return parsed.data;
  const details = parsed.error.issues.map((issue) => issue.message).join("; ");
  throw new AdminError(400, "BAD_INPUT", { details });
}
