import { openDoors, signed, waveEvent, type Doors } from "./support/doors";

describe("an event that was heard before", () => {
  let doors: Doors;

  beforeAll(async () => {
    doors = await openDoors();
  });
  afterEach(() => doors.workOff());
  afterAll(() => doors?.close());

  it("is known, and queues nothing, whether sent again as it was or signed anew", async () => {
    const body = JSON.stringify(waveEvent("evt_once", "clx1"));
    const first = signed(body, new Date());
    expect((await doors.wave(body, first)).status).toBe(202);
    await doors.workOff();
    const reminded = doors.reminders();
    expect(await doors.wave(body, first)).toEqual({ status: 200, body: { status: "known" } });
    expect((await doors.wave(body, signed(body, new Date(Date.now() + 2_000)))).status).toBe(200);
    expect(await doors.queued()).toEqual([]);
    expect(doors.reminders()).toBe(reminded);
  });

  it("queues once when it comes ten times at once", async () => {
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => doors.wave(waveEvent("evt_crowd", "clx2"))),
    );
    expect(answers.filter(({ status }) => status === 202)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(9);
    const [row] = await doors.database.query<{ version: number }>("select version from wave_sync.change");
    expect(row!.version).toBe(1);
  });

  it("is told from others of the same contact, and of other contacts", async () => {
    expect((await doors.wave(waveEvent("evt_a", "clx3"))).status).toBe(202);
    expect((await doors.wave(waveEvent("evt_b", "clx3"))).status).toBe(202);
    expect((await doors.wave(waveEvent("evt_c", "clx4"))).status).toBe(202);
    expect(await doors.queued()).toEqual(["external:clx3", "external:clx4"]);
  });

  it("that could not be taken is not known: the system sends it again", async () => {
    await doors.database.query("alter table wave_sync.change rename to change_away");
    const body = waveEvent("evt_lost", "clx5");
    expect((await doors.wave(body)).status).toBe(503);
    await doors.database.query("alter table wave_sync.change_away rename to change");
    expect((await doors.wave(body)).status).toBe(202);
    expect(await doors.queued()).toEqual(["external:clx5"]);
  });
});
