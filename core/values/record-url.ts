/**
 * The address at which a person opens a record of the system; null where it has none.
 * @param template one address, or several parted by blanks, with `{id}` in the place of any record's id, or `{contact}` in the place of
 *   the id of a record of that object; the first that is meant counts
 */
export function recordUrl(template: string, object: string, id: string): string | null {
  const place = RegExp(`\\{(id|${object})\\}`);
  const address = template.split(/\s/).find((each) => place.test(each));
  return address?.replace(place, () => encodeURIComponent(id)) ?? null;
}
