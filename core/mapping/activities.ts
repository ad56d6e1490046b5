/** Tables of activities that a mapping may be of: what is logged there is nobody's record, and is never changed again. */
export const ACTIVITIES: ReadonlySet<string> = new Set([
  "appointment",
  "email",
  "fax",
  "letter",
  "phonecall",
  "task",
]);
