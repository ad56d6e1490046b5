import type { Sync } from "../../../connector/pipeline/sync";
import { startEngine, waveContact, type Engine } from "../support/engine";
import { contactsOf, withContacts } from "../support/with-contacts";

describe("what a person types in Wave between our reading and our writing", () => {
  let engine: Engine;
  beforeAll(async () => (engine = await startEngine()));
  afterAll(() => engine?.close());
  const contact = (id: string) => engine.dynamics.wave.store.get(id);

  /** A sync in which somebody edits the contact after it was read, before the first write to Wave. */
  async function interrupted(edit: () => void, changes: Partial<Sync> = {}): Promise<Sync> {
    const sync = await engine.sync(changes);
    const { adapter } = sync.connection;
    let edited = false;
    const first = <T extends unknown[], R>(write: (...what: T) => Promise<R>) => {
      return async (...what: T): Promise<R> => {
        if (!edited) {
          edited = true;
          await laterThan(contact("typed-in-wave").updatedAt);
          edit();
        }
        return write(...what);
      };
    };
    const careless = withContacts(adapter, {
      update: first(contactsOf(adapter).update),
      remove: first(contactsOf(adapter).remove),
    });
    return { ...sync, connection: { ...sync.connection, adapter: careless } };
  }

  /** Wave's times are in milliseconds. */
  async function laterThan(time: string): Promise<void> {
    while (Date.now() <= Date.parse(time)) await new Promise((resolve) => setImmediate(resolve));
  }

  it("survives where it is another field, and both sides hold both", async () => {
    const row = await engine.linked("typed-in-wave", { jobTitle: "Buyer", company: "Old" });
    await engine.editRow(row.id, { jobtitle: "Head" });
    const sync = await interrupted(
      () => void engine.dynamics.wave.store.update("typed-in-wave", { note: "Met" }),
    );
    const [result] = await engine.bring([{ rowId: row.id }], sync);
    expect(result!.outcome).toBe("updated");
    expect(contact("typed-in-wave")).toMatchObject({ jobTitle: "Head", note: "Met" });
    expect(engine.row(row.id)!.values).toMatchObject({ jobtitle: "Head", description: "Met" });
  });

  it("is a conflict where it is the same field, decided as the mapping says", async () => {
    const row = engine.rowOf("typed-in-wave")!;
    await engine.editRow(row.id, { jobtitle: "Chief" });
    const sync = await interrupted(
      () => void engine.dynamics.wave.store.update("typed-in-wave", { jobTitle: "Hers" }),
    );
    const lines = sync.mapping.lines.map((line) => ({ ...line, conflict: "system" as const }));
    await engine.bring([{ rowId: row.id }], { ...sync, mapping: { ...sync.mapping, lines } });
    expect(contact("typed-in-wave").jobTitle).toBe("Hers");
    expect(engine.row(row.id)!.values.jobtitle).toBe("Hers");
  });

  it("keeps a contact that was about to be deleted from being deleted unseen", async () => {
    const row = engine.rowOf("typed-in-wave")!;
    await engine.dynamics.as("admin", "DELETE", `contacts(${row.id})`);
    const sync = await interrupted(
      () => void engine.dynamics.wave.store.update("typed-in-wave", { jobTitle: "Still here" }),
      {},
    );
    const policies = { ...sync.mapping.policies, onDataverseDelete: "delete" as const };
    const [result] = await engine.bring([{ rowId: row.id }], {
      ...sync,
      mapping: { ...sync.mapping, policies },
    });
    expect(contact("typed-in-wave").jobTitle).toBe("Still here");
    expect(result!.outcome).toBe("conflict");
  });

  const EMAIL = "searched@example.com";

  it("survives where a search is the first to see it, also of a Wave that takes no conditions", async () => {
    const { store } = engine.dynamics.wave;
    store.load([
      waveContact("searched", {
        lastName: "Searched",
        jobTitle: "Wave's",
        emails: [{ value: EMAIL, primary: true }],
      }),
    ]);
    await laterThan(contact("searched").updatedAt);
    const rowId = await engine.addRow({
      firstname: contact("searched").firstName,
      lastname: "Searched",
      emailaddress1: EMAIL,
      jobtitle: "Row's",
    });
    const sync = await engine.sync({});
    const { adapter } = sync.connection;
    const careless = withContacts(adapter, {
      update: (id, values, call) => contactsOf(adapter).update(id, values, call),
      find: async (...sought) => {
        if (contact("searched").jobTitle !== "Hers") {
          // Dataverse keeps whole seconds.
          await laterThan(new Date(Date.now() + 1_000).toISOString());
          store.update("searched", { jobTitle: "Hers" });
        }
        return contactsOf(adapter).find(...sought);
      },
    });
    await engine.bring([{ externalId: "searched" }], {
      ...sync,
      connection: { ...sync.connection, adapter: careless },
    });
    expect(contact("searched").jobTitle).toBe("Hers");
    expect(engine.row(rowId)!.values.jobtitle).toBe("Hers");
  });
});
