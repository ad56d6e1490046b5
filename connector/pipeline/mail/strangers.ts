import { relatedIdFor } from "../../../core/ids/record-ids";
import type { MailAddress } from "../../../core/mail/addresses";
import type { AddressHolder } from "../../../core/mail/decide";
import type { Values } from "../../../core/records";
import { fitting } from "../append/append-activities";
import { isThereAlready } from "../write/create-as";
import { ownCall, type Sync } from "../sync";

/**
 * Makes a row for people whom nobody knows, each once by a computed id. One that cannot be made takes part by her address.
 * @returns the rows, by address
 */
export async function createStrangers(
  sync: Sync,
  kind: "contact" | "lead",
  strangers: readonly MailAddress[],
): Promise<ReadonlyMap<string, readonly AddressHolder[]>> {
  const once = [...new Map(strangers.map((each) => [each.address, each])).values()];
  if (once.length === 0) return new Map();
  const table = await sync.runtime.table(kind, { counter: sync.counter });
  const rows = once.map((each) => ({
    each,
    id: relatedIdFor(sync.connection.id, kind, `mail:${each.address}`),
  }));
  const answers = await sync.runtime.client.changeSets(
    rows.map(({ each, id }) => [
      {
        method: "POST" as const,
        path: table.entitySet,
        body: { [table.primaryId]: id, ...fitting(table, nameOf(kind, each)), emailaddress1: each.address },
      },
    ]),
    ownCall(sync),
  );
  return new Map(
    rows.flatMap(({ each, id }, at) => {
      const error = answers[at];
      if (error && !isThereAlready(error)) {
        sync.logger.warn("A row for whoever wrote a mail could not be made", {
          environmentId: sync.runtime.environment.id,
          correlationId: sync.correlationId,
          code: error.code,
          httpStatus: error.status,
        });
        return [];
      }
      return [[each.address, [{ table: kind, id }]] as const];
    }),
  );
}

/** "Ines Vasseur", "Vasseur, Ines"; where nobody says a name, what stands before the "@". */
function nameOf(kind: "contact" | "lead", { address, name }: MailAddress): Values {
  const said = name ?? address.slice(0, address.lastIndexOf("@"));
  const [last, first] = said.includes(",")
    ? said.split(",", 2).map((part) => part.trim())
    : [said.trim().split(/\s+/).at(-1), said.trim().split(/\s+/).slice(0, -1).join(" ")];
  return {
    ...(first ? { firstname: first } : {}),
    lastname: last || said,
    ...(kind === "lead" ? { subject: said } : {}),
  };
}
