import type { FastifyInstance } from "fastify";
import { parseAddresses } from "../../../core/mail/addresses";
import { escapeHtml } from "../../../core/values/escape-html";
import { acceptForms, sendPage } from "../page";
import { badRequest, foreign, notFound } from "./errors";
import type { Person } from "./mail";
import { mailboxPage, mailboxesPage, mailPage, webhooksPage } from "./pages";
import type { NylasSandbox } from "./sandbox";

/** The latest mails that a page shows. */
const SHOWN_MAILS = 100;
const SHOWN_ATTEMPTS = 100;

type OfGrant = { Params: { grant: string }; Querystring: { sent?: string } };
type ById = { Params: { grant: string; id: string }; Querystring: { sent?: string } };

/** Pages for people: mailboxes, what is in them, and where somebody writes a mail as whoever it may be. */
export function pageRoutes(app: FastifyInstance, sandbox: NylasSandbox, base: string): void {
  acceptForms(app, foreign);
  const { post, webhooks } = sandbox;
  const everybody = () => [...sandbox.mailboxes().map(({ grant }) => grant), ...sandbox.people];

  app.get<OfGrant>("/mailboxes", async (request, reply) =>
    sendPage(reply, mailboxesPage(sandbox.mailboxes(), everybody(), base, request.query.sent !== undefined)),
  );
  app.post("/mailboxes", async (request, reply) => {
    send(request.body as URLSearchParams);
    return reply.redirect(`${base}/mailboxes?sent`, 303);
  });
  app.get<OfGrant>("/mailboxes/:grant", async (request, reply) => {
    const mailbox = sandbox.grantAt(request.params.grant);
    const mails = [];
    for (const mail of mailbox.newestFirst()) if (mails.push(mail) === SHOWN_MAILS) break;
    return sendPage(reply, mailboxPage(mailbox, mails, base));
  });
  app.post<OfGrant>("/mailboxes/:grant/status", async (request, reply) => {
    const mailbox = sandbox.grantAt(request.params.grant);
    sandbox.setStatus(mailbox, mailbox.grant.status === "valid" ? "invalid" : "valid");
    return reply.redirect(`${base}/mailboxes/${mailbox.grant.id}`, 303);
  });
  app.get<ById>("/mailboxes/:grant/mails/:id", async (request, reply) => {
    const { mail, mailbox } = mailIn(request.params);
    return sendPage(
      reply,
      mailPage({ mail, mailbox, everybody: everybody(), base, sent: request.query.sent !== undefined }),
    );
  });
  app.post<ById>("/mailboxes/:grant/mails/:id", async (request, reply) => {
    const { mail, mailbox } = mailIn(request.params);
    send(request.body as URLSearchParams, mail.messageId ?? undefined);
    return reply.redirect(`${pathOf(mailbox.grant.id, mail.id)}?sent`, 303);
  });
  app.post<ById>("/mailboxes/:grant/mails/:id/move", async (request, reply) => {
    const { mail, mailbox } = mailIn(request.params);
    const moved = post.move(mailbox, mail, (request.body as URLSearchParams).get("folder") ?? "");
    return reply.redirect(pathOf(mailbox.grant.id, moved.id), 303);
  });
  app.post<ById>("/mailboxes/:grant/mails/:id/delete", async (request, reply) => {
    const { mail, mailbox } = mailIn(request.params);
    post.remove(mailbox, mail);
    return reply.redirect(`${base}/mailboxes/${mailbox.grant.id}`, 303);
  });
  app.get("/webhooks", async (_request, reply) =>
    sendPage(
      reply,
      webhooksPage(webhooks.subscriptions.list(), webhooks.log.slice(-SHOWN_ATTEMPTS).reverse(), base),
    ),
  );

  const pathOf = (grant: string, id: string) => `${base}/mailboxes/${grant}/mails/${encodeURIComponent(id)}`;

  function mailIn({ grant, id }: ById["Params"]) {
    const mailbox = sandbox.grantAt(grant);
    const mail = mailbox.find(id);
    if (!mail) throw notFound(`Message ${id} not found`);
    return { mail, mailbox };
  }

  function send(form: URLSearchParams, answers?: string): void {
    const [from] = peopleIn(form.get("from"), everybody());
    const to = peopleIn(form.get("to"), everybody());
    if (!from || to.length === 0) throw badRequest("Who writes, and to whom? Go back and name both.");
    post.send({
      from,
      to,
      cc: peopleIn(form.get("cc"), everybody()),
      subject: form.get("subject") ?? "",
      body: paragraphs(form.get("text") ?? ""),
      answers,
    });
  }
}

/** Addresses as somebody typed them, with the names that are known here. */
function peopleIn(text: string | null, known: readonly Person[]): readonly Person[] {
  return parseAddresses(text ?? "").map(({ address, name }) => {
    const found = known.find(({ email }) => email.toLowerCase() === address);
    return { name: name ?? found?.name ?? "", email: found?.email ?? address };
  });
}

function paragraphs(text: string): string {
  return text
    .split(/\r?\n\s*\r?\n/)
    .map((part) => `<p>${escapeHtml(part.trim()).replace(/\r?\n/g, "<br>")}</p>`)
    .join("");
}
