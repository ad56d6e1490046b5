/** A text by its key, with `{0}`, `{1}` filled in. A number chooses `<key>_one` where that is there and it is one. */
export type T = (key: string, ...values: readonly (string | number)[]) => string;

export function textFrom(texts: Readonly<Record<string, string>>): T {
  return (key, ...values) => {
    const one = values[0] === 1 ? texts[`${key}_one`] : undefined;
    const text = one ?? texts[key] ?? key;
    return text.replace(/\{(\d)\}/g, (place, at: string) => String(values[Number(at)] ?? place));
  };
}
