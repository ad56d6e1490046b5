const running = new Map<string, Promise<void>>();

/** Runs `work` unless the same is under way: a double click on a command is one click. */
export function once(key: string, work: () => Promise<void>): Promise<void> {
  const known = running.get(key);
  if (known) return known;
  const started = work().finally(() => running.delete(key));
  running.set(key, started);
  return started;
}
