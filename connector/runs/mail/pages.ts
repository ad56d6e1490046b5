import type { SystemRecord } from "../../../core/records";
import { systemCall, type Sync } from "../../pipeline/sync";
import { objectOf } from "../../systems/contract/system";

/** Mails logged together: two requests' worth of change sets. */
const CHUNK_MAILS = 1_000;
/** Mails may be long: what is held of them at a time stays within this, in characters. */
const CHUNK_CHARACTERS = 12_000_000;
const PAGE_SIZE = 200;

export interface MailChunk {
  readonly records: readonly SystemRecord[];
  /** Where the next one begins; null after the last. */
  readonly next: string | null;
}

/** A mailbox's mails from a cursor on, chunk by chunk, one ahead: while one is logged, the next is read. */
export async function* readMailbox(
  sync: Sync,
  {
    cursor,
    mailbox,
    since,
  }: { readonly cursor: string | null; readonly mailbox: string; readonly since?: string },
): AsyncGenerator<MailChunk> {
  const read = (from: string | null) => {
    const coming = readChunk(sync, mailbox, from, since);
    // Nobody may be waiting when it fails; the failure is thrown when its turn comes.
    coming.catch(() => {});
    return coming;
  };
  for (let coming: Promise<MailChunk> | null = read(cursor); coming;) {
    const chunk: MailChunk = await coming;
    coming = chunk.next === null ? null : read(chunk.next);
    yield chunk;
  }
}

async function readChunk(
  sync: Sync,
  mailbox: string,
  from: string | null,
  since: string | undefined,
): Promise<MailChunk> {
  const object = objectOf(sync.connection.adapter, sync.mapping.systemObject);
  const records = new Map<string, SystemRecord>();
  let characters = 0;
  let next = from;
  do {
    const request = {
      pageSize: Math.min(PAGE_SIZE, CHUNK_MAILS - records.size),
      mailbox,
      ...(next === null ? {} : { cursor: next }),
      ...(since === undefined ? {} : { since }),
    };
    const page = await object.list(request, systemCall(sync));
    for (const record of page.records) {
      records.set(record.id, record);
      characters += String(record.values.body ?? "").length;
    }
    next = page.next;
  } while (next !== null && records.size < CHUNK_MAILS && characters < CHUNK_CHARACTERS);
  return { records: [...records.values()], next };
}
