import { cpus } from "node:os";
import { readConfiguration, type Configuration, type SceneName } from "./configuration";
import { beConnector, CONNECTOR } from "./be-connector";
import { beDynamics, DYNAMICS } from "./dynamics";
import { accountsToFront } from "./scenes/accounts-to-front";
import { enginyCalls } from "./scenes/enginy-calls";
import { eventToRow } from "./scenes/event-to-row";
import { firstImport } from "./scenes/first-import";
import { mailBackfill } from "./scenes/mail-backfill";
import { memory } from "./scenes/memory";
import { nothingChanged } from "./scenes/nothing-changed";
import type { Scene } from "./scenes/scene";

// Side by side in one run; the local Dataverse and the connector are processes of their own, fresh for every measurement.

const ALL: Readonly<Record<SceneName, Scene>> = {
  "first-import": firstImport,
  "nothing-changed": nothingChanged,
  "event-to-row": eventToRow,
  memory,
  "accounts-to-front": accountsToFront,
  "enginy-calls": enginyCalls,
  "mail-backfill": mailBackfill,
};

async function bench(configuration: Configuration): Promise<void> {
  const cpu = cpus();
  console.log(`Node ${process.versions.node}, ${cpu.length} x ${cpu[0]?.model ?? "unknown processor"}.`);
  for (const name of configuration.only) {
    const scene = ALL[name];
    console.log(`\n## ${name}\n\n${scene.describe(configuration)}\n`);
    const { text, verdicts } = await scene.run(configuration, (line) => console.error(`${name}: ${line}`));
    console.log(`${text}\n`);
    for (const { line } of verdicts) console.log(line);
  }
}

const [first, second] = process.argv.slice(2);
const work =
  first === DYNAMICS
    ? beDynamics(JSON.parse(second ?? "{}") as Parameters<typeof beDynamics>[0])
    : first === CONNECTOR
      ? beConnector(second ?? "")
      : bench(readConfiguration(process.argv.slice(2)));
work.catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
