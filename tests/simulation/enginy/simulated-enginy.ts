import { toSystemError } from "../../../connector/systems/base/failure";
import type { HttpOptions, HttpRequest, sendOnce } from "../../../connector/systems/base/http";
import type { SystemCall } from "../../../connector/systems/contract/object";
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

export const SIMULATED_ENGINY_SETTINGS = enginySettings.parse({
  apiBaseUrl: "https://enginy.example",
  apiKey: ENGINY_SANDBOX_KEY,
  requestsPerMinute: 200,
});

/** What becomes of one request on its way to Enginy. */
export type EnginyWire = <T>(
  label: string,
  request: HttpRequest,
  call: SystemCall,
  effect: () => T,
) => Promise<T>;

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** Enginy by its documentation, in memory and without HTTP; adapter, budget and retries are the product's own. */
export class SimulatedEnginy {
  readonly sandbox: EnginySandbox;
  pageSize = 100;

  constructor(private readonly now: () => Date) {
    this.sandbox = new EnginySandbox({ now });
  }

  /** Sends as `sendOnce` does; `wire` decides what happens to a request on the way. */
  over(wire: EnginyWire): typeof sendOnce {
    return async (request, call, options) => {
      const { method, url, body } = request;
      const path = url.replace(`${SIMULATED_ENGINY_SETTINGS.apiBaseUrl}/v1`, "");
      const label = `${method} ${path.split("?")[0]} ${body === undefined ? "" : JSON.stringify(body).slice(0, 80)}`;
      const answer = await wire(label.trim(), request, call, () => this.answer(request));
      return this.heard(answer, options);
    };
  }

  private async heard(
    { status, body }: Answer,
    { time, heard, words, system }: HttpOptions,
  ): Promise<unknown> {
    const headers = new Headers({ date: this.now().toUTCString() });
    time.hear(headers.get("date"));
    await heard?.(status, headers);
    if (status >= 400) throw toSystemError(system, status, words(body), null);
    return body;
  }

  private answer({ method, url, headers, body }: HttpRequest): Answer {
    try {
      if (headers["x-api-key"] !== SIMULATED_ENGINY_SETTINGS.apiKey) throw unauthorized();
      const shown = this.done(method, new URL(url), copied(body));
      return { status: 200, body: copied(shown) };
    } catch (error) {
      if (!(error instanceof EnginyFault)) throw error;
      return { status: error.status, body: error.body() };
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

/** What goes over a wire is a copy. */
const copied = <T>(value: T): T => (value === undefined ? value : (JSON.parse(JSON.stringify(value)) as T));
