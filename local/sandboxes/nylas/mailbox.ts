import { firstOlderThan, type Bulk } from "./bulk";
import { notFound } from "./errors";
import { foldersOf, type Attribute, type Folder, type Language } from "./folder";
import type { Grant } from "./grant";
import type { Mail } from "./mail";

/** Where a list goes on: behind the mail of this moment and id. */
export interface Place {
  readonly date: number;
  readonly id: string;
}

/** One mailbox: its folders, and its mails from the newest to the oldest. */
export class Mailbox {
  readonly folders: readonly Folder[];
  /** Mails that are kept, the newest first; the others are made when they are looked at. */
  private kept: Mail[] = [];
  private readonly byId = new Map<string, Mail>();
  private bulk: Bulk | null = null;
  /** Places of the bulk whose mails were deleted or changed since. */
  private readonly gone = new Set<number>();

  constructor(
    public grant: Grant,
    language: Language = "en",
  ) {
    this.folders = foldersOf(grant.provider, language);
  }

  get size(): number {
    return this.kept.length + (this.bulk?.size ?? 0) - this.gone.size;
  }

  /** The folder that is for this; Google's archive is a mail without label. */
  folderFor(attribute: Attribute): string | undefined {
    return this.folders.find(({ attributes }) => attributes.includes(attribute))?.id;
  }

  /** @throws NylasFault 404 */
  folder(id: string): Folder {
    const found = this.folders.find((folder) => folder.id === id);
    if (!found) throw notFound(`Folder ${id} not found`);
    return found;
  }

  /** How many of the mails that are kept lie in a folder. */
  countIn(folder: string): { readonly total: number; readonly unread: number } {
    const within = this.kept.filter(({ folders }) => folders.includes(folder));
    return { total: within.length, unread: within.filter(({ unread }) => unread).length };
  }

  fill(bulk: Bulk): void {
    this.bulk = bulk;
    this.gone.clear();
  }

  find(id: string): Mail | undefined {
    const kept = this.byId.get(id);
    if (kept) return kept;
    const place = this.bulk?.placeOf(id);
    return place === undefined || this.gone.has(place) ? undefined : this.bulk!.at(place);
  }

  add(mail: Mail): void {
    this.byId.set(mail.id, mail);
    const after = this.kept.findIndex((each) => isBefore(mail, each));
    this.kept.splice(after < 0 ? this.kept.length : after, 0, mail);
  }

  remove(id: string): void {
    if (this.byId.delete(id)) this.kept = this.kept.filter((mail) => mail.id !== id);
    const place = this.bulk?.placeOf(id);
    if (place !== undefined) this.gone.add(place);
  }

  /** A mail as it is from now on, in the place of the one with this id. */
  replace(id: string, mail: Mail): void {
    this.remove(id);
    this.add(mail);
  }

  /** The mail with this Message-ID among those that are kept. */
  byMessageId(messageId: string): Mail | undefined {
    return this.kept.find((mail) => mail.messageId === messageId);
  }

  /** A conversation's mails, the newest first. */
  inThread(threadId: string): readonly Mail[] {
    const made = (this.bulk?.inThread(threadId) ?? []).filter((place) => !this.gone.has(place));
    return [
      ...this.kept.filter((mail) => mail.threadId === threadId),
      ...made.map((place) => this.bulk!.at(place)),
    ].sort((a, b) => (isBefore(a, b) ? -1 : 1));
  }

  /** From the newest, or from behind a place. `before`: seconds since 1970 above which none is wanted. */
  *newestFirst(after: Place | null = null, before = Infinity): Generator<Mail> {
    const start = after ?? { date: before, id: "" };
    let at = this.kept.findIndex((mail) => (after ? isBefore(start, mail) : mail.date < before));
    if (at < 0) at = this.kept.length;
    // Those of the same moment are looked at again: which of them come behind the place, their ids decide.
    let place = this.bulk ? firstOlderThan(this.bulk, Math.min(before, start.date + 1)) : 0;
    for (;;) {
      const made = this.nextMade(place);
      place = made.next;
      const kept = this.kept[at];
      if (made.mail && after && !isBefore(start, made.mail)) {
        place += 1;
        continue;
      }
      if (!made.mail && !kept) return;
      if (!made.mail || (kept && isBefore(kept, made.mail))) {
        yield kept!;
        at += 1;
      } else {
        yield made.mail;
        place += 1;
      }
    }
  }

  private nextMade(place: number): { readonly next: number; readonly mail: Mail | undefined } {
    const { bulk } = this;
    if (!bulk) return { next: place, mail: undefined };
    let next = place;
    while (this.gone.has(next)) next += 1;
    return { next, mail: next < bulk.size ? bulk.at(next) : undefined };
  }
}

/** Whether one is listed before the other: the newer, and of one moment the one with the greater id. */
function isBefore(a: Place, b: Place): boolean {
  return a.date === b.date ? a.id > b.id : a.date > b.date;
}
