/** Which annotations a client asked for with `Prefer: odata.include-annotations` (OData 4.0 part 1, 8.2.8.4). */
export interface Annotations {
  includes(name: string): boolean;
}

export const NO_ANNOTATIONS: Annotations = { includes: () => false };

/** `*`, `a.b`, `a.*`, and `-a.b` to leave one out; the last match decides. */
export const parseAnnotations = (text: string | undefined): Annotations => {
  if (text === undefined) return NO_ANNOTATIONS;
  const rules = text.split(",").map((part) => {
    const rule = part.trim();
    const excluded = rule.startsWith("-");
    return { excluded, pattern: excluded ? rule.slice(1) : rule };
  });
  const known = new Map<string, boolean>();
  const decide = (name: string): boolean => {
    let included = false;
    for (const { excluded, pattern } of rules) if (matches(pattern, name)) included = !excluded;
    return included;
  };
  return {
    includes: (name) => {
      let found = known.get(name);
      if (found === undefined) known.set(name, (found = decide(name)));
      return found;
    },
  };
};

const matches = (pattern: string, name: string): boolean =>
  pattern === "*" || pattern === name || (pattern.endsWith("*") && name.startsWith(pattern.slice(0, -1)));

export const FORMATTED = "OData.Community.Display.V1.FormattedValue";
export const LOOKUP_TABLE = "Microsoft.Dynamics.CRM.lookuplogicalname";
export const NAVIGATION = "Microsoft.Dynamics.CRM.associatednavigationproperty";
export const TOTAL = "Microsoft.Dynamics.CRM.totalrecordcount";
export const TOTAL_EXCEEDED = "Microsoft.Dynamics.CRM.totalrecordcountlimitexceeded";
export const PAGING_COOKIE = "Microsoft.Dynamics.CRM.fetchxmlpagingcookie";
export const MORE_RECORDS = "Microsoft.Dynamics.CRM.morerecords";
