import type { Migration } from "./index";

/** Setup links and sign-ins under way. Secrets are known by their SHA-256; what belongs to them is AES-256-GCM, base64. */
export const signIn: Migration = {
  number: 2,
  name: "sign-in",
  statements: [
    `create table wave_sync.setup_link (
      digest text primary key,
      key_id text not null,
      iv text not null,
      tag text not null,
      data text not null,
      expires_on timestamptz not null,
      used_on timestamptz
    )`,
    `create table wave_sync.sign_in_attempt (
      state_digest text primary key,
      link_digest text not null references wave_sync.setup_link on delete cascade,
      browser_digest text not null,
      key_id text not null,
      iv text not null,
      tag text not null,
      data text not null,
      expires_on timestamptz not null
    )`,
  ],
};
