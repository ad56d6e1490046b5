import { csvOf } from "../../../webresources/pages/setup/ui/csv";

test("a value with commas, quotes and line ends stays one value", () => {
  expect(csvOf([["a,b", 'say "yes"', "two\nlines"]])).toBe('\uFEFF"a,b","say ""yes""","two\nlines"\r\n');
});

test.each(["=1+1", "+1", "-1", "@cmd", "\tx", "\rx"])("%j is no formula in a spreadsheet", (value) => {
  expect(csvOf([[value]])).toBe(`\uFEFF"'${value}"\r\n`);
});
