import type { HttpRequest, sendOnce } from "../../../connector/systems/base/http";
import { enginySettings } from "../../../connector/systems/enginy/settings";
import { ENGINY_SANDBOX_KEY, EnginySandbox } from "../../../local/sandboxes/enginy";
import { EnginyFault, notFound, unauthorized } from "../../../local/sandboxes/enginy/errors";
import { shownThread } from "../../../local/sandboxes/enginy/inbox";
import { pageOf } from "../../../local/sandboxes/enginy/paging";
import { performance } from "../../../local/sandboxes/enginy/performance";
import type { EnginyRecord } from "../../../local/sandboxes/enginy/record";
import type { RecordStore } from "../../../local/sandboxes/enginy/record-store";
import {
  fieldQuery,
  idOf,
  pageQuery,
  performanceQuery,
  read,
  searchInput,
} from "../../../local/sandboxes/enginy/requests";
import { search } from "../../../local/sandboxes/enginy/search";
import { companyView, contactView, type View } from "../../../local/sandboxes/enginy/views";
import { copied, sentOver, type SystemAnswer, type SystemWire } from "../world/system-wire";

export const SIMULATED_ENGINY_SETTINGS = enginySettings.parse({
  apiBaseUrl: "https://enginy.example",
  apiKey: ENGINY_SANDBOX_KEY,
  requestsPerMinute: 200,
});

/** Enginy by its documentation, in memory and without HTTP; adapter, budget and retries are the product's own. */
export class SimulatedEnginy {
  readonly sandbox: EnginySandbox;
  pageSize = 100;

  constructor(private readonly now: () => Date) {
    this.sandbox = new EnginySandbox({ now });
  }

  /** Sends as `sendOnce` does; `wire` decides what happens to a request on the way. */
  over(wire: SystemWire): typeof sendOnce {
    return sentOver(wire, `${SIMULATED_ENGINY_SETTINGS.apiBaseUrl}/v1`, (request) => this.answer(request));
  }

  private answer({ method, url, headers, body }: HttpRequest): SystemAnswer {
    const dated = new Headers({ date: this.now().toUTCString() });
    try {
      if (headers["x-api-key"] !== SIMULATED_ENGINY_SETTINGS.apiKey) throw unauthorized();
      const shown = this.done(method, new URL(url), copied(body));
      return { status: 200, headers: dated, body: copied(shown) };
    } catch (error) {
      if (!(error instanceof EnginyFault)) throw error;
      return { status: error.status, headers: dated, body: error.body() };
    }
  }

  private done(method: string, url: URL, body: unknown): unknown {
    const { sandbox } = this;
    const query = Object.fromEntries(url.searchParams);
    const inbox = /^\/v1\/inboxes\/([^/]+)\/messages$/.exec(url.pathname)?.[1];
    if (inbox !== undefined) {
      const { id } = sandbox.contacts.get(idOf(inbox));
      const messages = sandbox.engagement.messages.of(id).map(({ shown }) => shown);
      return { data: { contactId: id, messages } };
    }
    switch (`${method} ${url.pathname.replace("/v1/", "")}`) {
      case "POST contacts/search":
        return this.found("contact", sandbox.contacts, contactView(sandbox), body);
      case "POST companies/search":
        return this.found("company", sandbox.companies, companyView(sandbox), body);
      case "GET contacts/fields":
        return { data: { fields: sandbox.fields.contact.find(read(fieldQuery, query)) } };
      case "GET companies/fields":
        return { data: { fields: sandbox.fields.company.find(read(fieldQuery, query)) } };
      case "GET identities/performance":
        return { data: performance(sandbox.identities, [], read(performanceQuery, query)) };
      case "GET tasks/owners":
        return { data: sandbox.owners };
      case "GET inboxes":
        return pageOf(this.threads(), read(pageQuery, query));
      default:
        throw notFound(`${method} ${url.pathname}`);
    }
  }

  private threads() {
    const { companies, contacts, engagement, inbox } = this.sandbox;
    return engagement.messages.contactIds().flatMap((id) => {
      const contact = contacts.find(id);
      if (!contact) return [];
      const company = contact.companyId === null ? undefined : companies.find(contact.companyId);
      return [shownThread(contact, company, engagement.messages.of(id), inbox.of(id))];
    });
  }

  private found<R extends EnginyRecord>(
    entity: "contact" | "company",
    store: RecordStore<R>,
    view: View<R>,
    body: unknown,
  ) {
    const asked = read(searchInput, body);
    const page = { ...asked, pageSize: Math.min(asked.pageSize, this.pageSize) };
    return search(store.all(), page, view, this.sandbox.fields[entity]);
  }
}
