import { generateContacts, SAMPLE_OWNERS, SELLER_EMAIL } from "../../local/samples";
import { WaveSandbox } from "../../local/sandboxes/wave";

const contacts = generateContacts(1000, 1);
const ownedBy = (kind: string) => {
  const emails = SAMPLE_OWNERS.filter((owner) => owner.inDynamics === kind).map((owner) => owner.email);
  return contacts.filter((contact) => contact.assignedTo && emails.includes(contact.assignedTo.email));
};
const textOf = (part: readonly (typeof contacts)[number][]) => JSON.stringify(part);

describe("samples from the generator", () => {
  it("are the same for the same seed, others for another, and fewer are the beginning of more", () => {
    expect(generateContacts(1000, 1)).toEqual(contacts);
    expect(generateContacts(10, 1)).toEqual(contacts.slice(0, 10));
    expect(generateContacts(10, 2)[0]).not.toEqual(contacts[0]);
  });

  it("have an id each", () => expect(new Set(contacts.map((contact) => contact.id)).size).toBe(1000));

  it.each([
    ["accents", /[éüñłışđ]/],
    ["Greek", /\p{Script=Greek}/u],
    ["Cyrillic", /\p{Script=Cyrillic}/u],
    ["Arabic", /\p{Script=Arabic}/u],
    ["Hebrew", /\p{Script=Hebrew}/u],
    ["Chinese characters", /\p{Script=Han}/u],
    ["kana", /\p{Script=Katakana}/u],
    ["Hangul", /\p{Script=Hangul}/u],
    ["Thai", /\p{Script=Thai}/u],
    ["Devanagari", /\p{Script=Devanagari}/u],
    ["emoji", /\p{Extended_Pictographic}/u],
    ["letters beyond 16 bits", /[\u{20000}-\u{2ffff}]/u],
  ])("hold %s, even in the first hundred", (_what, letters) => {
    expect(textOf(contacts)).toMatch(letters);
    if (String(letters).includes("20000")) return;
    expect(textOf(contacts.slice(0, 100))).toMatch(letters);
  });

  it("hold companies that Dynamics cuts at 49 characters", () => {
    expect(contacts.filter((contact) => (contact.company ?? "").length > 49).length).toBeGreaterThanOrEqual(
      40,
    );
  });

  it("hold people without a last name, and some with neither e-mail nor phone", () => {
    expect(contacts.some((contact) => contact.lastName === null)).toBe(true);
    expect(contacts.some((contact) => contact.emails.length + contact.phones.length === 0)).toBe(true);
  });

  it("hold two people who share an address", () => {
    const byEmail = new Map<string, number>();
    for (const { emails } of contacts)
      if (emails[0]) byEmail.set(emails[0].value, (byEmail.get(emails[0].value) ?? 0) + 1);
    expect([...byEmail.values()].filter((people) => people === 2).length).toBeGreaterThanOrEqual(30);
  });

  it("are owned by people who work here, have left, or are unknown, and some by nobody", () => {
    for (const kind of ["enabled", "disabled", "unknown"])
      expect(ownedBy(kind).length).toBeGreaterThanOrEqual(30);
    expect(contacts.some((contact) => contact.assignedTo === null)).toBe(true);
  });

  it("are the seller's to more than a selection of 250", () => {
    expect(contacts.filter((contact) => contact.assignedTo?.email === SELLER_EMAIL).length).toBeGreaterThan(
      300,
    );
  });

  it("hold one note that Dynamics cannot keep, and long ones that it can", () => {
    const lengths = contacts.map((contact) => (contact.note ?? "").length);
    expect(lengths.filter((length) => length > 2000)).toHaveLength(1);
    expect(lengths.filter((length) => length > 1500 && length <= 2000).length).toBeGreaterThanOrEqual(30);
  });

  it("can be written back to Wave as they are", () => {
    const sandbox = new WaveSandbox();
    sandbox.store.load(contacts);
    expect(sandbox.store.all()).toEqual(contacts);
  });
});
