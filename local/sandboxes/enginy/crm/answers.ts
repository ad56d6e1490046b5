import { z } from "zod";
import type { CrmAnswer } from "./client";
import { isDone } from "./client";

const id = z.union([z.string().min(1), z.number()]).transform(String);

const created = z.looseObject({ externalId: id, crmId: id });
const matched = created.extend({ properties: z.record(z.string(), z.unknown()).default({}) });
const task = z.looseObject({ id, completed: z.boolean().optional() });

const resultsOf = <T>(each: z.ZodType<T>) =>
  z.looseObject({ results: z.array(each) }).transform((body) => body.results);

export const createdIn = reader(resultsOf(created));
export const matchedIn = reader(resultsOf(matched));
/** Documented as a bare list, as `GET /users` is. */
export const tasksIn = reader(z.array(task));
export const usersIn = reader(z.array(z.looseObject({ id, name: z.string(), email: z.string().nullish() })));
const withId = reader(z.looseObject({ id }).transform((body) => [body.id]));

/** The id of what was made; undefined where the answer has none, which is a failure. */
export const idIn = (answer: CrmAnswer | null): string | undefined => withId(answer)[0];

/** What an answer holds; nothing where it is no success or makes no sense. */
function reader<T>(schema: z.ZodType<readonly T[]>): (answer: CrmAnswer | null) => readonly T[] {
  return (answer) => {
    const parsed = isDone(answer?.status) ? schema.safeParse(answer!.body) : undefined;
    return parsed?.success ? parsed.data : [];
  };
}
