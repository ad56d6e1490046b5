import { systemClock } from "../../connector/clock/clock";
import { DataverseError } from "../../connector/dataverse/dataverse-error";
import { Governor, type RequestResult } from "../../connector/dataverse/governor";
import { RequestCounter } from "../../connector/dataverse/request-counter";

const throttled = (ms: number) =>
  new DataverseError("slow down", { status: 429, code: "0x80072322", retryAfterMs: ms });
const unavailable = () => new DataverseError("gateway", { status: 503 });

/** A request whose end the test decides. */
function held() {
  let release = () => {};
  const done = new Promise<void>((resolve) => (release = resolve));
  return { request: () => done, release };
}

describe("Dataverse's limits", () => {
  it("make everybody wait as long as Dataverse asks, then the request is sent again", async () => {
    const governor = new Governor();
    const started = Date.now();
    let calls = 0;
    const first = governor.run(async () => {
      if (++calls === 1) throw throttled(300);
      return "done";
    });
    await new Promise((resolve) => setImmediate(resolve));
    const other = governor.run(async () => Date.now() - started);
    expect(await first).toBe("done");
    expect(await other).toBeGreaterThanOrEqual(290);
    expect(calls).toBe(2);
  });

  it("do not count as failures, and use up no tries", async () => {
    const results: RequestResult[] = [];
    const governor = new Governor((result) => results.push(result));
    const counter = new RequestCounter();
    let calls = 0;
    await governor.run(
      async () => {
        if (++calls <= 8) throw throttled(1);
      },
      { counter },
    );
    expect(counter).toEqual({ sent: 9, throttled: 8, failed: 0 });
    expect(results.filter((result) => result === "throttled")).toHaveLength(8);
  });

  it("leave all tries for trouble that comes after them", async () => {
    const governor = new Governor(undefined, systemClock, () => 0);
    let calls = 0;
    const back = governor.run(async () => {
      if (++calls <= 8) throw throttled(1);
      if (calls <= 12) throw unavailable();
      return "back";
    });
    expect(await back).toBe("back");
    expect(calls).toBe(13);
  });

  it("are told to whoever cannot wait that long", async () => {
    const governor = new Governor();
    const impatient = governor.run(() => Promise.reject(throttled(60_000)), { patienceMs: 50 });
    await expect(impatient).rejects.toMatchObject({ status: 429 });
    // And to those who come while all are silent.
    await expect(governor.run(async () => 1, { patienceMs: 50 })).rejects.toMatchObject({ status: 429 });
  });

  it("are kept by asking as many at a time as the environment advises", async () => {
    const governor = new Governor();
    governor.adviseConcurrency(2);
    let active = 0;
    let most = 0;
    const work = async () => {
      most = Math.max(most, ++active);
      await new Promise((resolve) => setTimeout(resolve, 5));
      active--;
    };
    await Promise.all(Array.from({ length: 12 }, () => governor.run(work)));
    expect(most).toBe(2);
  });

  it("let a person's request pass those of a run", async () => {
    const governor = new Governor();
    governor.adviseConcurrency(1);
    const [busy, queued] = [held(), held()];
    const order: string[] = [];
    const running = governor.run(busy.request);
    const bulk = governor.run(async () => void order.push("bulk"));
    const person = governor.run(async () => void order.push("person"), { priority: "interactive" });
    await person;
    busy.release();
    queued.release();
    await Promise.all([running, bulk]);
    expect(order).toEqual(["person", "bulk"]);
  });

  it("ignore advice that is none", () => {
    const governor = new Governor();
    for (const hint of [Number.NaN, 0, -1, 1.5]) governor.adviseConcurrency(hint);
    expect(governor.concurrency).toBe(4);
    governor.adviseConcurrency(1000);
    expect(governor.concurrency).toBeLessThan(52);
  });
});

describe("trouble that passes", () => {
  it("is tried again a few times, not for ever", async () => {
    const counter = new RequestCounter();
    let calls = 0;
    const back = new Governor().run(
      async () => {
        if (++calls < 3) throw unavailable();
        return "back";
      },
      { counter },
    );
    expect(await back).toBe("back");
    expect(counter).toEqual({ sent: 3, throttled: 0, failed: 2 });
  });

  it("is not tried again where a request must not be sent twice", async () => {
    let calls = 0;
    const once = new Governor().run(
      async () => {
        calls++;
        throw unavailable();
      },
      { repeatable: false },
    );
    await expect(once).rejects.toMatchObject({ status: 503 });
    expect(calls).toBe(1);
  });

  it("is told from what never passes", async () => {
    let calls = 0;
    const refused = new Governor().run(async () => {
      calls++;
      throw new DataverseError("no", { status: 403 });
    });
    await expect(refused).rejects.toMatchObject({ status: 403 });
    expect(calls).toBe(1);
  });
});
