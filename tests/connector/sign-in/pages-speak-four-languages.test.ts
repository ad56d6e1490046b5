import { TEXTS } from "../../../connector/connect/sign-in/texts";

const { en, ...others } = TEXTS;

/** Path -> the places (`{name}`) in its text. */
function places(node: object, path = ""): [string, string[]][] {
  return Object.entries(node).flatMap(([name, value]: [string, unknown]) =>
    typeof value === "string"
      ? [[`${path}${name}`, (value.match(/\{\w+\}/g) ?? []).sort()] as [string, string[]]]
      : places(value as object, `${path}${name}.`),
  );
}

describe("the texts of the sign-in pages", () => {
  it.each(Object.entries(others))("are the same in %s, with the same places", (_language, texts) => {
    expect(places(texts)).toEqual(places(en));
  });

  it("say for every problem what happened and what to do next", () => {
    for (const texts of Object.values(TEXTS)) {
      for (const { message, nextStep } of Object.values(texts.problems)) {
        expect(message).toMatch(/\S.{10,}\.$/);
        expect(nextStep).toMatch(/\S.{10,}\.$/);
      }
    }
  });
});
