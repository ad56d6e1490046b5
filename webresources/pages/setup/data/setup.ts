import type { SealedLink, SetupAnswer, SystemPerson } from "../../../../core/operation/setup-answer";
import type { SetupInput } from "../../../client/messages/setup";
import { ClientError, fetchTransport, newOperationId, runRequest, SetupRequest } from "../../../client";
import { NotDescribedError } from "./describe";

interface Asking {
  readonly lcid: number;
  readonly send: typeof fetch;
}

/** Which systems there are, and whether the connected ones let the connector in. @throws ClientError */
export const checkSetup = (page: Asking): Promise<SetupAnswer> => ask(page, { action: "check" });

/** Everybody who works in a system. @param system its key @throws ClientError */
export async function askForPeople(page: Asking, system: string): Promise<readonly SystemPerson[]> {
  return (await ask(page, { action: "people", system })).people ?? [];
}

/** A link to the connector's own page; its secret is in it, so it is shown to this person and kept nowhere. */
export interface SetupLink {
  readonly href: string;
  readonly expiresOn: string;
}

const ALGORITHM = {
  name: "RSA-OAEP",
  hash: "SHA-256",
  modulusLength: 2048,
  publicExponent: new Uint8Array([1, 0, 1]),
};

/**
 * Asks for a link with which a system is connected. The connector's answer stands in a row that others may read, so its secret comes
 * sealed with a key that is made here, for this one answer, and never leaves the page.
 * @param system its key
 * @throws ClientError
 */
export async function askForLink(page: Asking, system: string): Promise<SetupLink> {
  const keys = await crypto.subtle.generateKey(ALGORITHM, false, ["encrypt", "decrypt"]);
  const spki = await crypto.subtle.exportKey("spki", keys.publicKey);
  const { link } = await ask(page, { action: "link", system, key: toBase64(spki) });
  if (!link) throw new ClientError("UNEXPECTED", "The answer holds no link.");
  return { href: `${link.url}#${await secretOf(link, keys.privateKey)}`, expiresOn: link.expiresOn };
}

async function secretOf({ sealed }: SealedLink, key: CryptoKey): Promise<string> {
  const bytes = Uint8Array.from(atob(sealed), (letter) => letter.charCodeAt(0));
  return new TextDecoder().decode(await crypto.subtle.decrypt({ name: ALGORITHM.name }, key, bytes));
}

const toBase64 = (bytes: ArrayBuffer): string => btoa(String.fromCharCode(...new Uint8Array(bytes)));

async function ask(
  { lcid, send }: Asking,
  what: Pick<SetupInput, "action" | "system" | "key">,
): Promise<SetupAnswer> {
  const request = new SetupRequest({ operationId: newOperationId(), language: lcid, ...what });
  const answer = await runRequest(request, { transport: fetchTransport("", send) });
  if (answer.problem) throw new NotDescribedError(answer.problem);
  if (!answer.setup) throw new ClientError("UNEXPECTED", "The answer holds no set-up.");
  return answer.setup;
}
