import { randomBytes } from "node:crypto";

/** The browser's session cookie of the local Dynamics. Pages of other sites cannot send it, scripts cannot read it. */
export const SESSION_COOKIE = "local-dynamics-session";
const SESSION_LIFETIME_MS = 24 * 60 * 60 * 1000;
const ID_BYTES = 32;

/** Who is signed in at which browser. In memory: a restart signs everybody out. */
export class Sessions {
  private readonly byId = new Map<string, { readonly userId: string; readonly until: number }>();

  constructor(private readonly now: () => Date) {}

  open(userId: string): string {
    const id = randomBytes(ID_BYTES).toString("base64url");
    this.byId.set(id, { userId, until: this.now().getTime() + SESSION_LIFETIME_MS });
    return id;
  }

  userOf(id: string): string | undefined {
    const session = this.byId.get(id);
    if (session === undefined) return undefined;
    if (session.until > this.now().getTime()) return session.userId;
    this.byId.delete(id);
    return undefined;
  }

  close(id: string): void {
    this.byId.delete(id);
  }
}

/** The session id in a `Cookie` header. */
export function sessionIdIn(cookie: string | undefined): string | undefined {
  for (const part of (cookie ?? "").split(";")) {
    const [name, value] = part.trim().split("=");
    if (name === SESSION_COOKIE && value !== undefined && value !== "") return value;
  }
  return undefined;
}

export const setCookie = (id: string): string =>
  `${SESSION_COOKIE}=${id}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${SESSION_LIFETIME_MS / 1000}`;

export const clearCookie = (): string => `${SESSION_COOKIE}=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0`;
