import { describeOrigin } from "../../../core/issues/describe";
import { LANGUAGES } from "../../../core/issues/languages";

describe("where a value that stands in Dynamics came from", () => {
  const now = new Date("2026-11-30T12:00:00Z");
  const since = (ms: number) => new Date(now.getTime() - ms).toISOString();
  const MINUTE = 60_000;

  it("names the system and how long ago, in each language", () => {
    const said = LANGUAGES.map((language) => describeOrigin("Enginy", since(3 * MINUTE), now, language));
    expect(said).toEqual(
      expect.arrayContaining([
        "The value in Dynamics came from Enginy (3 minutes ago).",
        "Der Wert in Dynamics stammt aus Enginy (vor 3 Minuten).",
        "La valeur dans Dynamics provient de Enginy (il y a 3 minutes).",
        "El valor en Dynamics procede de Enginy (hace 3 minutos).",
      ]),
    );
  });

  it.each([
    [0, "now"],
    [40_000, "40 seconds ago"],
    [59 * MINUTE, "59 minutes ago"],
    [25 * 60 * MINUTE, "yesterday"],
    [-5 * MINUTE, "now"],
  ])("%d ms: %s", (ms, words) => {
    expect(describeOrigin("Wave", since(ms), now, "en")).toBe(
      `The value in Dynamics came from Wave (${words}).`,
    );
  });
});
