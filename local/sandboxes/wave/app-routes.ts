import type { FastifyInstance } from "fastify";
import { acceptForms, sendPage } from "../page";
import { contactPage, messagePage, PAGE_FIELDS } from "./app-page";
import type { WaveContactInput } from "./contact";
import { WaveFault } from "./errors";
import type { WaveSandbox } from "./sandbox";
import { parseContactInput } from "./validation";

type ById = { Params: { id: string } };

/** `/app/contacts/:id`: where "open in Wave" leads, and where a person edits a contact as its owner would. */
export function appRoutes(sandbox: WaveSandbox) {
  return async function waveApp(app: FastifyInstance): Promise<void> {
    acceptForms(app, (message) => new WaveFault(403, "forbidden", message));

    app.get<ById & { Querystring: { saved?: string } }>("/contacts/:id", async (request, reply) => {
      const contact = sandbox.store.get(request.params.id);
      return sendPage(reply, contactPage(contact, request.query.saved === "1"));
    });

    app.post<ById>("/contacts/:id", async (request, reply) => {
      const change = fromForm(request.body as URLSearchParams);
      sandbox.store.update(request.params.id, parseContactInput(change));
      return reply.redirect(`${request.url.split("?")[0]}?saved=1`, 303);
    });

    app.setErrorHandler(async (error, _request, reply) => {
      const status = error instanceof WaveFault ? error.status : 500;
      const words =
        error instanceof WaveFault && error.fields ? error.fields.map((f) => `${f.field}: ${f.message}`) : [];
      const message = error instanceof Error ? error.message : "Something failed.";
      return sendPage(reply.status(status), messagePage("Wave sandbox", [message, ...words].join(" ")));
    });
  };
}

/** An empty box is an empty field. */
function fromForm(form: URLSearchParams): Partial<WaveContactInput> {
  return Object.fromEntries(
    PAGE_FIELDS.filter(([field]) => form.has(field)).map(([field]) => [
      field,
      form.get(field)!.replace(/\r\n/g, "\n") || null,
    ]),
  );
}
