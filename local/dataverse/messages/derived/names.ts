import type { StoredValue } from "../../contracts";

type Values = Readonly<Record<string, StoredValue>>;

/** `fullname` in the organisation's default order: first name, middle initial left out, last name. */
export const fullName = (values: Values): Record<string, StoredValue> => ({
  fullname: joined([values["firstname"], values["lastname"]], " "),
});

/** `address1_composite`: the parts of an address on lines of their own. */
export const compositeAddress = (values: Values, number: 1 | 2): Record<string, StoredValue> => {
  const part = (name: string): StoredValue | undefined => values[`address${number}_${name}`];
  const city = joined([part("city"), joined([part("stateorprovince"), part("postalcode")], " ")], ", ");
  const lines = [part("line1"), part("line2"), part("line3"), city, part("country")];
  return { [`address${number}_composite`]: joined(lines, "\r\n") };
};

const joined = (parts: readonly (StoredValue | undefined)[], separator: string): string | null => {
  const text = parts
    .filter((part): part is string => typeof part === "string" && part !== "")
    .join(separator);
  return text === "" ? null : text;
};
