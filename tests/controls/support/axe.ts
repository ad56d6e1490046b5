import axe from "axe-core";

/**
 * What axe-core finds in this part of the page. Colours cannot be measured without a real rendering (a browser
 * test does that), and a part of a page has no page's landmarks.
 */
export async function axeFindings(container: Element): Promise<string[]> {
  const { violations } = await axe.run(container, {
    rules: { "color-contrast": { enabled: false }, region: { enabled: false } },
  });
  return violations.flatMap(({ id, help, nodes }) => nodes.map((node) => `${id}: ${help} in ${node.html}`));
}
