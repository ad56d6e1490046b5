import { source } from "axe-core";
import type { Page } from "playwright-core";

/** One thing that keeps somebody out. */
export interface Barrier {
  readonly rule: string;
  readonly help: string;
  readonly where: readonly string[];
}

/** The rules of WCAG 2.2 AA, and what axe calls best practice. */
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/**
 * Fluent's focus management puts invisible sentinels at both ends of a toolbar; they pass the focus on at once, so
 * nobody ever stands on one. axe cannot know that, and Fluent's own tests leave them out in the same way.
 */
const SENTINELS = "[data-tabster-dummy]";

/** Looks over what the page, or a frame in it, shows now; `within` narrows it to a part. */
export async function barriers(page: Pick<Page, "evaluate">, within?: string): Promise<readonly Barrier[]> {
  // Evaluated by the debugger: the page's own content security policy stays as it is.
  await page.evaluate(source);
  return page.evaluate(
    async ([tags, part, sentinels]) => {
      interface Axe {
        run(
          where: unknown,
          how: unknown,
        ): Promise<{
          violations: { id: string; help: string; nodes: { html: string; target: unknown[] }[] }[];
        }>;
      }
      const { axe } = window as unknown as { axe: Axe };
      const { violations } = await axe.run(
        { include: [part ?? "html"], exclude: [sentinels] },
        { runOnly: tags },
      );
      return violations.map(({ id, help, nodes }) => ({
        rule: id,
        help,
        where: nodes.map((node) => `${node.target.join(" ")}  ${node.html.slice(0, 160)}`),
      }));
    },
    [TAGS, within, SENTINELS] as const,
  );
}
