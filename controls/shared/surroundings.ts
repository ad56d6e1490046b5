import { createContext, useContext } from "react";
import type { Dates } from "./dates";
import type { Words } from "./words";

/** What every part of the panel needs, provided as React context instead of props. */
export interface Surroundings {
  readonly words: Words;
  readonly dates: Dates;
  copy(text: string): Promise<void>;
}

const Context = createContext<Surroundings | undefined>(undefined);

export const SurroundingsProvider = Context.Provider;

export function useSurroundings(): Surroundings {
  const surroundings = useContext(Context);
  if (!surroundings) throw new Error("Parts of the panel stand inside a SurroundingsProvider.");
  return surroundings;
}
