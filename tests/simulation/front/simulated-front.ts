import type { HttpOptions, HttpRequest, sendOnce } from "../../../connector/systems/base/http";
import { toSystemError } from "../../../connector/systems/base/failure";
import type { SystemCall } from "../../../connector/systems/contract/object";
import { frontSettings } from "../../../connector/systems/front/settings";
import { accountInput, listQuery, placeOf, read } from "../../../local/sandboxes/front/requests";
import { FrontFault, notFound, unauthorized } from "../../../local/sandboxes/front/errors";
import { CompanyLimit } from "../../../local/sandboxes/front/rate-limit";
import { FrontStore } from "../../../local/sandboxes/front/store";
import { NO_SWITCHES, type Switches } from "../../../local/sandboxes/front/switches";

export const SIMULATED_FRONT_SETTINGS = frontSettings.parse({
  apiBaseUrl: "https://front.example",
  apiToken: "simulated-token",
  requestsPerMinute: 200,
});

/** What becomes of one request on its way to Front. */
export type FrontWire = <T>(
  label: string,
  request: HttpRequest,
  call: SystemCall,
  effect: () => T,
) => Promise<T>;

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

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
  over(wire: FrontWire): typeof sendOnce {
    return async (request, call, options) => {
      const { method, url, body } = request;
      const path = url.replace(SIMULATED_FRONT_SETTINGS.apiBaseUrl, "");
      const label = `${method} ${decodeURIComponent(path)} ${body === undefined ? "" : JSON.stringify(body).slice(0, 140)}`;
      const answer = await wire(label.trim(), request, call, () => this.answer(request));
      return this.heard(answer, options);
    };
  }

  private async heard(answer: Answer, { time, heard, words, system }: HttpOptions): Promise<unknown> {
    const { status, headers, body } = answer;
    time.hear(headers.get("date"));
    await heard?.(status, headers);
    if (status >= 400) throw toSystemError(system, status, words(body), headers.get("retry-after"));
    return body;
  }

  private answer({ method, url, headers, body }: HttpRequest): Answer {
    this.requests++;
    const date = this.now().toUTCString();
    try {
      if (headers.authorization !== `Bearer ${SIMULATED_FRONT_SETTINGS.apiToken}`) throw unauthorized();
      const limit = this.limit.take();
      const copy = body === undefined ? undefined : (JSON.parse(JSON.stringify(body)) as unknown);
      const shown = this.done(method, new URL(url), copy);
      if (method !== "GET") this.writes++;
      return {
        status: 200,
        headers: new Headers({ date, ...limit }),
        body: shown === undefined ? undefined : (JSON.parse(JSON.stringify(shown)) as unknown),
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
