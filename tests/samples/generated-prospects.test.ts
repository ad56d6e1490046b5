import { generateEnginySamples } from "../../local/samples";

describe("samples of Enginy", () => {
  it("are the same for the same seed, and others for another", () => {
    expect(generateEnginySamples(30, 7)).toEqual(generateEnginySamples(30, 7));
    expect(generateEnginySamples(30, 7)).not.toEqual(generateEnginySamples(30, 8));
  });

  it("have addresses that lead to nobody", () => {
    const { companies, contacts, identities, owners } = generateEnginySamples(60, 7);
    const hosts = [
      ...contacts.map(({ professionalEmail }) => professionalEmail),
      ...[...identities, ...owners].map(({ email }) => email),
    ].flatMap((email) => (email == null ? [] : [email.split("@")[1]]));
    for (const host of [...hosts, ...companies.map(({ domain }) => domain)])
      expect(host).toMatch(/\.(example|test)$/);
  });

  it("work for companies that are there", () => {
    const { companies, contacts } = generateEnginySamples(60, 7);
    for (const { company } of contacts) expect(companies[company!]).toBeDefined();
  });
});
