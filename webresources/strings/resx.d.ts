/** Texts of a resource file by key; the build and the tests read them out of the XML. */
declare module "*.resx" {
  const texts: Readonly<Record<string, string>>;
  export default texts;
}
