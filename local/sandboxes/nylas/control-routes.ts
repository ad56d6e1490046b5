import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { commonControls, deliveryControls } from "../control";
import { badRequest, notFound } from "./errors";
import { PROVIDERS } from "./grant";
import { read } from "./requests";
import type { NylasSandbox } from "./sandbox";

const person = z.strictObject({ name: z.string().default(""), email: z.string().min(1) });
const people = z.array(person);

const mailInput = z.strictObject({
  from: person,
  to: people,
  cc: people.optional(),
  bcc: people.optional(),
  subject: z.string().default(""),
  body: z.string().default(""),
  date: z.int().optional(),
  answers: z.string().optional(),
  messageId: z.string().nullable().optional(),
  folder: z.enum(["\\Inbox", "\\Sent", "\\Drafts", "\\Junk", "\\Trash", "\\Archive"]).optional(),
  attachments: z
    .array(
      z.strictObject({
        filename: z.string(),
        contentType: z.string().default("application/octet-stream"),
        size: z.int().min(0),
        isInline: z.boolean().default(false),
      }),
    )
    .optional(),
});

const mailboxInput = z.strictObject({
  email: z.string().min(3),
  name: z.string().default(""),
  provider: z.enum(PROVIDERS),
  language: z.enum(["en", "de", "fr"]).optional(),
});

const changeInput = z.strictObject({
  folder: z.string().optional(),
  unread: z.boolean().optional(),
  starred: z.boolean().optional(),
});

type OfGrant = { Params: { grant: string } };
type ById = { Params: { grant: string; id: string } };

/** What a person, or a test, does to this Nylas from behind. Needs no key, knows no limits. */
export function controlRoutes(app: FastifyInstance, sandbox: NylasSandbox): void {
  const { limits, post, webhooks } = sandbox;
  commonControls(app, sandbox, () => ({
    mailboxes: sandbox.mailboxes().map(({ grant, size }) => ({ ...grant, mails: size })),
    atATime: Object.fromEntries(limits.most),
  }));
  app.post("/reset", async (_request, reply) => {
    sandbox.reset();
    return reply.status(204).send();
  });
  app.put<{ Body: { readonly enforced?: boolean } }>("/limits", async (request, reply) => {
    limits.enforced = request.body?.enforced ?? true;
    return reply.status(204).send();
  });
  deliveryControls(app, "/webhooks", webhooks);
  app.get("/webhooks/log", async () => ({ data: webhooks.log }));

  // Somebody writes a mail; it comes to every mailbox whose address is in it.
  app.post("/mails", async (request) => ({ messageId: post.send(read(mailInput, request.body)) }));
  app.post("/mailboxes", async (request) => sandbox.connect(read(mailboxInput, request.body)).grant);
  app.post<OfGrant>("/mailboxes/:grant/expire", async (request, reply) => {
    sandbox.setStatus(sandbox.grantAt(request.params.grant), "invalid");
    return reply.status(204).send();
  });
  app.post<OfGrant>("/mailboxes/:grant/sign-in", async (request, reply) => {
    sandbox.setStatus(sandbox.grantAt(request.params.grant), "valid");
    return reply.status(204).send();
  });
  app.post<OfGrant>("/mailboxes/:grant/history", async (request, reply) => {
    sandbox.tellHistory(sandbox.grantAt(request.params.grant));
    return reply.status(204).send();
  });
  app.get<OfGrant>("/mailboxes/:grant/mails", async (request) => ({
    data: [...sandbox.grantAt(request.params.grant).newestFirst()],
  }));
  app.patch<ById>("/mailboxes/:grant/mails/:id", async (request) => {
    const { folder, ...marks } = read(changeInput, request.body);
    const { mail, mailbox } = mailIn(request.params);
    if (folder === undefined) return post.change(mailbox, mail, marks);
    if (Object.keys(marks).length > 0) throw badRequest("A mail is moved or marked, not both at once.");
    return post.move(mailbox, mail, folder);
  });
  app.delete<ById>("/mailboxes/:grant/mails/:id", async (request, reply) => {
    const { mail, mailbox } = mailIn(request.params);
    post.remove(mailbox, mail);
    return reply.status(204).send();
  });

  function mailIn({ grant, id }: ById["Params"]) {
    const mailbox = sandbox.grantAt(grant);
    const mail = mailbox.find(id);
    if (!mail) throw notFound(`Message ${id} not found`);
    return { mail, mailbox };
  }
}
