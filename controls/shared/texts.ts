import { datesFrom, type Dates } from "./dates";
import { wordsFrom, type Words } from "./words";

export interface Texts {
  readonly words: Words;
  readonly dates: Dates;
}

/** Words and dates per resources object: the same objects every time, so that components don't render again without need. */
const known = new WeakMap<object, Texts>();

export function textsOf(
  context: Pick<ComponentFramework.Context<unknown>, "resources" | "formatting">,
): Texts {
  const texts = known.get(context.resources);
  if (texts) return texts;
  const words = wordsFrom(context.resources);
  const made = { words, dates: datesFrom(context, words) };
  known.set(context.resources, made);
  return made;
}
