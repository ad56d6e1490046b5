/** A grant's id, and below it the message's own, which may hold anything. */
export interface MessageName {
  readonly grant: string;
  readonly message: string;
}

const GUID = /^([0-9a-f]{8})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{12})$/i;
const SHORT = /^([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})$/i;

/** A message's name in links and queues; Microsoft's ids are long, so the grant's loses its dashes. */
export function nameOfMessage({ grant, message }: MessageName): string {
  return `${grant.replace(GUID, "$1$2$3$4$5")}/${message}`;
}

/** The other way round; null for what is no such name. */
export function readMessageName(name: string): MessageName | null {
  const at = name.indexOf("/");
  if (at < 1 || at === name.length - 1) return null;
  return { grant: name.slice(0, at).replace(SHORT, "$1-$2-$3-$4-$5"), message: name.slice(at + 1) };
}
