/** True for hosts that never leave this machine: only there may http be used. */
export function isLoopback(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, "").toLowerCase();
  return host === "localhost" || host === "::1" || /^127(\.\d{1,3}){3}$/.test(host);
}

/** Whether what is sent to this address stays secret on its way: https, or a host that never leaves this machine. */
export function keepsSecrets(address: string): boolean {
  const url = URL.parse(address);
  return (
    url !== null && (url.protocol === "https:" || (url.protocol === "http:" && isLoopback(url.hostname)))
  );
}
