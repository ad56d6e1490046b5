import type { StoredRow } from "../dataverse/store";
import { EDITED } from "./settings";
import type { World } from "./world";

/** What stands on both sides, line by line, for whoever reads a failed seed. */
export function stateOf(world: World): readonly string[] {
  const { store, wave, mapping } = world;
  const some = (row: StoredRow, names: readonly string[]) =>
    names
      .filter((name) => row.values[name] !== null && row.values[name] !== undefined)
      .map((name) => `${name.replace("wave_", "")}=${String(row.values[name]).slice(0, 90)}`)
      .join(" ");
  const columns = [
    "emailaddress1",
    "statecode",
    "merged",
    "masterid",
    "externaluseridentifier",
    "wave_syncstatus",
  ];
  return [
    `mapping: ${mapping.direction}; ${JSON.stringify(mapping.policies)}`,
    ...mapping.lines.map((line) => `line ${line.id}: ${line.direction}, ${line.conflict}, ${line.writeRule}`),
    ...wave.store
      .all()
      .map(
        (contact) =>
          `Wave ${contact.id}: ${contact.emails[0]?.value} ${EDITED.map(({ field }) => `${field}=${String((contact as unknown as Record<string, unknown>)[field])}`).join(" ")}`,
      ),
    ...store
      .rows("contact")
      .map((row) => `row ${row.id}: ${some(row, [...columns, ...EDITED.map((each) => each.column)])}`),
    ...(world.companies?.front.store.all() ?? []).map(
      ({ id, name, description, domains, external_id: madeFor, custom_fields: custom }) =>
        `Front ${id}: ${name} description=${description} domains=${domains.join("+")} external=${madeFor} ${JSON.stringify(custom)}`,
    ),
    ...(world.companies ? store.rows("account") : []).map(
      (row) =>
        `account ${row.id}: ${some(row, ["name", "websiteurl", "description", "telephone1", "statecode", "masterid", "wave_syncstatus"])}`,
    ),
    ...(world.mails?.copies ?? []).map(
      ({ mail, mailbox }) =>
        `mail ${mail.subject} of ${mailbox.grant.email}: ${mail.id} in ${mail.folders.join(", ")}`,
    ),
    ...(world.mails ? store.rows("email") : []).map(
      (row) => `email ${row.id}: ${some(row, ["subject", "messageid", "regardingobjectid", "statecode"])}`,
    ),
    ...store
      .rows("wave_link")
      .map(
        (row) =>
          `link: ${some(row, ["wave_externalid", "wave_recordid", "wave_linkstatus", "wave_code", "wave_message"])}`,
      ),
    ...store
      .rows("wave_issue")
      .map(
        (row) =>
          `issue ${row.id.slice(0, 8)}: ${some(row, [
            "wave_externalid",
            "wave_contact",
            "wave_account",
            "wave_code",
            "wave_issuestatus",
            "wave_message",
          ])}`,
      ),
  ];
}
