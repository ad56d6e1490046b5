import { DEFAULT_MAIL_POLICY } from "../../../core/mail/policy";
import { DEFAULT_POLICIES } from "../../../core/mapping/defaults/policies";
import type { Mapping, MappingLine } from "../../../core/mapping/types";
import { NYLAS_MESSAGE_OBJECT } from "./message-record";

/** A line from a field of a message to a column of its row, which is written once. */
const line = (systemField: string, column: string): MappingLine => ({
  id: systemField,
  kind: "field",
  systemField,
  column,
  direction: "toDataverse",
  writeRule: "overwrite",
  conflict: "system",
  transformations: [],
});

/** The mapping that a new connection to Nylas begins with: the fields that a tracked email needs. */
export function nylasMessageMapping(ids: Pick<Mapping, "id" | "connectionId">): Mapping {
  return {
    ...ids,
    systemObject: NYLAS_MESSAGE_OBJECT,
    table: "email",
    direction: "toDataverse",
    lines: [
      line("subject", "subject"),
      line("body", "description"),
      line("from", "sender"),
      line("to", "torecipients"),
      line("outgoing", "directioncode"),
      line("date", "actualend"),
      line("messageId", "messageid"),
    ],
    matchRules: [],
    policies: {
      ...DEFAULT_POLICIES,
      newRows: "none",
      onSystemDelete: "keep",
      createAs: "connector",
      mail: DEFAULT_MAIL_POLICY,
    },
  };
}
