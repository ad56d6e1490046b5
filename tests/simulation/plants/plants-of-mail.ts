import { calm } from "./plain-worlds";
import type { Plant } from "./plant";

const quiet = calm({ deeds: 16, start: "bothSides" });

/** Faults that show where mailboxes are part of the world. */
export const PLANTS_OF_MAIL: readonly Plant[] = [
  {
    id: "mail twice",
    what: "a mail of two mailboxes is made a row by each, since nobody looks for its Message-ID",
    edits: [
      {
        find: "mail.messageId === null ? activityIdFor(connection.id, keyOfMail(mail))",
        put: "mail.messageId === null || $planted ? activityIdFor(connection.id, $planted ? mail.externalId : keyOfMail(mail))",
      },
      {
        find: "if (mail.messageId !== null) byMessage.set(",
        put: "if (mail.messageId !== null && !$planted) byMessage.set(",
      },
    ],
    weather: quiet,
    withNylas: true,
    shows: /^Doubled: (mail|invoice)/,
  },
  {
    id: "mail unread",
    what: "mails whose events got lost are not looked for",
    edits: [
      {
        find: "const since = this.isAsked ? from : Math.max(from, known);",
        put: 'const since = this.isAsked ? from : $planted ? Date.parse("2099-01-01") : Math.max(from, known);',
      },
    ],
    weather: { ...quiet, lostEvents: 0.8 },
    withNylas: true,
    shows: /^After a scheduled look: Missing: nothing was decided/,
  },
  {
    id: "mail for all",
    what: "what is private stays private in the mailbox that told of it alone",
    edits: [
      {
        find: "const hidden = await privateAmong(this.sync.database, this.environmentId, all);\n    for (let found",
        put: "const hidden = $planted ? new Map<string, string>() : await privateAmong(this.sync.database, this.environmentId, all);\n    for (let found",
      },
      {
        find: "if (await batch.hasPrivacyChanged(sql)) throw",
        put: "if (!$planted && (await batch.hasPrivacyChanged(sql))) throw",
      },
    ],
    weather: { ...quiet, deeds: 30 },
    withNylas: true,
    shows: /^Untrue: .* is private, and row/,
  },
  {
    id: "wrong reason",
    what: "a mail that is filtered is remembered without its reason",
    edits: [
      {
        find: 'if (reason) this.verdicts.set(piece, { outcome: "skipped", reason });',
        put: 'if (reason) this.verdicts.set(piece, $planted ? { outcome: "skipped", reason: "sizeFiltered" } : { outcome: "skipped", reason });',
      },
    ],
    weather: quiet,
    withNylas: true,
    shows: /^Missing: .* is told as skipped/,
  },
];
