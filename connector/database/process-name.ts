import { readFile, readlink } from "node:fs/promises";
import { hostname } from "node:os";

/** What a process is known by, beyond its number: numbers are given out again, and mean something else in every container. */
export interface ProcessName {
  readonly pid: number;
  readonly host: string;
  /** Linux: the namespace its number belongs to, the machine's start, and its own start in ticks since then. */
  readonly namespace?: string;
  readonly boot?: string;
  readonly started?: string;
}

/** This process. */
export async function thisProcess(): Promise<ProcessName> {
  const [namespace, boot, started] = await Promise.all([namespaceOf(), bootOf(), startOf(process.pid)]);
  return {
    pid: process.pid,
    host: hostname(),
    ...(namespace && boot && started ? { namespace, boot, started } : {}),
  };
}

/**
 * Whether the process of that name still lives: true, false, or null where it cannot be seen from here, because it belongs (or belonged) to
 * another container or machine.
 */
export async function isSameProcess(name: ProcessName): Promise<boolean | null> {
  const me = await thisProcess();
  if (name.host !== me.host) return null;
  if (!me.namespace || !name.namespace) return isAlive(name.pid) ? null : false;
  // After a restart of the machine nobody from before lives.
  if (name.boot !== me.boot) return false;
  if (name.namespace !== me.namespace) return null;
  return (await startOf(name.pid)) === name.started;
}

const namespaceOf = () => readlink("/proc/self/ns/pid").catch(() => null);
const bootOf = () =>
  readFile("/proc/sys/kernel/random/boot_id", "utf8").then(
    (text) => text.trim(),
    () => null,
  );

/** Field 22 of `/proc/<pid>/stat` (https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html); null when there is no such process. */
async function startOf(pid: number): Promise<string | null> {
  const text = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => null);
  // The second field is the program's name in brackets, which may hold spaces and brackets of its own.
  const fields = text?.slice(text.lastIndexOf(")") + 2).split(" ") ?? [];
  // Z, X: it has ended, and nobody has asked for its exit code yet.
  return /^[ZX]/.test(fields[0] ?? "") ? null : (fields[19] ?? null);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives, but belongs to somebody else.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
