/**
 * Puts functions where Dynamics looks for them: ribbon and form name them as "WaveSync.Ribbon.pushRecord".
 * Each script adds its own part, whichever loads first.
 */
export function publish(part: string, functions: Readonly<Record<string, unknown>>): void {
  const scope = globalThis as { WaveSync?: Record<string, unknown> };
  scope.WaveSync = { ...scope.WaveSync, [part]: functions };
}
