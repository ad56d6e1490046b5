import { createHash } from "node:crypto";
import { z } from "zod";
import { usableId } from "../../../core/ids/usable-id";
import { sameSecret } from "../../secrets/constant-time";
import { member } from "../base/failure";
import type { HeardEvents, WebhookCall } from "../contract/inbound";
import { ENGINY_CONTACT_OBJECT } from "./contact-mapping";

/** Enginy sends the secret as it is. It proves who calls, and nothing of the body: that is a hint, and the contact is read. */
const SECRET_HEADER = "x-webhook-secret";

/** Where a contact's id may stand: the body of an event is not documented. */
const PLACES = [["contactId"], ["contact", "id"], ["data", "contactId"], ["data", "contact", "id"]] as const;

const contactId = z.union([z.number().int(), z.string().min(1)]).transform((id) => usableId(String(id)));

/** Reads one call of Enginy's webhook. An event of which no contact can be told is heard, and changes nothing. */
export function readEnginyEvents(call: WebhookCall): HeardEvents {
  const { headers, rawBody, secrets } = call;
  const given = headers[SECRET_HEADER];
  // Every secret is looked at, whatever is found on the way.
  const matches = secrets.filter((good) => typeof given === "string" && sameSecret(given, good));
  if (matches.length === 0) return { refused: "signature" };
  const json = parse(rawBody);
  if (typeof json !== "object" || json === null) return { refused: "unreadable" };
  for (const place of PLACES) {
    const found = contactId.safeParse(place.reduce(member, json as unknown));
    if (found.success)
      return { events: [{ id: eventId(call), object: ENGINY_CONTACT_OBJECT, externalId: found.data }] };
  }
  return { events: [] };
}

/** The same body within this time is a repetition; later, it may as well be the next email to the same contact. */
const SAME_BODY_MS = 1_000;

/** No id of an event is documented: what came, and about when, stands for one. Heard twice, a contact is only read once more. */
function eventId({ now, rawBody }: WebhookCall): string {
  const about = Math.floor(now.getTime() / SAME_BODY_MS);
  return `body:${createHash("sha256").update(`${about}\n`).update(rawBody).digest("hex")}`;
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    return undefined;
  }
}
