import { SystemError } from "../../../connector/systems/contract/system-error";
import type { Sync } from "../../../connector/pipeline/sync";
import { startEngine, type Engine } from "../support/engine";
import { contactsOf, withContacts } from "../support/with-contacts";

describe("a value that somebody types in Wave, the very one that Wave was about to get from us", () => {
  let engine: Engine;
  beforeAll(async () => void (engine = await startEngine()));
  afterAll(() => engine?.close());
  const wave = () => engine.dynamics.wave.store;

  /** A sync that asks wherever both sides changed, and whose write to Wave ends with `error`, done or not. */
  async function failing(error: SystemError, isDone: boolean): Promise<Sync> {
    const sync = await engine.sync();
    const { adapter } = sync.connection;
    const update: ReturnType<typeof contactsOf>["update"] = async (...what) => {
      if (isDone) await contactsOf(adapter).update(...what);
      throw error;
    };
    return {
      ...(await asking()),
      connection: { ...sync.connection, adapter: withContacts(adapter, { update }) },
    };
  }

  async function asking(): Promise<Sync> {
    const sync = await engine.sync();
    const lines = sync.mapping.lines.map((line) => ({ ...line, conflict: "ask" as const }));
    return { ...sync, mapping: { ...sync.mapping, lines } };
  }

  it("is hers where Wave had said no to us, and people are asked", async () => {
    const { id: rowId } = await engine.linked("refused", { jobTitle: "Buyer" });
    await engine.editRow(rowId, { jobtitle: "Head" });
    const no = new SystemError("SYSTEM_REFUSED", "No.", { status: 401 });
    await engine.bring([{ rowId }], await failing(no, false)).catch(() => []);
    wave().update("refused", { jobTitle: "Head" });
    await engine.editRow(rowId, { jobtitle: "Chief" });
    const [result] = await engine.bring([{ rowId }], await asking());
    expect(result!.outcome).toBe("conflict");
    expect(wave().get("refused").jobTitle).toBe("Head");
    expect(engine.row(rowId)!.values.jobtitle).toBe("Chief");
  });

  it("passes for ours where nobody heard what Wave had done", async () => {
    const { id: rowId } = await engine.linked("unheard", { jobTitle: "Buyer" });
    await engine.editRow(rowId, { jobtitle: "Head" });
    const silence = new SystemError("SYSTEM_UNREACHABLE", "No answer.");
    await engine.bring([{ rowId }], await failing(silence, true)).catch(() => []);
    expect(wave().get("unheard").jobTitle).toBe("Head");
    await engine.editRow(rowId, { jobtitle: "Chief" });
    const [result] = await engine.bring([{ rowId }], await asking());
    expect(result!.outcome).toBe("updated");
    expect(wave().get("unheard").jobTitle).toBe("Chief");
  });
});
