import { systemClock } from "../../connector/clock/clock";
import { silentLogger } from "../../connector/logging/logger";
import { openQueue } from "../../connector/work/queue";
import { until } from "./support/connector";
import { onBothDatabases } from "./support/databases";

onBothDatabases("the queue", (open) => {
  const queueOf = (instanceId: string) =>
    openQueue({ database: open(), logger: silentLogger, clock: systemClock, instanceId });

  it("reminds of each piece of work, once while it waits, and goes on after a failure", async () => {
    const queue = queueOf("a");
    // Reminders that were sent while nobody listened.
    await queue.remind("runs", "a", "env");
    await queue.remind("runs", "a", "env");
    await queue.remind("runs", "b", "env");
    const seen: string[] = [];
    queue.work("runs", 1, async (id) => {
      seen.push(id);
      if (id === "b") throw new Error("this one fails");
    });
    await queue.remind("runs", "c", "env");
    await until("the last one", () => seen.length === 3);
    expect(seen).toEqual(["a", "b", "c"]);
    await queue.stop();
  });

  it("works on as many at a time as it may, and looks again at what it was reminded of meanwhile", async () => {
    const queue = queueOf("a");
    const ends: (() => void)[] = [];
    const begun: string[] = [];
    queue.work("runs", 2, (id) => {
      begun.push(id);
      return new Promise<void>((resolve) => ends.push(resolve));
    });
    for (const id of ["a", "b", "c", "a"]) await queue.remind("runs", id, "env");
    expect(begun).toEqual(["a", "b"]);
    ends.forEach((end) => end());
    await until("the others", () => begun.length === 4);
    expect(begun).toEqual(["a", "b", "c", "a"]);
    const stopped = queue.stop();
    await queue.remind("runs", "too late", "env");
    ends.forEach((end) => end());
    await stopped;
    expect(begun).toHaveLength(4);
  });

  it("passes on what it has no room for to another connector, also after its connection broke", async () => {
    if (open().kind === "pglite") return expect(open().kind).toBe("pglite");
    const [full, free] = [queueOf("full"), queueOf("free")];
    let end = () => {};
    full.work("operations", 1, () => new Promise<void>((resolve) => (end = resolve)));
    const seen: string[] = [];
    free.work("operations", 1, async (id) => void seen.push(id));
    await full.remind("operations", "long", "env");
    const listening = async () =>
      (await open().query("select 1 from pg_stat_activity where query like 'listen%'")).length === 2;
    await until("both to listen", listening);
    await full.remind("operations", "first", "env");
    await until("the other to take it", () => seen.includes("first"));

    await open().query("select pg_terminate_backend(pid) from pg_stat_activity where query like 'listen%'");
    await until("both to listen again", listening);
    await full.remind("operations", "second", "env");
    await until("the other to take it", () => seen.includes("second"));
    expect(seen).toEqual(["first", "second"]);
    end();
    await Promise.all([full.stop(), free.stop()]);
  });
});
