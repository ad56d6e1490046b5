import formbody from "@fastify/formbody";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { contactPage, messagePage, PAGE_FIELDS } from "./app-page";
import type { WaveContactInput } from "./contact";
import { WaveFault } from "./errors";
import type { WaveSandbox } from "./sandbox";
import { parseContactInput } from "./validation";

type ById = { Params: { id: string } };

/** `/app/contacts/:id`: where "open in Wave" leads, and where a person edits a contact as its owner would. */
export function appRoutes(sandbox: WaveSandbox) {
  return async function waveApp(app: FastifyInstance): Promise<void> {
    await app.register(formbody);

    app.get<ById & { Querystring: { saved?: string } }>("/contacts/:id", async (request, reply) => {
      const contact = sandbox.store.get(request.params.id);
      return html(reply).send(contactPage(contact, request.query.saved === "1"));
    });

    app.post<ById & { Body: Record<string, string> }>("/contacts/:id", async (request, reply) => {
      if (isForeign(request)) throw new WaveFault(403, "forbidden", "Another site sent this form.");
      sandbox.store.update(request.params.id, parseContactInput(fromForm(request.body)));
      return reply.redirect(`${request.url.split("?")[0]}?saved=1`, 303);
    });

    app.setErrorHandler(async (error, _request, reply) => {
      const status = error instanceof WaveFault ? error.status : 500;
      const words =
        error instanceof WaveFault && error.fields ? error.fields.map((f) => `${f.field}: ${f.message}`) : [];
      const message = error instanceof Error ? error.message : "Something failed.";
      return html(reply)
        .status(status)
        .send(messagePage("Wave sandbox", [message, ...words].join(" ")));
    });
  };
}

/** Browsers say where a form comes from; one from elsewhere must not edit the samples. */
function isForeign(request: FastifyRequest): boolean {
  const site = request.headers["sec-fetch-site"];
  return site !== undefined && site !== "same-origin" && site !== "none";
}

/** An empty box is an empty field. */
function fromForm(form: Record<string, string>): Partial<WaveContactInput> {
  return Object.fromEntries(
    PAGE_FIELDS.filter(([field]) => field in form).map(([field]) => [
      field,
      form[field]?.replace(/\r\n/g, "\n") || null,
    ]),
  );
}

function html(reply: FastifyReply): FastifyReply {
  return reply
    .type("text/html; charset=utf-8")
    .header("content-security-policy", "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'")
    .header("x-content-type-options", "nosniff");
}
