import { lookup } from "node:dns/promises";
import { isIP } from "node:net";
import { within } from "./proxies";

/**
 * Networks that are nobody's public address: this machine, private and shared ones, link-local (which cloud machines ask for
 * their own credentials), multicast and what is reserved. RFC 6890 and its registry
 * (https://www.iana.org/assignments/iana-ipv4-special-registry).
 */
const isPrivate = within([
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.0.0.0/24",
  "192.168.0.0/16",
  "198.18.0.0/15",
  "224.0.0.0/3",
  "::/96",
  "64:ff9b::/96",
  "fc00::/7",
  "fe80::/10",
  "ff00::/8",
]);

/** Whether a host is written as a private address. A name is none. */
export function isPrivateAddress(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, "");
  return isIP(host) !== 0 && isPrivate(host);
}

/** Whether a name leads to a private address now. One that leads nowhere does not. */
export async function leadsToPrivateAddress(hostname: string): Promise<boolean> {
  const host = hostname.replace(/^\[|\]$/g, "");
  const found = await lookup(host, { all: true }).catch(() => []);
  return found.some(({ address }) => isPrivate(address));
}
