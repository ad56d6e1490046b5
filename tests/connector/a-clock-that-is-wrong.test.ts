import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { generateContacts } from "../../local/samples";
import { adminCall, connectTo, importAll, runEnd, until } from "./support/connector";
import { startDynamics, type Dynamics } from "./support/dynamics";
import { startKillable, type KillableConnector } from "./support/killable";

const MINUTE = 60_000;

/** Shifts what a process takes for the time of day by the milliseconds that stand in a file; nothing else. */
const SKEW = `const fs=require("fs"),RD=Date,now=RD.now.bind(RD);let off=0,last=-1e9;
const offset=()=>{const p=performance.now();if(p-last>100){last=p;try{off=Number(fs.readFileSync(process.env.SKEW_FILE,"utf8"))||0}catch{}}return off};
globalThis.Date=class extends RD{constructor(...a){if(a.length)super(...a);else super(now()+offset())}static now(){return now()+offset()}};`;

describe("a connector whose clock is wrong", () => {
  let dynamics: Dynamics;
  let folder: string;
  let connector: KillableConnector;
  const samples = generateContacts(5, 11);

  const setClock = (ms: number) => writeFile(path.join(folder, "offset"), String(ms));

  beforeEach(async () => {
    dynamics = await startDynamics();
    dynamics.wave.store.load(samples);
    folder = await mkdtemp(path.join(tmpdir(), "wave-sync-clock-"));
    await writeFile(path.join(folder, "skew.cjs"), SKEW);
  });

  afterEach(async () => {
    await connector.kill();
    await dynamics.close();
    await rm(folder, { recursive: true, force: true });
  });

  async function start(aheadMs: number): Promise<void> {
    await setClock(aheadMs);
    connector = await startKillable({
      WAVE_SYNC_DATA: path.join(folder, "data"),
      LOG_LEVEL: "info",
      SKEW_FILE: path.join(folder, "offset"),
      NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ""} --require ${path.join(folder, "skew.cjs")}`,
    });
    await connectTo(connector, dynamics);
    await importAll(connector);
  }

  const titleOf = (id: string) =>
    dynamics.rows("contact").find((row) => row.values.externaluseridentifier === `wavecnct_${id}`)?.values
      .jobtitle;

  async function expectToArrive(jobTitle: string): Promise<void> {
    for (const { id } of samples) dynamics.wave.store.update(id, { jobTitle });
    await until(`"${jobTitle}"`, () => samples.every(({ id }) => titleOf(id) === jobTitle));
  }

  it.each([["four minutes", 4 * MINUTE]])(
    "goes on as before when it steps back by %s while it works",
    async (_, ms) => {
      // Ahead at first and right afterwards, so that events are believed while it is seen to step.
      await start(0);
      await setClock(ms);
      await until("the step ahead", async () => connector.log().length > 0);
      for (const { id } of samples) dynamics.wave.store.update(id, { jobTitle: "While ahead" });
      const { body } = await adminCall(connector, "/runs", { kind: "onDemand" });
      await runEnd(connector, String(body.runId));
      await setClock(0);
      await expectToArrive("After the step back");
    },
  );

  it("finds with the next comparison what was changed, though it is a quarter of an hour ahead, and says so", async () => {
    await start(15 * MINUTE);
    const compare = async () => {
      const { body } = await adminCall(connector, "/runs", { kind: "scheduled" });
      return runEnd(connector, String(body.runId));
    };
    await compare();
    dynamics.wave.store.update(samples[0]!.id, { jobTitle: "Found" });
    await compare();
    expect(titleOf(samples[0]!.id)).toBe("Found");
    expect(connector.log()).toContain("This machine's clock is wrong");
  });
});
