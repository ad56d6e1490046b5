/** As long as a sign-in may take. */
const MAX_AGE_SECONDS = 10 * 60;

/** Behind https, the prefix makes browsers refuse the cookie from anybody but this very host. */
const nameFor = (publicUrl: string) =>
  publicUrl.startsWith("https:") ? "__Host-wave-sync-sign-in" : "wave-sync-sign-in";

/** Binds a sign-in to this browser. Lax, because the answer comes from the sign-in service's page. */
export function browserCookie(publicUrl: string, value: string): string {
  const secure = publicUrl.startsWith("https:") ? "; Secure" : "";
  return `${nameFor(publicUrl)}=${value}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${MAX_AGE_SECONDS}${secure}`;
}

export function clearBrowserCookie(publicUrl: string): string {
  return browserCookie(publicUrl, "").replace(/Max-Age=\d+/, "Max-Age=0");
}

/** The value in a `Cookie` header; empty when there is none, which matches nothing. */
export function browserIn(publicUrl: string, header: string | undefined): string {
  const name = nameFor(publicUrl);
  for (const part of (header ?? "").split(";")) {
    const [key, value] = part.trim().split("=");
    if (key === name && value) return value;
  }
  return "";
}
