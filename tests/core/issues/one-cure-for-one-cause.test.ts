import { causeOf } from "../../../core/issues/cause";

test.each([
  [
    "who has left",
    { code: "OWNER_DISABLED", params: { value: "alex@contoso.example", field: "Owner" } },
    "alex@contoso.example",
  ],
  [
    "the field that is too short",
    { code: "VALUE_TOO_LONG", params: { field: "Last Name", limit: 50 } },
    "Last Name",
  ],
  [
    "the word that is no choice of the field",
    { code: "VALUE_NOT_IN_CHOICES", params: { field: "Role", value: "Chief" } },
    "Role, Chief",
  ],
  [
    "the line that doesn't work",
    { code: "LINE_NOT_SUPPORTED", params: { line: "title", details: "…" } },
    "title",
  ],
] as const)("issues share %s", (_what, issue, cause) => expect(causeOf(issue)).toBe(cause));

test("what says of each record which others it could be is one cause", () => {
  expect(causeOf({ code: "MATCH_AMBIGUOUS", params: { count: 2 } })).toBeNull();
  expect(causeOf({ code: "MATCH_AMBIGUOUS", params: { count: 3 } })).toBeNull();
});

test("an issue that does not say why is of its code alone", () => {
  expect(causeOf({ code: "OWNER_UNKNOWN" })).toBeNull();
});
