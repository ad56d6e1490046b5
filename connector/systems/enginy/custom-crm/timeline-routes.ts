import { createHash } from "node:crypto";
import { z } from "zod";
import type { CrmTask, NewActivity, RowOf } from "../../contract/engine";
import { route, RouteRefusal, routeWithBody, type Route } from "../../contract/routes";
import { COMPANIES, CONTACTS } from "./kinds";
import { idsBody } from "./record-routes";

const text = z.string().nullish();
const time = z.iso.datetime({ offset: true }).nullish();
const about = { contactId: text, companyId: text, ownerId: text };

const taskBody = z.looseObject({
  subject: z.string().min(1),
  description: text,
  type: text,
  dueDate: time,
  ...about,
});

const doneBody = z.looseObject({ completed: z.boolean() });
const doneManyBody = doneBody.extend({ ids: idsBody.shape.ids });

const activityBody = z.looseObject({
  type: z.enum(["EMAIL", "LINKEDIN", "LINKEDIN_INMAIL", "LINKEDIN_CONNECTION"]),
  direction: z.enum(["INBOUND", "OUTBOUND"]).nullish(),
  subject: text,
  body: text,
  occurredAt: time,
  metadata: z.looseObject({ messageId: z.union([z.string().min(1), z.number()]).nullish() }).nullish(),
  ...about,
});

const KINDS: Readonly<Record<ActivityBody["type"], NewActivity["kind"]>> = {
  EMAIL: "email",
  LINKEDIN: "LinkedIn",
  LINKEDIN_INMAIL: "LinkedInInMail",
  LINKEDIN_CONNECTION: "LinkedInConnection",
};

type ActivityBody = z.infer<typeof activityBody>;

/** Tasks, and what was written to and by somebody. https://docs.enginy.ai (Custom CRM: tasks, activities) */
export const timelineRoutes: readonly Route[] = [
  routeWithBody("POST", "/tasks", taskBody, async (body, engine) => {
    const { subject, description = null, type = null, dueDate = null, ownerId = null } = body;
    const made = await engine.addTask({
      // A call that is repeated says the same in every word.
      key: hashOf(["task", subject, description, type, dueDate, ownerId, body.contactId, body.companyId]),
      ...{ subject, description, kind: type, about: rowsOf(body), ownerId, dueOn: dueDate },
    });
    return { status: 201, body: shown(made) };
  }),

  routeWithBody("POST", "/tasks/batch", idsBody, async ({ ids }, engine) => ({
    status: 200,
    body: (await engine.tasks(ids)).map(shown),
  })),

  routeWithBody("PATCH", "/tasks/batch", doneManyBody, async ({ ids, completed }, engine) => ({
    status: 200,
    body: (await engine.setDone(ids, completed)).map(shown),
  })),

  route("GET", "/tasks/:id", async (engine, { id = "" }) => ({
    status: 200,
    body: shown(only(await engine.tasks([id]))),
  })),

  routeWithBody("PATCH", "/tasks/:id", doneBody, async ({ completed }, engine, { id = "" }) => ({
    status: 200,
    body: shown(only(await engine.setDone([id], completed))),
  })),

  routeWithBody("POST", "/activities", activityBody, async (body, engine) => {
    const { type, direction, subject, body: words = null, ownerId = null, occurredAt = null } = body;
    const id = await engine.log({
      key: keyOf(body),
      kind: KINDS[type],
      incoming: direction === "INBOUND",
      subject: subject || `${type} ${direction ?? ""}`.trim(),
      body: words,
      messageId: mailIn(body),
      about: rowsOf(body),
      ownerId,
      happenedOn: occurredAt,
    });
    return { status: 201, body: { id } };
  }),
];

/** A message is logged once by its id. What has none is told apart by whom it is about, when, and what it says. */
function keyOf({ contactId, direction, metadata, occurredAt, subject, type }: ActivityBody): string {
  const { messageId } = metadata ?? {};
  return messageId != null
    ? `message:${messageId}`
    : hashOf(["activity", type, direction, contactId, occurredAt, subject]);
}

/** A Message-ID, should one be told: ids of Enginy's own are numbers. https://www.rfc-editor.org/rfc/rfc5322#section-3.6.4 */
function mailIn({ metadata, type }: ActivityBody): string | null {
  const id = String(metadata?.messageId ?? "").trim();
  const bare = /^<?([^<>\s@]+@[^<>\s@]+)>?$/.exec(id)?.[1];
  return type === "EMAIL" && bare !== undefined ? `<${bare}>` : null;
}

function hashOf(said: readonly unknown[]): string {
  return createHash("sha256").update(JSON.stringify(said)).digest("hex");
}

function rowsOf({ contactId, companyId }: Pick<ActivityBody, "contactId" | "companyId">): readonly RowOf[] {
  return [
    ...(contactId ? [{ object: CONTACTS.object, rowId: contactId }] : []),
    ...(companyId ? [{ object: COMPANIES.object, rowId: companyId }] : []),
  ];
}

function only([task]: readonly CrmTask[]): CrmTask {
  if (task) return task;
  throw new RouteRefusal(404, "not_found", "There is no such task.");
}

function shown({ description, dueOn, doneOn, id, kind, ownerId, rowId, subject, table }: CrmTask): object {
  return {
    id,
    subject,
    description,
    type: kind,
    ownerId,
    dueDate: dueOn,
    ...(table === "account" ? { companyId: rowId } : { contactId: rowId }),
    completed: doneOn !== null,
    completedAt: doneOn || null,
  };
}
