import { saveConnection } from "../../../connector/state/environments";
import { startEngine, waveContact, type Engine } from "../support/engine";

const PERSON = { firstname: "Ada", emailaddress1: "ada@acme.example" };
const IN_WAVE = {
  firstName: "Ada",
  emails: [{ value: "ada@acme.example", primary: true }],
} as const;

describe("nothing is created twice", () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await startEngine();
  });
  afterAll(() => engine?.close());
  const wave = () => engine.dynamics.wave.store;
  const rowsNamed = (name: string) =>
    engine.dynamics.rows("contact").filter((row) => row.values.lastname === name);
  const contactsNamed = (name: string) =>
    wave()
      .all()
      .filter((contact) => contact.lastName === name);
  const both = async (name: string) => {
    wave().load([waveContact(`w-${name}`, { ...IN_WAVE, lastName: name })]);
    return engine.addRow({ ...PERSON, lastname: name });
  };
  const expectOne = (name: string, rowId: string) => {
    expect(rowsNamed(name)).toHaveLength(1);
    expect(contactsNamed(name)).toHaveLength(1);
    expect(engine.link(`w-${name}`)!.values.wave_recordid).toBe(rowId);
  };

  it("when both sides add the same person and both events come at once", async () => {
    const rowId = await both("Together");
    const results = await engine.bring([{ rowId }, { externalId: "w-Together" }]);
    expect(results).toHaveLength(1);
    expectOne("Together", rowId);
  });

  it("when only the row's event comes", async () => {
    const rowId = await both("Row");
    await engine.bring([{ rowId }]);
    expectOne("Row", rowId);
  });

  it("when only Wave's event comes", async () => {
    const rowId = await both("Wave");
    await engine.bring([{ externalId: "w-Wave" }]);
    expectOne("Wave", rowId);
  });

  it("when two workers have one side each", async () => {
    const rowId = await both("Workers");
    await Promise.all([engine.bring([{ rowId }]), engine.bring([{ externalId: "w-Workers" }])]);
    expectOne("Workers", rowId);
  });

  it("when Wave's answer gets lost after it had created the contact", async () => {
    const rowId = await engine.addRow({ ...PERSON, lastname: "Lost" });
    engine.dynamics.wave.faults.set({ loseAnswers: { next: 20, how: "disconnect" } });
    await engine.queue({ rowId });
    await engine.work();
    engine.dynamics.wave.faults.clear();
    expect(await engine.waiting()).toBe(1);
    await engine.skipPauses();
    await engine.work();
    expect(contactsNamed("Lost")).toHaveLength(1);
    expect(engine.link(contactsNamed("Lost")[0]!.id)!.values.wave_recordid).toBe(rowId);
    expect(await engine.waiting()).toBe(0);
  });

  it("when the answer got lost and the row was renamed before the next try: Wave holds the new name", async () => {
    const rowId = await engine.addRow({ ...PERSON, lastname: "Before" });
    const before = wave().size;
    engine.dynamics.wave.faults.set({ loseAnswers: { next: 20, how: "disconnect" } });
    await engine.queue({ rowId });
    await engine.work();
    engine.dynamics.wave.faults.clear();
    await engine.editRow(rowId, { lastname: "After", emailaddress1: "ada@other.example" });
    await engine.skipPauses();
    await engine.work();
    expect(wave().size).toBe(before + 1);
    expect(contactsNamed("Before")).toHaveLength(0);
    expect(engine.link(contactsNamed("After")[0]!.id)!.values.wave_recordid).toBe(rowId);
    const [result] = await engine.bring([{ rowId }]);
    expect(result).toMatchObject({ outcome: "unchanged" });
    expect(engine.row(rowId)!.values.lastname).toBe("After");
  });

  it("when two contacts in Wave could be the row: a person decides", async () => {
    wave().load([
      waveContact("w-twin1", { ...IN_WAVE, lastName: "Twin" }),
      waveContact("w-twin2", { ...IN_WAVE, lastName: "Twin" }),
    ]);
    const rowId = await engine.addRow({ ...PERSON, lastname: "Twin" });
    const [result] = await engine.bring([{ rowId }]);
    expect(result).toMatchObject({ outcome: "skipped", issue: { code: "MATCH_AMBIGUOUS" } });
    expect(contactsNamed("Twin")).toHaveLength(2);
    expect(engine.issues("MATCH_AMBIGUOUS")).toHaveLength(1);
  });

  it("when two rows could be the contact: a person decides, and her choice links", async () => {
    const first = await engine.addRow({ ...PERSON, lastname: "Double" });
    await engine.addRow({ ...PERSON, lastname: "Double" });
    wave().load([waveContact("w-Double", { ...IN_WAVE, lastName: "Double" })]);
    const [result] = await engine.bring([{ externalId: "w-Double" }]);
    expect(result).toMatchObject({ outcome: "skipped", issue: { code: "MATCH_AMBIGUOUS" } });
    expect(rowsNamed("Double")).toHaveLength(2);
    await engine.bring([{ externalId: "w-Double" }], {
      trigger: "resolve",
      answers: new Map([["w-Double", { kind: "link", recordId: first }]]),
    });
    expect(engine.link("w-Double")!.values.wave_recordid).toBe(first);
    const open = engine
      .issues("MATCH_AMBIGUOUS")
      .filter(
        (issue) => issue.values.wave_externalid === "w-Double" && issue.values.wave_issuestatus === 628140000,
      );
    expect(open).toHaveLength(0);
  });

  it("whichever of them is looked at first, two rows that could be one contact are never guessed between", async () => {
    const rows = [
      await engine.addRow({ ...PERSON, lastname: "Either" }),
      await engine.addRow({ ...PERSON, lastname: "Either" }),
    ];
    wave().load([waveContact("w-Either", { ...IN_WAVE, lastName: "Either" })]);
    for (const names of [[rows[0]!], [rows[1]!], rows]) {
      const results = await engine.bring(names.map((rowId) => ({ rowId })));
      expect(results.map(({ issue }) => issue?.code)).toEqual(["MATCH_AMBIGUOUS"]);
    }
    await engine.bring([{ externalId: "w-Either" }]);
    expect(engine.link("w-Either")).toBeUndefined();
    expect(contactsNamed("Either")).toHaveLength(1);
    expect(
      engine.issues("MATCH_AMBIGUOUS").filter(({ values }) => values.wave_externalid === "w-Either"),
    ).toHaveLength(1);
  });

  it("nor are two contacts that could be one row, although only one of them was told of", async () => {
    wave().load([
      waveContact("w-one", { ...IN_WAVE, lastName: "Pair" }),
      waveContact("w-other", { ...IN_WAVE, lastName: "Pair" }),
    ]);
    await engine.addRow({ ...PERSON, lastname: "Pair" });
    const [result] = await engine.bring([{ externalId: "w-one" }]);
    expect(result).toMatchObject({ outcome: "skipped", issue: { code: "MATCH_AMBIGUOUS" } });
    expect(engine.link("w-one")).toBeUndefined();
    expect(rowsNamed("Pair")).toHaveLength(1);
  });

  it("when the only row that fits belongs to another contact", async () => {
    const rowId = await both("Taken");
    await engine.bring([{ rowId }]);
    wave().load([waveContact("w-second", { ...IN_WAVE, lastName: "Taken" })]);
    const [result] = await engine.bring([{ externalId: "w-second" }]);
    expect(result).toMatchObject({ outcome: "skipped", issue: { code: "LINK_TAKEN" } });
    expect(rowsNamed("Taken")).toHaveLength(1);
  });
});

