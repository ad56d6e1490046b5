import type { Comparison } from "../../../core/mapping/types";
import { comparisonKey } from "../../../core/match/keys";

const same = (comparison: Comparison, a: string, b: string): boolean => {
  const key = comparisonKey(comparison, a, { defaultCountry: "FR" });
  return key !== null && key === comparisonKey(comparison, b, { defaultCountry: "FR" });
};

describe("what each comparison calls the same", () => {
  test.each<[Comparison, string, string]>([
    ["exact", " A-1 ", "A-1"],
    ["exact", "É", "E\u0301"],
    ["ignoreCase", "ACME", "Acme"],
    ["ignoreCase", "ÉCOLE", "école"],
    ["ignoreCase", "ΟΔΟΣ", "οδος"],
    ["email", "Ines <INES@Acme.example>", "mailto:ines@acme.example"],
    ["phone", "01 23 45 67 89", "+33 1 23 45 67 89"],
    ["phone", "+49 (30) 123456", "0049 30 123456".replace("0049", "+49")],
    ["url", "https://www.Acme.example/about/", "acme.example/about?x=1#top"],
    ["url", "https://fr.linkedin.com/in/Ines-V/", "http://www.linkedin.com/in/ines-v"],
    ["domain", "ines@mail.acme.co.uk", "https://www.acme.co.uk/x"],
    ["domainWithoutEnding", "acme.com", "acme.es"],
    ["domainWithoutEnding", "shop.acme.co.uk", "acme.fr"],
    ["name", "Jean-Luc O’Brién", "JEAN LUC OBRIEN"],
    ["name", "Łukasz Żółć", "Lukasz Zolc"],
    ["name", "Søren Ærø", "soren aero"],
    ["name", "İpek Işık", "ipek isik"],
    ["name", "Weiß", "WEISS"],
    ["name", "Ёлкина", "Елкина"],
    ["name", "مُحَمَّد", "محمد"],
    ["name", "ｱﾒｹﾞ", "アメゲ"],
    ["name", "Acme, Inc.", "ACME INC"],
    ["name", "Müller\u200b", "Muller"],
    ["name", "王 小明", "王小明"],
  ])("%s: %s = %s", (comparison, a, b) => {
    expect(same(comparison, a, b)).toBe(true);
  });
});

describe("what each comparison keeps apart", () => {
  test.each<[Comparison, string, string]>([
    ["exact", "Acme", "acme"],
    ["ignoreCase", "Ines", "Inés"],
    ["ignoreCase", "Straße", "STRASSE"],
    ["email", "ines@acme.example", "ines+x@acme.example"],
    ["phone", "+33 1 23 45 67 89", "+33 1 23 45 67 80"],
    ["url", "linkedin.com/in/ines", "linkedin.com/in/ines-v"],
    ["url", "acme.example", "acme.test"],
    ["domain", "acme.com", "acme.es"],
    ["domain", "acme.co.uk", "other.co.uk"],
    ["domainWithoutEnding", "acme.com", "acme-france.com"],
    ["name", "Ines", "Inga"],
    ["name", "की", "का"],
    ["name", "が", "か"],
    ["name", "C++ House", "C House"],
    ["name", "Иванова", "Иванов"],
  ])("%s: %s, %s", (comparison, a, b) => {
    expect(same(comparison, a, b)).toBe(false);
  });
});

describe("what is nobody's mark matches nothing", () => {
  test.each<[Comparison, string]>([
    ["exact", "  "],
    ["email", "not an address"],
    ["email", "a@b@c"],
    ["phone", "call me"],
    ["phone", "112"],
    ["url", "n/a"],
    ["url", "http://"],
    ["domain", "ines@gmail.com"],
    ["domain", "https://www.web.de"],
    ["domainWithoutEnding", "someone@yahoo.fr"],
    ["domain", "192.168.0.1"],
    ["domain", "localhost"],
  ])("%s: %s", (comparison, value) => {
    expect(comparisonKey(comparison, value)).toBeNull();
  });

  test("a name of nothing but signs is compared as it stands, not as nothing", () => {
    expect(comparisonKey("name", "!!!")).toBe("!!!");
    expect(comparisonKey("name", "???")).toBe("???");
  });
});
