/** Where mailboxes live. */
export const PROVIDERS = ["microsoft", "google", "imap", "ews", "icloud", "yahoo"] as const;
export type Provider = (typeof PROVIDERS)[number];

/** A mailbox that somebody connected to the application. */
export interface Grant {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly provider: Provider;
  readonly status: "valid" | "invalid";
  /** Seconds since 1970. */
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** As the interface gives it. */
export function shownGrant({ id, email, provider, status, createdAt, updatedAt }: Grant) {
  return {
    id,
    provider,
    email,
    grant_status: status,
    scope: SCOPES[provider],
    created_at: createdAt,
    updated_at: updatedAt,
    blocked: false,
    settings: {},
    credential_id: null,
  };
}

const IMAP: readonly string[] = [];
const SCOPES: Readonly<Record<Provider, readonly string[]>> = {
  google: ["https://www.googleapis.com/auth/gmail.readonly"],
  microsoft: ["Mail.Read", "offline_access"],
  ews: ["ews.messages"],
  imap: IMAP,
  icloud: IMAP,
  yahoo: IMAP,
};
