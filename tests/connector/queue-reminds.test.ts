import { silentLogger } from "../../connector/logging/logger";
import { openQueue } from "../../connector/work/queue";
import { onBothDatabases } from "./support/databases";

onBothDatabases("the queue", (open) => {
  it("reminds of each piece of work, once while it waits, and goes on after a failure", async () => {
    const queue = await openQueue(open(), silentLogger);
    // Reminders that were sent while nobody listened.
    await queue.remind("runs", "a", "env");
    await queue.remind("runs", "a", "env");
    await queue.remind("runs", "b", "env");
    const seen: string[] = [];
    let all = () => {};
    const done = new Promise<void>((resolve) => (all = resolve));
    await queue.work("runs", 1, async (id) => {
      seen.push(id);
      if (id === "b") throw new Error("this one fails");
      if (id === "c") all();
    });
    await queue.remind("runs", "c", "env");
    await done;
    expect(seen).toEqual(["a", "b", "c"]);
    await queue.stop();
  });
});
