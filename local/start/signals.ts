const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Resolves when somebody asks the process to stop. A second Ctrl-C ends it at once, should stopping hang. */
export function untilAskedToStop(): { readonly asked: Promise<void>; forget(): void } {
  let tell: () => void = () => undefined;
  const asked = new Promise<void>((resolve) => (tell = resolve));
  const first = () => {
    tell();
    process.once("SIGINT", () => process.exit(130));
  };
  for (const signal of SIGNALS) process.once(signal, first);
  return {
    asked,
    forget: () => {
      for (const signal of SIGNALS) process.off(signal, first);
    },
  };
}
