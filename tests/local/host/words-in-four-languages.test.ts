import de from "../../../local/host/client/strings/de.json";
import en from "../../../local/host/client/strings/en.json";
import es from "../../../local/host/client/strings/es.json";
import fr from "../../../local/host/client/strings/fr.json";
import { setLanguage, t } from "../../../local/host/client/strings";
import signIn from "../../../local/host/server/strings.json";

const gaps = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort();

describe.each(Object.entries({ de, fr, es }))("the host's words in %s", (_, words) => {
  it("are the same words as in English", () =>
    expect(Object.keys(words).sort()).toEqual(Object.keys(en).sort()));

  it("leave no word empty and fill the same gaps", () => {
    for (const [key, text] of Object.entries(words)) {
      expect(text).not.toBe("");
      expect([key, gaps(text)]).toEqual([key, gaps(en[key as keyof typeof en])]);
    }
  });
});

it("the sign-in page says the same in all four", () => {
  for (const words of Object.values(signIn)) expect(Object.keys(words)).toEqual(Object.keys(signIn.en));
});

it("fills gaps, and falls back to English for a language the host does not speak", () => {
  setLanguage(1031);
  expect(t("pageNumber", { page: 2 })).toBe("Seite 2");
  setLanguage(1041);
  expect(t("pageNumber", { page: 2 })).toBe("Page 2");
});
