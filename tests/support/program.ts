import { spawn, type ChildProcess } from "node:child_process";
import { built } from "../../local/start/project-folder";
import { eventually } from "./eventually";

/** A program that runs, and what it has said so far. */
export interface Program {
  readonly child: ChildProcess;
  readonly stdout: () => string;
  readonly stderr: () => string;
  /** Resolves with its exit code (or the signal's name) when it has ended. */
  readonly ended: Promise<number | string>;
  /** Waits until it has said something to people. */
  says(words: string | RegExp): Promise<string>;
}

/** Runs `wave-sync <args>`, as the build made it, in `folder` where one is given. */
export function waveSync(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  folder?: string,
): Program {
  const { PATH, HOME, NODE_OPTIONS } = process.env;
  const child = spawn(process.execPath, [built("bin", "wave-sync.cjs"), ...args], {
    env: { PATH, HOME, NODE_OPTIONS, ...env },
    stdio: ["ignore", "pipe", "pipe"],
    ...(folder ? { cwd: folder } : {}),
  });
  const said = { stdout: "", stderr: "" };
  child.stdout?.setEncoding("utf8").on("data", (text: string) => (said.stdout += text));
  child.stderr?.setEncoding("utf8").on("data", (text: string) => (said.stderr += text));
  const ended = new Promise<number | string>((resolve) =>
    child.once("close", (code, signal) => resolve(code ?? signal ?? -1)),
  );
  return {
    child,
    stdout: () => said.stdout,
    stderr: () => said.stderr,
    ended,
    says: (words) =>
      eventually(`the program to say ${words}`, () => {
        const found =
          typeof words === "string" ? said.stderr.includes(words) && words : words.exec(said.stderr)?.[0];
        return found || undefined;
      }),
  };
}
