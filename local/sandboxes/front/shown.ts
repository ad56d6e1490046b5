import type { CustomField, Teammate } from "./account";

/** A custom field, as the interface gives it. */
export function shownField(field: CustomField, base: string) {
  return { _links: { self: `${base}/custom_fields/${field.id}` }, ...field };
}

/** A teammate, as the interface gives it: a user of the company with no inbox or field of her own. */
export function shownTeammate(teammate: Teammate, base: string) {
  const self = `${base}/teammates/${teammate.id}`;
  return {
    _links: { self, related: { inboxes: `${self}/inboxes`, conversations: `${self}/conversations` } },
    ...teammate,
    license_type: "full",
    is_admin: false,
    is_available: true,
    type: "user",
    custom_fields: {},
  };
}
