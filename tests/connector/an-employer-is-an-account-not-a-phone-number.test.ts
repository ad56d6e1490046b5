import { nameAndCompany } from "../../core/mapping/defaults/contact-identifiers";
import { EMPLOYER_NAME } from "../../core/mapping/lookup-name";
import type { Result } from "../../connector/pipeline/item";
import { Mapped } from "./support/mapped";

const FIELDS = { firstName: "firstName", lastName: "lastName", company: "company", email: "email" };

describe("first name, last name and employer", () => {
  let mapped: Mapped;
  let count = 0;

  beforeAll(async () => {
    mapped = await Mapped.start();
    await mapped.map({ matchRules: nameAndCompany(FIELDS, { company: EMPLOYER_NAME }) });
  });

  afterAll(() => mapped.close());

  const triggers: readonly (readonly [string, (id: string) => Promise<Result>])[] = [
    ["at an event", async (id) => (await mapped.sync([id]))[0]!],
    ["in a first import", async (id) => (await mapped.import([id]))[0]!],
  ];

  describe.each(triggers)("%s", (_name, sync) => {
    test("are the same where the contact's account has the name, whatever its phone number is", async () => {
      const lastname = `Of ${++count}`;
      const account = await mapped.add("accounts", { name: "Löwen & Söhne" });
      const base = { firstname: "Ines", lastname };
      await mapped.add("contacts", { ...base, company: "Lowen Sohne" });
      const row = await mapped.add("contacts", {
        ...base,
        company: "+49 30 1234567",
        "parentcustomerid_account@odata.bind": `/accounts(${account})`,
      });
      mapped.put(`c${count}`, { firstName: "INÉS", lastName: lastname, company: "LOWEN SOHNE" });
      expect(await sync(`c${count}`)).toMatchObject({ rowId: row });
    });

    test("are another where it has another name", async () => {
      const lastname = `Of ${++count}`;
      const account = await mapped.add("accounts", { name: "Globex" });
      await mapped.add("contacts", {
        firstname: "Ines",
        lastname,
        "parentcustomerid_account@odata.bind": `/accounts(${account})`,
      });
      mapped.put(`c${count}`, { firstName: "Ines", lastName: lastname, company: "Acme" });
      expect(await sync(`c${count}`)).toMatchObject({ outcome: "created" });
    });
  });

  test("seen from the row as well", async () => {
    const lastname = `Of ${++count}`;
    const account = await mapped.add("accounts", { name: "Acme" });
    mapped.put(`c${count}`, { firstName: "Ines", lastName: lastname, company: "Acme" });
    const rowId = await mapped.add("contacts", {
      firstname: "Ines",
      lastname,
      "parentcustomerid_account@odata.bind": `/accounts(${account})`,
    });
    expect((await mapped.sync([{ rowId }]))[0]).toMatchObject({ externalId: `c${count}`, rowId });
  });
});
