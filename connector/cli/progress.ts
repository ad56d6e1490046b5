import cliProgress from "cli-progress";
import { say } from "./output";

/** Shows how far a run is. On a terminal a bar; elsewhere nothing but the end. */
export interface Progress {
  update(done: number, total: number | null): void;
  stop(): void;
}

/** @param label what is being counted, e.g. "contacts" */
export function createProgress(label: string): Progress {
  return process.stderr.isTTY ? bar(label) : quiet(label);
}

function bar(label: string): Progress {
  const single = new cliProgress.SingleBar(
    {
      format: `  {bar} {value}/{total} ${label} · {duration_formatted}`,
      hideCursor: true,
      clearOnComplete: false,
    },
    cliProgress.Presets.shades_classic,
  );
  let started = false;
  return {
    update(done, total) {
      // A system that does not say how many there are shows a bar that is always full: better than none.
      if (!started) single.start(total ?? done, done);
      started = true;
      single.setTotal(total ?? done);
      single.update(done);
    },
    stop: () => single.stop(),
  };
}

function quiet(label: string): Progress {
  let last = 0;
  return {
    update: (done) => void (last = done),
    stop: () => say(`  ${last} ${label}`),
  };
}
