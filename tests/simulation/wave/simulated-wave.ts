import { errorWords, type Transport, type WaveRequest } from "../../../connector/systems/wave/transport";
import { noAnswer, toSystemError } from "../../../connector/systems/base/failure";
import { waveSettings } from "../../../connector/systems/wave/settings";
import type { SystemCall } from "../../../connector/systems/contract/object";
import { readLimit, requireUnchanged } from "../../../local/sandboxes/wave/contact-routes";
import { readCursor, writeCursor } from "../../../local/sandboxes/wave/cursor";
import { badRequest, contactNotFound, unauthorized, WaveFault } from "../../../local/sandboxes/wave/errors";
import { IdempotencyKeys } from "../../../local/sandboxes/wave/idempotency";
import { WaveStore } from "../../../local/sandboxes/wave/store";
import { Subscriptions } from "../../../local/sandboxes/wave/subscriptions";
import { parseContactInput } from "../../../local/sandboxes/wave/validation";
import { copied } from "../world/system-wire";

export const SIMULATED_WAVE_SETTINGS = waveSettings.parse({
  apiBaseUrl: "https://wave.example/v1",
  apiKey: "simulated-key",
  appUrl: "https://wave.example/app",
});

/** What becomes of one request on its way to Wave. */
export type WaveWire = <T>(
  label: string,
  request: WaveRequest,
  call: SystemCall,
  effect: () => T,
) => Promise<T>;

/** Wave by its contract, in memory and without HTTP; the adapter that speaks to it is the product's own. */
export class SimulatedWave {
  readonly store: WaveStore;
  readonly idempotency = new IdempotencyKeys();
  readonly subscriptions = new Subscriptions();
  /** Contacts made for each Idempotency-Key, and how often each was asked for. */
  readonly creates: string[] = [];
  requests = 0;
  /** A contact that was to be created was refused: it has no name yet. */
  refusedCreation = false;
  /** Contacts of which a request was refused. */
  readonly refused = new Set<string>();
  /** Whether it looks at the condition that comes along with a write; not every Wave may. */
  knowsConditions = true;

  constructor(now: () => Date) {
    this.store = new WaveStore(now);
  }

  /** How requests arrive here; `wire` decides what happens to them on the way. */
  transport(wire: WaveWire, apiKey = SIMULATED_WAVE_SETTINGS.apiKey): Transport {
    return (request, call) => {
      if (call.signal?.aborted) return Promise.reject(noAnswer("Wave", call.signal.reason));
      return wire(
        `${request.method} ${decodeURIComponent(request.path)} ${wordsOf(request.body)}`.trim(),
        request,
        call,
        () => {
          this.requests++;
          try {
            if (apiKey !== SIMULATED_WAVE_SETTINGS.apiKey) throw unauthorized();
            return this.answer(request);
          } catch (error) {
            const id = /^\/contacts\/([^/?]+)/.exec(request.path)?.[1];
            if (request.method === "POST") this.refusedCreation = true;
            if (id !== undefined) this.refused.add(decodeURIComponent(id));
            throw error instanceof WaveFault ? asSystemError(error) : error;
          }
        },
      );
    };
  }

  private answer({ method, path, body, idempotencyKey, ifUpdatedAt }: WaveRequest): unknown {
    const url = new URL(path, "https://wave.example");
    const [, collection, id] = url.pathname.split("/").map(decodeURIComponent);
    // What goes over a wire is a copy.
    const input = body === undefined ? undefined : (JSON.parse(JSON.stringify(body)) as unknown);
    switch (`${method} ${collection}${id === undefined ? "" : "/id"}`) {
      case "GET me":
        return { organization: { id: "org_1", name: "Simulated" } };
      case "GET team-members":
        return { data: this.store.members.list() };
      case "GET contacts":
        return this.list(url.searchParams);
      case "GET contacts/id":
        return copied(this.store.get(id!));
      case "POST contacts":
        return copied(this.create(input, idempotencyKey));
      case "PATCH contacts/id":
        this.requireUnchanged(id!, ifUpdatedAt);
        return copied(this.store.update(id!, parseContactInput(input)));
      case "DELETE contacts/id":
        this.requireUnchanged(id!, ifUpdatedAt);
        return void this.store.delete(id!);
      case "GET webhooks":
        return { data: this.subscriptions.list() };
      case "POST webhooks": {
        const { url: address, secret } = input as { url: string; secret: string };
        return this.subscriptions.add({ url: address, secret, format: "structured", events: [] });
      }
      case "DELETE webhooks/id":
        if (!this.subscriptions.remove(id!)) throw contactNotFound(id!);
        return undefined;
      default:
        throw badRequest(`${method} ${path}`);
    }
  }

  private requireUnchanged(id: string, updatedAt: string | undefined): void {
    const contact = this.store.get(id);
    if (this.knowsConditions && updatedAt !== undefined) requireUnchanged(contact, `"${updatedAt}"`);
  }

  private create(input: unknown, key: string | undefined) {
    const known = key === undefined ? undefined : this.idempotency.find(key, input);
    if (known !== undefined) return this.store.get(known);
    const contact = this.store.create(parseContactInput(input));
    this.creates.push(contact.id);
    if (key !== undefined) this.idempotency.remember(key, input, contact);
    return contact;
  }

  private list(query: URLSearchParams): unknown {
    const filter = {
      updatedSince: query.get("updated_since"),
      email: query.get("email")?.toLowerCase() ?? null,
      lastName: query.get("last_name")?.toLowerCase() ?? null,
      ids: query.get("ids")?.split(",") ?? null,
    };
    const cursor = query.get("cursor");
    const limit = readLimit(query.get("limit") ?? undefined);
    const page = this.store.page(cursor ? readCursor(cursor, filter) : 0, limit, filter);
    return {
      data: page.contacts.map(copied),
      nextCursor: page.next === null ? null : writeCursor(page.next, filter),
      total: page.total,
    };
  }
}

/** The error the product's own HTTP transport makes of such an answer. */
export function asSystemError(fault: WaveFault) {
  const words = errorWords(fault.body(), SIMULATED_WAVE_SETTINGS);
  return toSystemError("Wave", fault.status, words, fault.headers["retry-after"] ?? null);
}
const wordsOf = (body: unknown): string => (body === undefined ? "" : JSON.stringify(body).slice(0, 140));
