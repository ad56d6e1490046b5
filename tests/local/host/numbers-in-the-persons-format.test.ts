import { formatNumber, parseNumber } from "../../../local/host/client/format/numbers";
import { asUserFormat, MAX_PAGE_SIZE } from "../../../local/host/client/format/user-format";

const english = asUserFormat({}, 1033);
const german = asUserFormat({}, 1031);

describe("numbers are shown and read with the person's own separators", () => {
  it.each([
    [1234567.891, 2, "1,234,567.89", "1.234.567,89"],
    [-1234.5, 1, "-1,234.5", "-1.234,5"],
    [-0.001, 2, "0.00", "0,00"],
    [999, 0, "999", "999"],
  ])("%d", (value, digits, inEnglish, inGerman) => {
    expect(formatNumber(value, english, digits)).toBe(inEnglish);
    expect(formatNumber(value, german, digits)).toBe(inGerman);
  });

  it("reads what it writes", () => {
    for (const format of [english, german]) {
      for (const value of [0, 1, -1.25, 1234567.89])
        expect(parseNumber(formatNumber(value, format, 2), format)).toBe(value);
    }
  });

  it.each(["abc", "1,2,x", "--1", ""])("%s is no number", (text) =>
    expect(parseNumber(text, english)).toBeUndefined(),
  );

  it("takes symbols from usersettings", () => {
    const format = asUserFormat({ decimalsymbol: ",", numberseparator: "'" }, 1033);
    expect(formatNumber(1234.5, format, 1)).toBe("1'234,5");
  });
});

it("a page of a grid never has more rows than Dynamics allows", () => {
  expect(asUserFormat({ paginglimit: 5000 }, 1033).pageSize).toBe(MAX_PAGE_SIZE);
  expect(asUserFormat({ paginglimit: 25 }, 1033).pageSize).toBe(25);
  expect(asUserFormat({}, 1033).pageSize).toBe(50);
});
