import type { Migration } from "./index";

/** A webhook's key is recognised by the sealed key itself: whoever writes a digest into the database is not believed. */
export const webhookDigest: Migration = {
  number: 20,
  name: "webhook-digest",
  statements: ["alter table wave_sync.environment drop column webhook_digest"],
};
