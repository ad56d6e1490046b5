import type { Clock } from "../../clock/clock";
import type { SystemCall } from "../contract/object";
import { grantFrame, grantsFrame, read, type GrantJson } from "./schema";
import type { NylasSettings } from "./settings";
import type { Send } from "./transport";

/** A mailbox that was chosen. */
export interface Grant {
  readonly id: string;
  /** In lower case; "" where Nylas says none. */
  readonly address: string;
  /** In Nylas' words, why it cannot be read; null where it can. */
  readonly trouble: string | null;
}

const KNOWN_MS = 5 * 60_000;
const PAGE_SIZE = 100;

/** The mailboxes of an application: https://developer.nylas.com/docs/reference/api/manage-grants/ */
export class Grants {
  private held: { readonly grants: readonly Grant[]; readonly on: number } | null = null;

  constructor(
    private readonly settings: NylasSettings,
    private readonly send: Send,
    private readonly clock: Clock,
  ) {}

  /** As they were a moment ago. @throws SystemError */
  async known(call: SystemCall): Promise<readonly Grant[]> {
    if (this.held && this.clock.elapsed() - this.held.on < KNOWN_MS) return this.held.grants;
    return this.read(call);
  }

  /** As they are now, by their ids. This list has pages by number, so it is read until one is not full. @throws SystemError */
  async read(call: SystemCall): Promise<readonly Grant[]> {
    const found = new Map<string, Grant>();
    for (let offset = 0, full = true; full; offset += PAGE_SIZE) {
      const query = { limit: String(PAGE_SIZE), offset: String(offset) };
      const { data } = read(
        grantsFrame,
        await this.send({ path: "grants", query }, call),
        "the list of grants",
      );
      for (const json of data) {
        const parsed = grantFrame.safeParse(json);
        if (parsed.success && holdsMail(parsed.data) && this.isChosen(parsed.data))
          found.set(parsed.data.id, toGrant(parsed.data));
      }
      full = data.length === PAGE_SIZE;
    }
    const grants = [...found.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
    this.held = { grants, on: this.clock.elapsed() };
    return grants;
  }

  private isChosen({ email, id }: GrantJson): boolean {
    const { mailboxes } = this.settings;
    if (mailboxes === undefined || mailboxes.length === 0) return true;
    const wanted = mailboxes.map((name) => name.toLowerCase());
    return wanted.includes(id.toLowerCase()) || wanted.includes((email ?? "").toLowerCase());
  }
}

/** Grants of meeting tools have no mailbox. */
function holdsMail({ provider }: GrantJson): boolean {
  return !["zoom", "virtual-calendar"].includes(provider ?? "");
}

function toGrant({ blocked, email, grant_status: status, id }: GrantJson): Grant {
  const trouble = blocked ? "the grant is blocked" : status === "invalid" ? "the grant has expired" : null;
  return { id, address: (email ?? "").trim().toLowerCase(), trouble };
}
