import cliProgress from "cli-progress";
import { say } from "./output";

/** Shows how far a run is. On a terminal a bar; elsewhere nothing but the end. */
export interface Progress {
  update(done: number, total: number | null): void;
  stop(): void;
}

/** @param label what is being counted, e.g. "Records" */
export function createProgress(label: string): Progress {
  return process.stderr.isTTY ? bar(label) : quiet(label);
}

function bar(label: string): Progress {
  const single = new cliProgress.SingleBar(
    {
      format: `  {bar} ${label}: {value} of {total} · {duration_formatted}`,
      hideCursor: true,
      clearOnComplete: false,
    },
    cliProgress.Presets.shades_classic,
  );
  let started = false;
  return {
    update(done, total) {
      // Until the system has said how many there are, a bar could only mislead.
      if (total === null || total === 0) return;
      if (!started) single.start(total, done);
      started = true;
      single.setTotal(total);
      single.update(done);
    },
    stop: () => single.stop(),
  };
}

function quiet(label: string): Progress {
  let last = 0;
  return {
    update: (done) => void (last = done),
    stop: () => say(`  ${label}: ${last}`),
  };
}