describe("rows that are not to be sent by themselves", () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await startEngine();
  });
  afterAll(() => engine?.close());
  const wave = () => engine.dynamics.wave.store;
  const old = () =>
    engine.addRow(
      { firstname: "Old", lastname: "Row", overriddencreatedon: "2020-01-01T00:00:00Z" },
      "admin",
    );

  it("are sent where they were made before the environment was connected again: signing in anew makes nothing old", async () => {
    const rowId = await engine.addRow({ firstname: "Made", lastname: "Meanwhile" });
    const { database, environmentId, parts } = engine;
    const later = async (column: string, table: string, id: string) =>
      database.query(
        `update wave_sync.${table} set ${column} = ${column} + interval '1 hour' where ${id} = $1`,
        [environmentId],
      );
    await later("connected_on", "environment", "id");
    parts.environments.forget(environmentId);
    const { connection } = await engine.sync();
    const known = { environmentId, id: connection.id, systemKey: "wave", systemUrl: "https://wave.example" };
    await saveConnection(database, known);
    parts.environments.forget(environmentId);
    expect((await engine.sync()).connection.since).toEqual(connection.since);
    const [sent] = await engine.bring([{ rowId }]);
    expect(sent).toMatchObject({ outcome: "created" });
    // After a disconnect, connecting begins anew.
    await saveConnection(database, known, true);
    parts.environments.forget(environmentId);
    expect((await engine.sync()).connection.since.getTime()).toBeGreaterThan(connection.since.getTime());
    await database.query("update wave_sync.connection set since = $1", [connection.since]);
    parts.environments.forget(environmentId);
  });

  it.each<["none" | "sinceConnected" | "all", "old" | "new", boolean]>([
    ["none", "old", false],
    ["none", "new", false],
    ["sinceConnected", "old", false],
    ["sinceConnected", "new", true],
    ["all", "old", true],
    ["all", "new", true],
  ])("%s, a row that is %s: sent is %s", async (newRows, age, sent) => {
    const rowId = age === "old" ? await old() : await engine.addRow({ firstname: "New", lastname: "Row" });
    const before = wave().size;
    const [result] = await engine.bring([{ rowId }], { policies: { newRows } });
    expect(wave().size - before).toBe(sent ? 1 : 0);
    expect(result).toMatchObject(
      sent ? { outcome: "created" } : { outcome: "skipped", issue: { code: "NOT_SENT" } },
    );
    expect(engine.dynamics.rows("wave_issue")).toHaveLength(0);
    wave().clear();
  });

  it("a row that is not in use is never sent by itself, however new it is", async () => {
    const rowId = await engine.addRow({ firstname: "New", lastname: "Retired" });
    await engine.editRow(rowId, { statecode: 1 });
    const before = wave().size;
    const [result] = await engine.bring([{ rowId }], { policies: { newRows: "all" } });
    expect(result).toMatchObject({ outcome: "skipped", issue: { code: "NOT_SENT" } });
    expect(wave().size).toBe(before);
    expect(engine.dynamics.rows("wave_issue")).toHaveLength(0);
  });

  it("a push sends them all the same", async () => {
    const [result] = await engine.bring([{ rowId: await old() }], {
      trigger: "push",
      direction: "toSystem",
      policies: { newRows: "none" },
    });
    expect(result).toMatchObject({ outcome: "created" });
  });
});
