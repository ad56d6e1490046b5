import { resolve } from "node:path";

/** The root of the repository. */
export const ROOT = resolve(__dirname, "../..");

/** A path from the root of the repository. */
export const fromRoot = (...path: string[]): string => resolve(ROOT, ...path);
