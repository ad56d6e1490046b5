import { setTimeout as delay } from "node:timers/promises";
import { externalIdValue } from "../core/mapping/external-id";
import { waveContactMapping } from "../connector/systems/wave/contact-mapping";
import type { LocalDynamics } from "../local/start/local-dynamics";

export interface Edits {
  readonly perSecond: number;
  readonly forSeconds: number;
}

/** One edit in Wave: from the moment it was saved there until the row held it; null when it never did. */
export interface Watched {
  readonly ms: number | null;
}

/** How exact the measurement is. */
const LOOK_EVERY_MS = 2;
/** What has not arrived by then is not late but lost. */
const GIVE_UP_MS = 30_000;

interface Pending {
  readonly rowId: string;
  readonly jobTitle: string;
  readonly savedAt: number;
}

/** Edits one contact after the other in Wave's sandbox, at an even pace, and watches the rows. Runs beside both, without HTTP. */
export async function editAndWatch(
  dynamics: LocalDynamics,
  { perSecond, forSeconds }: Edits,
): Promise<readonly Watched[]> {
  const { store } = dynamics.platform.dataverse.kernel;
  const rows = rowIdsByExternalId(dynamics);
  const contacts = dynamics.wave.store.all().filter((contact) => rows.has(contact.id));
  const pending = new Set<Pending>();
  const watched: Watched[] = [];
  const look = () => {
    for (const each of pending) {
      const held = store.get("contact", each.rowId)?.values["jobtitle"];
      if (held !== each.jobTitle) continue;
      pending.delete(each);
      watched.push({ ms: performance.now() - each.savedAt });
    }
  };

  const began = performance.now();
  const total = perSecond * forSeconds;
  for (let n = 0; n < total;) {
    const due = Math.min(total, Math.floor(((performance.now() - began) / 1000) * perSecond) + 1);
    for (; n < due; n++) {
      const contact = contacts[n % contacts.length]!;
      const jobTitle = `Title ${n}`;
      pending.add({ rowId: rows.get(contact.id)!, jobTitle, savedAt: performance.now() });
      dynamics.wave.store.update(contact.id, { jobTitle });
    }
    await delay(LOOK_EVERY_MS);
    look();
  }
  const giveUpAt = performance.now() + GIVE_UP_MS;
  while (pending.size > 0 && performance.now() < giveUpAt) {
    await delay(LOOK_EVERY_MS);
    look();
  }
  return [...watched, ...Array.from(pending, () => ({ ms: null }))];
}

function rowIdsByExternalId(dynamics: LocalDynamics): ReadonlyMap<string, string> {
  const mapping = waveContactMapping({ id: "", connectionId: "" });
  const rows = new Map<unknown, string>();
  for (const row of dynamics.platform.dataverse.kernel.store.scan("contact"))
    rows.set(row.values["externaluseridentifier"], row.id);
  return new Map(
    dynamics.wave.store.all().flatMap(({ id }) => {
      const rowId = rows.get(externalIdValue(mapping, id));
      return rowId === undefined ? [] : [[id, rowId] as const];
    }),
  );
}
