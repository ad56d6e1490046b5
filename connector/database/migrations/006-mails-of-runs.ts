import type { Migration } from "./index";

/** Which run has made a mail's row, so that it can be taken back with that run. */
export const mailsOfRuns: Migration = {
  number: 6,
  name: "mails of runs",
  statements: [
    "alter table wave_sync.mail_decision add column run_id uuid",
    "create index mail_decision_run on wave_sync.mail_decision (environment_id, run_id, row_id) where run_id is not null",
  ],
};
