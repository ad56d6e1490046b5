/** A call to our webhook as it came, and what is needed to believe it. */
export interface WebhookCall {
  /** Signatures are made over these bytes, never over parsed and re-printed JSON. */
  readonly rawBody: Buffer;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** What the connection's events may be signed with: its secret, and for a while the one before. */
  readonly secrets: readonly string[];
  readonly now: Date;
}

/** Something happened to a record of the system. Says nothing about what it looks like now: that is read. */
export interface SystemEvent {
  /** The same event again has the same id, and no other has it. */
  readonly id: string;
  /** The object of the system, as mappings name it, e.g. "contact". */
  readonly object: string;
  /** Null: it is about no record, but about where records come from. What was missed meanwhile is looked for at once. */
  readonly externalId: string | null;
  /** ISO 8601, where the system says it. */
  readonly occurredOn?: string;
}

/**
 * What a call tells. Refused: "signature" when it does not prove where it comes from, is too old or from the future;
 * "unreadable" when it does, but makes no sense.
 */
export type HeardEvents =
  { readonly events: readonly SystemEvent[] } | { readonly refused: "signature" | "unreadable" };

/** How calls to our webhook are read. */
export interface Inbound {
  /** "system": events are signed with a secret that the system makes when it is told our address. Absent: with one of ours. */
  readonly secretFrom?: "system";
  /** The largest body it sends; absent: as usual. */
  readonly mostBytes?: number;
  /** The status it takes for "taken"; absent: 202. */
  readonly takenStatus?: 200;
  /**
   * The answer to a call by GET with which the system looks whether it is we who asked for its events; null where it is none. Nobody
   * has proved anything by then: it is given back as plain text, and nothing else happens.
   */
  challenge?(query: URLSearchParams): string | null;
  /** Reads what the system's webhook sends, once it has proved where it comes from. Compares in constant time. */
  readEvents(settings: unknown, call: WebhookCall): HeardEvents;
}
