import { isIP } from "node:net";
import { badRequest } from "./errors";

const PRIVATE = [
  /^10\./,
  /^192\.168\./,
  /^172\.(1[6-9]|2\d|3[01])\./,
  /^169\.254\./,
  /^0\./,
  /^f[cd]/i,
  /^fe80/i,
];
const THIS_MACHINE = [/^127\./, /^::1$/];

/**
 * Private addresses are refused. This machine's own are taken unless they are to be refused, too: the sandbox is on it, and so is who listens.
 * @throws EnginyFault 400
 */
export function requirePublic(member: string, url: string, refused: boolean): void {
  const { hostname } = new URL(url);
  const host = hostname.replace(/^\[|\]$/g, "");
  const is = (patterns: readonly RegExp[]) => isIP(host) !== 0 && patterns.some((each) => each.test(host));
  const isLocal = host === "localhost" || is(THIS_MACHINE);
  if (is(PRIVATE) || (isLocal && refused)) throw badRequest(`${member}: ${host} is a private address`);
}
