import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { success } from "./answers";
import { reads, writes } from "./endpoint";
import { badRequest } from "./errors";
import { shownThread } from "./inbox";
import { MESSAGE_TYPES, type Message } from "./messages";
import { pageOf } from "./paging";
import { idOf, pageQuery, read } from "./requests";
import type { EnginySandbox } from "./sandbox";

const flag = z.enum(["true", "false"]).transform((text) => text === "true");

const threadQuery = z.strictObject({
  senderIdentityId: z.coerce.number().int().optional(),
  /** Threads that are not archived, unless asked for (inferred). */
  archived: flag.default(false),
});

const inboxQuery = threadQuery.extend({ ...pageQuery.shape, search: z.string().default("") });

const newMessage = z.object({
  contactId: z.int(),
  senderIdentityId: z.int(),
  message: z.string().min(1),
  type: z.enum(MESSAGE_TYPES),
  subject: z.string().optional(),
  /** The same one sends nothing again. */
  requestId: z.string().min(1).optional(),
});

/** Inboxes and conversations. */
export function inboxRoutes(app: FastifyInstance, sandbox: EnginySandbox): void {
  const { companies, contacts, engagement, inbox } = sandbox;
  const { messages } = engagement;
  const matching = (contactId: number, { archived, senderIdentityId }: z.infer<typeof threadQuery>) =>
    inbox.of(contactId).archived !== archived
      ? []
      : messages
          .of(contactId)
          .filter(({ shown }) => (senderIdentityId ?? shown.senderIdentityId) === shown.senderIdentityId);

  app.get("/inboxes", reads("MESSAGING_READ"), async (request) => {
    const { page, pageSize, search, ...query } = read(inboxQuery, request.query);
    const threads = messages.contactIds().flatMap((id) => {
      const contact = contacts.find(id);
      const found = matching(id, query);
      if (!contact || found.length === 0) return [];
      const company = contact.companyId === null ? undefined : companies.find(contact.companyId);
      return [shownThread(contact, company, found, inbox.of(id))];
    });
    const wanted = search.trim().toLowerCase();
    const fits = ({ fullName, email, companyName }: (typeof threads)[number]) =>
      [fullName, email, companyName].some((text) => text?.toLowerCase().includes(wanted));
    // The latest first (inferred).
    const sorted = threads
      .filter((thread) => wanted === "" || fits(thread))
      .sort((a, b) => Date.parse(b.lastActivityAt) - Date.parse(a.lastActivityAt));
    return pageOf(sorted, { page, pageSize });
  });

  app.get<{ Params: { contactId: string } }>(
    "/inboxes/:contactId/messages",
    reads("MESSAGING_READ"),
    async (request) => {
      const { id } = contacts.get(idOf(request.params.contactId));
      const found = matching(id, read(threadQuery, request.query));
      return success({ contactId: id, messages: found.map(shownMessage) });
    },
  );

  // The envelope is inferred from that of the messages of a contact.
  app.get<{ Params: { conversationId: string } }>(
    "/conversation/:conversationId/messages",
    reads("ALL"),
    async (request) => {
      const conversationId = idOf(request.params.conversationId);
      return success({
        conversationId,
        messages: messages.inConversation(conversationId).map(shownMessage),
      });
    },
  );

  app.post("/inbox/messages", writes("MESSAGING_WRITE"), async (request) => {
    const { contactId, message, requestId, ...input } = read(newMessage, request.body);
    contacts.get(contactId);
    if (!sandbox.identities.some(({ id }) => id === input.senderIdentityId))
      throw badRequest(`senderIdentityId: no identity ${input.senderIdentityId}`);
    const sent = sandbox.once(requestId, () => engagement.send({ ...input, contactId, content: message }));
    const { conversationId, type } = sent.shown;
    return success({ contactId, conversationId, type, success: true, message: "Message sent" });
  });
}

const shownMessage = ({ shown }: Message) => shown;
