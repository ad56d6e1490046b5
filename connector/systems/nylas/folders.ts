import type { FolderKind, MailFolder } from "../../../core/mail/mail";
import type { Clock } from "../../clock/clock";
import type { SystemCall } from "../contract/object";
import { folderFrame, pageFrame, read } from "./schema";
import type { Send } from "./transport";

/** Folders seldom change. */
const KNOWN_MS = 10 * 60_000;
/** One that is not known makes us ask again, but not for every mail. */
const ASK_AGAIN_MS = 30_000;
const PAGE_SIZE = "200";

/** Attributes are the same for every provider, whatever language its folders are named in. */
const KINDS: Readonly<Record<string, FolderKind>> = {
  "\\inbox": "inbox",
  "\\sent": "sent",
  "\\drafts": "drafts",
  "\\junk": "junk",
  "\\spam": "junk",
  "\\trash": "trash",
  "\\archive": "archive",
};

interface Known {
  readonly folders: ReadonlyMap<string, MailFolder>;
  readonly on: number;
}

/** The folders of mailboxes, by id. https://developer.nylas.com/docs/v3/email/folders */
export class Folders {
  private readonly known = new Map<string, Promise<Known>>();

  constructor(
    private readonly send: Send,
    private readonly clock: Clock,
  ) {}

  /** Folders of a mailbox by id; those that nobody knows have their id for a name. @throws SystemError */
  async named(grant: string, ids: readonly string[], call: SystemCall): Promise<readonly MailFolder[]> {
    let { folders, on } = await this.of(grant, KNOWN_MS, call);
    if (ids.some((id) => !folders.has(id)) && this.clock.elapsed() - on > ASK_AGAIN_MS)
      ({ folders, on } = await this.of(grant, ASK_AGAIN_MS, call));
    return ids.map((id) => folders.get(id) ?? { id, name: id, kind: null });
  }

  private async of(grant: string, mostMs: number, call: SystemCall): Promise<Known> {
    const known = await this.known.get(grant)?.catch(() => undefined);
    if (known && this.clock.elapsed() - known.on <= mostMs) return known;
    const asked = this.read(grant, call);
    this.known.set(grant, asked);
    return asked;
  }

  /** All pages: the folder for what was sent may stand on the second. */
  private async read(grant: string, call: SystemCall): Promise<Known> {
    const folders = new Map<string, MailFolder>();
    for (let token: string | null | undefined; token !== null;) {
      const query = { limit: PAGE_SIZE, ...(token ? { page_token: token } : {}) };
      const path = `grants/${encodeURIComponent(grant)}/folders`;
      const { data, next_cursor: next } = read(
        pageFrame,
        await this.send({ path, grant, query }, call),
        "a page of folders",
      );
      for (const json of data) {
        const parsed = folderFrame.safeParse(json);
        if (!parsed.success) continue;
        const { attributes, id, name } = parsed.data;
        const kind = (attributes ?? []).map((word) => KINDS[word.toLowerCase()]).find((each) => each);
        folders.set(id, { id, name: name ?? id, kind: kind ?? null });
      }
      token = next || null;
    }
    return { folders, on: this.clock.elapsed() };
  }
}
