import { createDataverse, type LocalDataverse } from "../../../local/dataverse/create";
import type { EventInput, Events } from "../../../local/dataverse/contracts";

/** developer/data-platform/event-framework: the stages around a message; SQL read-committed snapshot isolation. */
describe("messages run in transactions, with steps around them", () => {
  const seen: string[] = [];
  let failAt: string | undefined;
  let pause: Promise<void> = Promise.resolve();
  const note = (stage: number | string, { request, before, after }: EventInput) =>
    seen.push(
      `${stage} ${request.name}${before === undefined ? "" : " before"}${after === undefined ? "" : " after"}`,
    );
  const events: Events = {
    listens: (_message, table) => table === "contact",
    runSync: async (stage, event) => {
      note(stage, event);
      if (stage === 40) await pause;
      if (failAt === `${stage} ${event.request.name}`) throw new Error("step");
    },
    queueAsync: (event) => void note("later", event),
  };
  let dataverse: LocalDataverse;
  let id = "";
  const user = () => ({ ...dataverse.kernel.systemContext(), isSystem: false });
  beforeAll(async () => void (dataverse = await createDataverse({ events: () => events })));
  beforeEach(async () => {
    failAt = undefined;
    pause = Promise.resolve();
    id = await dataverse.create("contact", { lastname: "Before" });
    seen.length = 0;
  });

  it("raises the stages in order, for the row and for the bulk message", async () => {
    await dataverse.update("contact", id, { lastname: "After" }, user());
    expect(seen).toEqual([
      "10 Update before",
      "10 UpdateMultiple before",
      "20 Update before",
      "20 UpdateMultiple before",
      "40 Update before after",
      "40 UpdateMultiple before after",
      "later Update before after",
      "later UpdateMultiple before after",
    ]);
  });

  it("raises a bulk message once and its rows once each", async () => {
    const Targets = [1, 2].map((n) => ({ table: "contact", values: { lastname: `${n}` } }));
    await dataverse.kernel.execute({ name: "CreateMultiple", table: "contact", input: { Targets } }, user());
    expect(seen.filter((one) => one.startsWith("later"))).toEqual([
      "later Create after",
      "later Create after",
      "later CreateMultiple",
    ]);
  });

  it("undoes everything when a step of stage 40 fails, and queues nothing", async () => {
    failAt = "40 Update";
    await expect(dataverse.update("contact", id, { lastname: "After" }, user())).rejects.toThrow("step");
    expect(dataverse.get("contact", id)?.values["lastname"]).toBe("Before");
    expect(seen.some((one) => one.startsWith("later"))).toBe(false);
    failAt = "40 Delete";
    await expect(dataverse.remove("contact", id, user())).rejects.toThrow("step");
    expect(dataverse.get("contact", id)).toBeDefined();
  });

  it("raises nothing for the platform's own work", async () => {
    await dataverse.update("contact", id, { lastname: "System" });
    expect(seen).toEqual([]);
  });

  it("shows others only what is committed, and lets writers of one row wait for each other", async () => {
    let release: () => void = () => undefined;
    pause = new Promise((resolve) => (release = resolve));
    const first = dataverse.update("contact", id, { lastname: "First" }, user());
    while (!seen.includes("40 Update before after")) await new Promise(setImmediate);
    expect(dataverse.get("contact", id)?.values["lastname"]).toBe("Before");
    expect(dataverse.rows("contact").find((row) => row.id === id)?.values["lastname"]).toBe("Before");
    const second = dataverse.update("contact", id, { jobtitle: "Second" });
    release();
    await Promise.all([first, second]);
    expect(dataverse.get("contact", id)?.values).toMatchObject({ lastname: "First", jobtitle: "Second" });
  });

  it("stops calls that call themselves", async () => {
    const deep = { ...user(), depth: 9 };
    await expect(dataverse.update("contact", id, {}, deep)).rejects.toMatchObject({ code: "0x80044182" });
  });
});
