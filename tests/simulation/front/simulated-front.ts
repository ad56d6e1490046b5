import type { HttpRequest, sendOnce } from "../../../connector/systems/base/http";
import { frontSettings } from "../../../connector/systems/front/settings";
import { accountInput, listQuery, placeOf, read } from "../../../local/sandboxes/front/requests";
import { FrontFault, notFound, unauthorized } from "../../../local/sandboxes/front/errors";
import { CompanyLimit } from "../../../local/sandboxes/front/rate-limit";
import { FrontStore } from "../../../local/sandboxes/front/store";
import { NO_SWITCHES, type Switches } from "../../../local/sandboxes/front/switches";
import { copied, sentOver, type SystemAnswer, type SystemWire } from "../world/system-wire";

export const SIMULATED_FRONT_SETTINGS = frontSettings.parse({
  apiBaseUrl: "https://front.example",
  apiToken: "simulated-token",
  requestsPerMinute: 200,
});

/** Front by its documentation, in memory and without HTTP; adapter, budget and retries are the product's own. */
export class SimulatedFront {
  readonly store: FrontStore;
  readonly limit: CompanyLimit;
  requests = 0;
  writes = 0;
  pageSize = 100;
  /** When an account was read by its id last: what is typed between that and a change that replaces all of something is written over. */
  readonly readOn = new Map<string, number>();
  /** Called before an account is changed through the interface. */
  beforeChange: (id: string, body: object) => void = () => {};

  constructor(
    private readonly now: () => Date,
    private readonly switches: () => Switches = () => NO_SWITCHES,
  ) {
    this.store = new FrontStore(now, switches);
    this.limit = new CompanyLimit(6_000, now);
  }

  /** Sends as `sendOnce` does; `wire` decides what happens to a request on the way. */
  over(wire: SystemWire): typeof sendOnce {
    return sentOver(wire, SIMULATED_FRONT_SETTINGS.apiBaseUrl, (request) => this.answer(request));
  }

  private answer({ method, url, headers, body }: HttpRequest): SystemAnswer {
    this.requests++;
    const date = this.now().toUTCString();
    try {
      if (headers.authorization !== `Bearer ${SIMULATED_FRONT_SETTINGS.apiToken}`) throw unauthorized();
      const limit = this.limit.take();
      const shown = this.done(method, new URL(url), copied(body));
      if (method !== "GET") this.writes++;
      return {
        status: 200,
        headers: new Headers({ date, ...limit }),
        body: copied(shown),
      };
    } catch (error) {
      if (!(error instanceof FrontFault)) throw error;
      return { status: error.status, headers: new Headers({ date, ...error.headers }), body: error.body() };
    }
  }

  private done(method: string, url: URL, body: unknown): unknown {
    const { store } = this;
    const [, collection, part] = url.pathname.split("/").map(decodeURIComponent);
    if (method === "GET" && collection === "me") return { id: "cmp_1", name: "Simulated" };
    if (method === "GET" && collection === "teammates") return { _results: store.teammates };
    if (collection !== "accounts") throw notFound("Page", url.pathname);
    if (part === "custom_fields") return { _results: store.fields };
    if (part === undefined)
      return method === "POST" ? store.create(read(accountInput, body)) : this.list(url);
    const { id } = store.get(part);
    if (method === "GET") {
      this.readOn.set(id, this.now().getTime());
      return store.get(id);
    }
    if (method === "DELETE") return void store.delete(id);
    this.beforeChange(id, body as object);
    return store.update(id, read(accountInput, body));
  }

  private list(url: URL): unknown {
    const query = read(listQuery, Object.fromEntries(url.searchParams));
    const { limit, page_token: token, sort_by: by, sort_order: order } = query;
    const size = Math.min(limit, this.pageSize, this.switches().pageSize);
    const { accounts, next } = this.store.page(by, order, size, token === undefined ? null : placeOf(token));
    const more = new URL(url);
    if (next !== null) more.searchParams.set("page_token", Buffer.from(String(next)).toString("base64url"));
    return { _results: accounts, _pagination: { next: next === null ? null : more.href } };
  }
}
