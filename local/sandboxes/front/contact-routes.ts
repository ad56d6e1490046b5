import type { FastifyInstance, FastifyRequest } from "fastify";
import { z } from "zod";
import { baseOf, customFieldsInput, linkToNext, listQuery, placeOf, read, type ById } from "./requests";
import { HANDLE_SOURCES, type FrontContact } from "./contact";
import type { FrontSandbox } from "./sandbox";
import { shownField } from "./shown";

const handle = z.object({ handle: z.string().trim().min(1), source: z.enum(HANDLE_SOURCES) });

/** What else is sent is not taken. */
const contactInput = z.object({
  name: z.string().optional(),
  description: z.string().optional(),
  links: z.array(z.string()).optional(),
  list_names: z.array(z.string()).optional(),
  custom_fields: customFieldsInput.optional(),
});

const newContact = contactInput.extend({ handles: z.array(handle).min(1) });

/** https://dev.frontapp.com/docs/query-object-q */
const contactQuery = listQuery.extend({
  "q[updated_after]": z.coerce.number().optional(),
  "q[updated_before]": z.coerce.number().optional(),
});

const contactIds = z.object({ contact_ids: z.array(z.string()) });

/** Front's Core API, as far as contacts go, those of an account included. */
export function contactRoutes(app: FastifyInstance, { contacts, store, switches }: FrontSandbox): void {
  /** It says neither in which account it is, nor when it was made or changed; it has no picture and no owner here. */
  const shown = (request: FastifyRequest, contact: FrontContact) => {
    const self = `${baseOf(request)}/contacts/${contact.id}`;
    const { list_names: names, created_at: _made, updated_at: _changed, ...rest } = contact;
    const lists = names.map((name) => ({ id: `grp_${name}`, name, is_private: false }));
    return {
      _links: {
        self,
        related: { notes: `${self}/notes`, conversations: `${self}/conversations` },
      },
      ...rest,
      lists,
      groups: lists,
      is_private: false,
    };
  };
  app.get("/contacts/custom_fields", async (request) => ({
    _links: { self: `${baseOf(request)}/contacts/custom_fields` },
    _results: contacts.fields.map((field) => shownField(field, baseOf(request))),
  }));
  app.get("/contacts", async (request) => {
    const query = read(contactQuery, request.query);
    const { limit, page_token: token, sort_by: by, sort_order: order } = query;
    const size = Math.min(limit, switches.current.pageSize);
    const { records, next } = contacts.page(by, order, size, token === undefined ? null : placeOf(token), {
      after: query["q[updated_after]"],
      before: query["q[updated_before]"],
    });
    const { page_token: _place, ...same } = query;
    return {
      _pagination: { next: linkToNext(`${baseOf(request)}/contacts`, same, next) },
      _links: { self: `${baseOf(request)}/contacts` },
      _results: records.map((contact) => shown(request, contact)),
    };
  });
  app.post("/contacts", async (request, reply) =>
    reply.status(201).send(shown(request, contacts.create(read(newContact, request.body)))),
  );
  app.get<ById>("/contacts/:id", async (request) => shown(request, contacts.get(request.params.id)));
  app.patch<ById>("/contacts/:id", async (request, reply) => {
    contacts.update(request.params.id, read(contactInput, request.body));
    return reply.status(204).send();
  });
  app.delete<ById>("/contacts/:id", async (request, reply) => {
    contacts.delete(request.params.id);
    return reply.status(204).send();
  });
  app.post<ById>("/contacts/:id/handles", async (request, reply) => {
    contacts.addHandle(request.params.id, read(handle, request.body));
    return reply.status(204).send();
  });
  app.delete<ById>("/contacts/:id/handles", async (request, reply) => {
    const { force, ...gone } = read(handle.extend({ force: z.boolean().optional() }), request.body);
    contacts.removeHandle(request.params.id, gone, force);
    return reply.status(204).send();
  });
  app.get<ById>("/accounts/:id/contacts", async (request) => {
    const { limit, page_token: token, ...order } = read(listQuery, request.query);
    const { id } = store.get(request.params.id);
    const self = `${baseOf(request)}/accounts/${id}/contacts`;
    const { records, next } = contacts.pageOfMembers(
      id,
      order,
      Math.min(limit, switches.current.pageSize),
      token === undefined ? 0 : placeOf(token),
    );
    return {
      _pagination: { next: linkToNext(self, { limit, ...order }, next) },
      _links: { self },
      _results: records.map((contact) => shown(request, contact)),
    };
  });
  app.post<ById>("/accounts/:id/contacts", async (request, reply) => {
    contacts.join(request.params.id, read(contactIds, request.body).contact_ids);
    return reply.status(204).send();
  });
  app.delete<ById>("/accounts/:id/contacts", async (request, reply) => {
    const ids = read(contactIds, request.body).contact_ids;
    const { id } = store.get(request.params.id);
    contacts.part(
      id,
      ids.map((each) => contacts.get(each).id),
    );
    return reply.status(204).send();
  });
}
