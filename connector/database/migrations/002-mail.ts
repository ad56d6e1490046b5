import type { Migration } from "./index";
import { mailTables } from "./tables/mail";

/** Decisions about mail, private conversations, mailboxes. */
export const mail: Migration = { number: 2, name: "mail", statements: mailTables };
