import { fork, type ChildProcess } from "node:child_process";
import { DYNAMICS, type Answer, type DynamicsOptions, type Question } from "./dynamics";

/** Half a million accounts of both sides are in its memory. */
const ROOM_MB = 8_192;

/** A fresh local Dynamics with the solution, in a process of its own. */
export interface OpenDynamics {
  readonly url: string;
  /** One question at a time. */
  ask<T extends Answer>(question: Question): Promise<T>;
  close(): Promise<void>;
}

export async function openDynamics(options: DynamicsOptions): Promise<OpenDynamics> {
  const child = fork(__filename, [DYNAMICS, JSON.stringify(options)], {
    stdio: ["ignore", "ignore", "inherit", "ipc"],
    execArgv: [...process.execArgv, `--max-old-space-size=${ROOM_MB}`],
  });
  const next = <T extends Answer>() =>
    new Promise<T>((resolve, reject) => {
      const ended = (code: number | null) => reject(new Error(`The local Dynamics ended with ${code}.`));
      child.once("exit", ended);
      child.once("message", (answer) => {
        child.off("exit", ended);
        resolve(answer as T);
      });
    });
  const { url } = await next<{ readonly url: string }>();
  return {
    url,
    ask(question) {
      const answer = next();
      child.send(question);
      return answer as Promise<never>;
    },
    close: () => stop(child),
  };
}

async function stop(child: ChildProcess): Promise<void> {
  const exited = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  child.kill("SIGTERM");
  await exited;
}
