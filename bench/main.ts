import { readConfiguration, type Configuration } from "./configuration";
import { batch } from "./contenders/batch";
import type { Contender } from "./contenders/contender";
import { engine } from "./contenders/engine";
import { oneByOne } from "./contenders/one-by-one";
import { wireLimit } from "./contenders/wire-limit";
import { beDynamics } from "./dynamics";
import { judge } from "./goals";
import { describeConfiguration, describeResults, type Result } from "./report";
import { DYNAMICS, openTarget } from "./target";

// The first import, side by side in one run. Every contender gets a fresh Dataverse in a process of its own.

async function bench(configuration: Configuration): Promise<void> {
  console.log(`${describeConfiguration(configuration)}\n`);
  const results = new Map<Contender, Result>();
  for (const contender of configuration.quick ? [wireLimit, engine] : [wireLimit, engine, batch, oneByOne]) {
    console.error(`measuring: ${contender.name} ...`);
    results.set(contender, await measure(contender, configuration));
  }
  const wire = results.get(wireLimit);
  const ours = results.get(engine);
  if (!wire || !ours) throw new Error("A measurement is missing.");
  console.log(`${describeResults([...results.values()], wire)}\n`);
  for (const { line } of judge(ours, wire)) console.log(line);
}

async function measure(contender: Contender, configuration: Configuration): Promise<Result> {
  const target = await openTarget(configuration);
  try {
    return { name: contender.name, ...(await contender.run(target)) };
  } finally {
    await target.close();
  }
}

const [first, second] = process.argv.slice(2);
const work =
  first === DYNAMICS
    ? beDynamics(JSON.parse(second ?? "{}") as Configuration)
    : bench(readConfiguration(process.argv.slice(2)));
work.catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
