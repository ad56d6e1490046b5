import type { FastifyInstance, FastifyReply } from "fastify";
import { page, success } from "./answers";
import { notBuilt, notFound } from "./errors";
import type { Mail } from "./mail";
import type { Mailbox, Place } from "./mailbox";
import { messageFilter } from "./message-filter";
import { readToken, writeToken } from "./paging";
import {
  attachmentQuery,
  messageQuery,
  NOT_BUILT,
  oneMessageQuery,
  read,
  threadQuery,
  type MessageQuery,
} from "./requests";
import type { NylasSandbox } from "./sandbox";
import { only, shownAttachment, shownMessage } from "./shown-message";
import { attachmentBytes } from "./attachment-bytes";
import { shownThread } from "./shown-thread";

type OfGrant = { Params: { grant: string } };
type ById = { Params: { grant: string; id: string } };

/** Mails and conversations of a mailbox, the newest first. */
export function messageRoutes(app: FastifyInstance, sandbox: NylasSandbox): void {
  app.get<OfGrant>("/grants/:grant/messages", async (request, reply) => {
    const query = read(messageQuery, request.query);
    const missing = NOT_BUILT.find((name) => query[name] !== undefined);
    if (missing) throw notBuilt(`the parameter ${missing}`);
    const mailbox = sandbox.mailboxOf(request.params.grant);
    const found = listed(mailbox, query, messageFilter(mailbox, query, sandbox.switches.current));
    const data = found.mails.map((mail) =>
      only(shownMessage(mail, mailbox.grant.id, query.fields), query.select),
    );
    return page(reply, data, found.next);
  });

  app.get<ById>("/grants/:grant/messages/:id", async (request, reply) => {
    const { fields, select } = read(oneMessageQuery, request.query);
    const mailbox = sandbox.mailboxOf(request.params.grant);
    const mail = mailIn(mailbox, request.params.id);
    return success(reply, only(shownMessage(mail, mailbox.grant.id, fields), select));
  });

  app.get<OfGrant>("/grants/:grant/threads", async (request, reply) => {
    const query = read(threadQuery, request.query);
    const mailbox = sandbox.mailboxOf(request.params.grant);
    const isWanted = messageFilter(mailbox, query, sandbox.switches.current);
    const isNewest = (mail: Mail) => mailbox.inThread(mail.threadId)[0]!.id === mail.id;
    const found = listed(mailbox, query, (mail) => isWanted(mail) && isNewest(mail));
    const data = found.mails.map(({ threadId }) =>
      only(shownThread(mailbox.inThread(threadId), mailbox.grant.id), query.select),
    );
    return page(reply, data, found.next);
  });

  app.get<ById>("/grants/:grant/threads/:id", async (request, reply) => {
    const mailbox = sandbox.mailboxOf(request.params.grant);
    const mails = mailbox.inThread(request.params.id);
    if (mails.length === 0) throw notFound(`Thread ${request.params.id} not found`);
    return success(reply, shownThread(mails, mailbox.grant.id));
  });

  app.get<ById>("/grants/:grant/attachments/:id", async (request, reply) => {
    const { attachment, mailbox } = attachmentIn(sandbox, request.params, request.query);
    return success(reply, shownAttachment(attachment, mailbox.grant.id));
  });

  app.get<ById>("/grants/:grant/attachments/:id/download", async (request, reply): Promise<FastifyReply> => {
    const { attachment } = attachmentIn(sandbox, request.params, request.query);
    const name = attachment.filename.replace(/[^\w. -]/g, "_");
    return reply
      .type(attachment.contentType)
      .header("content-disposition", `attachment; filename="${name}"`)
      .send(attachmentBytes(attachment));
  });
}

/** A page of those that are wanted, and the token of the next. */
export function listed(
  mailbox: Mailbox,
  query: Partial<MessageQuery> & Pick<MessageQuery, "limit">,
  isWanted: (mail: Mail) => boolean,
): { readonly mails: readonly Mail[]; readonly next: string | undefined } {
  const { limit, page_token: token, received_after: after = -Infinity, received_before: before } = query;
  const list = [mailbox.grant.id, { ...query, limit: undefined, page_token: undefined }];
  const place = token === undefined ? null : readToken<Place>(token, list);
  const mails: Mail[] = [];
  for (const mail of mailbox.newestFirst(place, before)) {
    if (mail.date <= after) break;
    if (!isWanted(mail)) continue;
    if (mails.length === limit) {
      const { date, id } = mails.at(-1)!;
      return { mails, next: writeToken({ date, id }, list) };
    }
    mails.push(mail);
  }
  return { mails, next: undefined };
}

function mailIn(mailbox: Mailbox, id: string): Mail {
  const mail = mailbox.find(id);
  if (!mail) throw notFound(`Message ${id} not found`);
  return mail;
}

function attachmentIn(sandbox: NylasSandbox, { grant, id }: ById["Params"], query: unknown) {
  const { message_id: messageId } = read(attachmentQuery, query);
  const mailbox = sandbox.mailboxOf(grant);
  const attachment = mailIn(mailbox, messageId).attachments.find((each) => each.id === id);
  if (!attachment) throw notFound(`Attachment ${id} not found`);
  return { attachment, mailbox };
}
