import { setTimeout as delay } from "node:timers/promises";
import { IssueStatus, SyncStatus } from "../../core/generated/schema";
import { systemClock } from "../../connector/clock/clock";
import { tooManyRequests } from "../../local/dataverse/limits/errors";
import { ServiceProtection } from "../../local/dataverse/limits/service-protection";
import { DEFAULT_LIMITS, type Admission } from "../../local/dataverse/limits/types";
import { connectTo, operate, runConnector, runEnd, startRun, type TestConnector } from "./support/connector";
import { startDynamics, type Dynamics } from "./support/dynamics";
import { edit, linkOf, plainContacts, rowOf } from "./support/runs";
import { withoutEvents } from "./support/without-events";

/** The connector's clock goes this much faster: waiting as long as Dynamics asks takes no test's time. */
const FASTER = 20;
const RETRY_AFTER_S = 12;

/** Limits that other programs use up, whenever a test wants them to. */
class UsedUp extends ServiceProtection {
  private rounds = 0;
  private roundEnds = 0;
  refused = 0;

  /** Everything is refused until this many times everybody has waited as long as Dynamics asks. */
  useUp(rounds: number): void {
    this.rounds = rounds;
    this.roundEnds = 0;
    this.refused = 0;
  }

  override admit(userId: string): Admission {
    const now = systemClock.now().getTime();
    if (now >= this.roundEnds) {
      if (this.rounds === 0) return super.admit(userId);
      this.rounds--;
      this.roundEnds = now + RETRY_AFTER_S * 1_000;
    }
    this.refused++;
    throw tooManyRequests(DEFAULT_LIMITS, RETRY_AFTER_S);
  }
}

describe("Dynamics refuses everything for a while, since its limits are used up", () => {
  const limits = new UsedUp();
  let dynamics: Dynamics;
  let connector: TestConnector;
  const openIssues = () =>
    dynamics.rows("wave_issue").filter(({ values }) => values.wave_issuestatus === IssueStatus.Open);
  /** Once, just before Wave takes a request of this kind. */
  const whenWaveHears = (wanted: string, act: () => void) => {
    const { faults } = dynamics.wave;
    const before = faults.before.bind(faults);
    faults.before = async (method) => {
      if (method === wanted) {
        faults.before = before;
        act();
      }
      return before(method);
    };
  };

  beforeAll(async () => {
    const began = Date.now();
    jest.spyOn(systemClock, "now").mockImplementation(() => new Date(began + (Date.now() - began) * FASTER));
    jest.spyOn(systemClock, "elapsed").mockImplementation(() => performance.now() * FASTER);
    jest
      .spyOn(systemClock, "sleep")
      .mockImplementation((ms, signal) => delay(ms / FASTER, undefined, { signal }));
    dynamics = await startDynamics({ limits });
    dynamics.wave.store.load(plainContacts(1_200));
    connector = await runConnector();
    await connectTo(connector, dynamics);
    await withoutEvents(dynamics);
  });

  afterAll(async () => {
    jest.restoreAllMocks();
    await connector?.close();
    await dynamics?.close();
  });

  it("a run waits as long as it has to, and then does everything once", async () => {
    whenWaveHears("GET", () => limits.useUp(5));
    const run = await runEnd(connector, await startRun(connector));
    expect(run).toMatchObject({ status: "succeeded", counts: { created: 1_200, failed: 0, skipped: 0 } });
    expect(run.throttled).toBeGreaterThanOrEqual(5);
    expect(run).not.toHaveProperty("problem");
    expect(dynamics.rows("contact")).toHaveLength(1_200);
    expect(dynamics.rows("wave_link")).toHaveLength(1_200);
    expect(openIssues()).toEqual([]);
  });

  it("a person does not wait that long: she reads why, the contact is not blamed, and trying again does the rest", async () => {
    const { id } = rowOf(dynamics, "plain-00001")!;
    await edit(dynamics, "plain-00001", { jobtitle: "Countess" });
    // Wave is written, and then nothing of it can be told in Dynamics.
    whenWaveHears("PATCH", () => limits.useUp(3));
    const done = await operate(dynamics, "wave_Push", { ids: [id], as: "admin" });
    expect(limits.refused).toBeGreaterThanOrEqual(3);
    expect(done).toMatchObject({
      status: "failed",
      code: "DATAVERSE_THROTTLED",
      message: expect.stringMatching(/too many requests/),
      nextStep: expect.stringMatching(/few minutes/),
    });
    expect(openIssues()).toEqual([]);
    expect(linkOf(dynamics, "plain-00001")!.values.wave_linkstatus).toBe(SyncStatus.InSync);
    expect(dynamics.wave.store.get("plain-00001").jobTitle).toBe("Countess");

    expect(await operate(dynamics, "wave_Push", { ids: [id], as: "admin" })).toMatchObject({
      status: "succeeded",
      result: { counts: { failed: 0 } },
    });
    expect(rowOf(dynamics, "plain-00001")!.values.jobtitle).toBe("Countess");
    expect(dynamics.wave.store.size).toBe(1_200);
    expect(dynamics.rows("contact")).toHaveLength(1_200);
  });
});
