import { mapToDataverse } from "../../../core/map/to-dataverse";
import { mapToSystem } from "../../../core/map/to-system";
import { createOwnerDirectory, type OwnerSources } from "../../../core/users/owner-directory";
import { CONTACT_COLUMNS, line } from "../support/contact";

const id = (n: number): string => `00000000-0000-4000-8000-00000000000${n}`;

const sources: OwnerSources = {
  users: [
    { id: id(1), email: "Ana@Contoso.example", disabled: false },
    { id: id(2), email: "ben@contoso.example", disabled: true },
    { id: id(3), email: "shared@contoso.example", disabled: false },
    { id: id(4), email: "shared@contoso.example", disabled: false },
    { id: id(5), email: "default@contoso.example", disabled: false },
    { id: id(6), email: "eva@contoso.example", disabled: true },
    { id: id(7), email: "eva@contoso.example", disabled: false },
    { id: id(8), email: null, disabled: false },
  ],
  mappings: [
    { externalEmail: "carl@wave.example", userId: id(1) },
    { externalId: "tm_9", userId: id(3) },
    { externalEmail: "dora@wave.example", userId: id(2) },
    { externalEmail: "ana@contoso.example", userId: id(4) },
  ],
  defaultOwnerId: id(5),
  connectingUserId: id(8),
};

describe("who owns a record", () => {
  const owners = createOwnerDirectory(sources);

  test.each([
    ["an explicit mapping", "carl@wave.example", { userId: id(1), reason: "mapped" }],
    ["a mapping by the system's id", "tm_9", { userId: id(3), reason: "mapped" }],
    ["a mapping comes before the same address", "ana@contoso.example", { userId: id(4), reason: "mapped" }],
    [
      "of two users with one address, the enabled one",
      "EVA@contoso.example",
      { userId: id(7), reason: "email" },
    ],
    [
      "a disabled user falls through",
      "ben@contoso.example",
      { userId: id(5), reason: "defaultOwner", doubt: "disabled" },
    ],
    [
      "a mapping to a disabled user falls through",
      "dora@wave.example",
      { userId: id(5), reason: "defaultOwner", doubt: "disabled" },
    ],
    [
      "an address two users share decides nothing",
      "shared@contoso.example",
      { userId: id(5), reason: "defaultOwner", doubt: "unknown" },
    ],
    [
      "nobody knows the person",
      "nobody@wave.example",
      { userId: id(5), reason: "defaultOwner", doubt: "unknown" },
    ],
    ["nobody is assigned", null, { userId: id(5), reason: "defaultOwner" }],
    ["an empty text is nobody", "  ", { userId: id(5), reason: "defaultOwner" }],
  ])("%s", (_name, person, expected) => {
    expect(owners.ownerFor(person)).toEqual(expected);
  });

  test("without an explicit mapping the email address decides, in any case", () => {
    const byEmail = createOwnerDirectory({ ...sources, mappings: [] });
    expect(byEmail.ownerFor("ANA@contoso.EXAMPLE")).toEqual({ userId: id(1), reason: "email" });
  });

  test.each([
    ["no default owner", undefined],
    ["a disabled default owner", id(2)],
    ["a default owner who is gone", id(9)],
  ])("%s: the connecting user owns it", (_name, defaultOwnerId) => {
    const result = createOwnerDirectory({ ...sources, defaultOwnerId }).ownerFor("nobody@wave.example");
    expect(result).toEqual({ userId: id(8), reason: "connectingUser", doubt: "unknown" });
  });

  test("nobody at all can own it", () => {
    expect(createOwnerDirectory({ users: [] }).ownerFor("x@y.example")).toBeNull();
  });
});

describe("the owner line of a mapping", () => {
  const owners = createOwnerDirectory(sources);
  const owner = line("assignedTo", "ownerid", { transformations: [{ kind: "owner" }] });
  const context = (creating: boolean) => ({ columns: CONTACT_COLUMNS, creating, owners });

  test("a new row falls back to the default owner", () => {
    expect(mapToDataverse(owner, "nobody@wave.example", context(true))).toEqual({ value: id(5) });
    expect(mapToDataverse(owner, null, context(true))).toEqual({ value: id(5) });
  });

  test("an existing row keeps its owner when the person is unknown, disabled, or nobody", () => {
    expect(mapToDataverse(owner, "nobody@wave.example", context(false))).toEqual({ leftOut: "ownerUnknown" });
    expect(mapToDataverse(owner, "ben@contoso.example", context(false))).toEqual({
      leftOut: "ownerDisabled",
    });
    expect(mapToDataverse(owner, null, context(false))).toEqual({ leftOut: "required" });
  });

  test("the way back names the mapped person, else the user's address; teams have none", () => {
    expect(mapToSystem(owner, id(1), context(false))).toEqual({ value: "carl@wave.example" });
    expect(mapToSystem(owner, id(7), context(false))).toEqual({ value: "eva@contoso.example" });
    expect(mapToSystem(owner, id(9), context(false))).toEqual({ leftOut: "ownerUnknown" });
  });
});
