import english from "../strings/WaveSync.1033.resx";

/** Name of the string resources, without language: the platform picks the user's. */
const RESOURCE = "wave_/strings/WaveSync";

/**
 * A text in the user's language with its `{0}`, `{1}` filled in.
 *
 * The platform looks for `wave_/strings/WaveSync.<LCID>.resx`; the scripts' registrations name all of them as
 * dependencies, which is what loads them. Where neither the user's nor the base language has a file it gives null or
 * throws: then the English text is shown, which is built in.
 * https://learn.microsoft.com/power-apps/developer/model-driven-apps/clientapi/reference/xrm-utility/getresourcestring
 */
export function words(key: string, ...values: readonly (string | number)[]): string {
  return textOf(key).replace(/\{(\d)\}/g, (gap, index: string) => String(values[Number(index)] ?? gap));
}

function textOf(key: string): string {
  try {
    return Xrm.Utility.getResourceString(RESOURCE, key) || englishOf(key);
  } catch {
    return englishOf(key);
  }
}

function englishOf(key: string): string {
  return english[key] ?? key;
}
