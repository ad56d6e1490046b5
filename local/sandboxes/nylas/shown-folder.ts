import type { Folder } from "./folder";
import type { Mailbox } from "./mailbox";
import type { Shown } from "./shown-message";

/** A folder as the interface gives it. Counts are of the mails that are kept; a bulk's are not looked at. */
export function shownFolder({ attributes, id, name, parentId }: Folder, mailbox: Mailbox): Shown {
  const { total, unread } = mailbox.countIn(id);
  return {
    id,
    grant_id: mailbox.grant.id,
    object: "folder",
    name,
    parent_id: parentId,
    child_count: 0,
    total_count: total,
    unread_count: unread,
    ...(mailbox.grant.provider === "google" ? { system_folder: attributes.length > 0 } : {}),
    attributes,
  };
}
