import * as React from "react";
import {
  CheckmarkCircle16Filled,
  Clock16Filled,
  DismissCircle16Filled,
  Warning16Filled,
} from "@fluentui/react-icons";
import type { HomeConnection } from "../data/home";
import { usePage } from "../page-context";
import { hrefOf } from "../route";
import { listHref } from "../ui/links";

const ICONS = {
  inSync: <CheckmarkCircle16Filled />,
  waiting: <Clock16Filled />,
  attention: <Warning16Filled />,
  failed: <DismissCircle16Filled />,
};
const KINDS = ["inSync", "waiting", "attention", "failed"] as const;

/** Lists of the solution that show one kind of link. */
const ACTIVE_LINKS = "388c64c1-52f8-52a1-9792-8d62c2f760d4";
const FAILED_LINKS = "127ef003-e07e-54d3-a831-1680ec181961";

/** How many records are in sync, wait, need somebody, failed: as numbers that lead to them, and as a bar of their shares. */
export const HealthBar: React.FC<{ readonly connection: HomeConnection }> = ({ connection }) => {
  const { appId, formats, t } = usePage();
  const { health, id } = connection;
  const hrefs = {
    inSync: listHref(appId, "wave_link", ACTIVE_LINKS),
    waiting: listHref(appId, "wave_link", ACTIVE_LINKS),
    attention: hrefOf({ page: "issues", connectionId: id }),
    failed: listHref(appId, "wave_link", FAILED_LINKS),
  };
  const total = KINDS.reduce((sum, kind) => sum + health[kind], 0);
  return (
    <div className="ws-health">
      <div className="ws-bar" aria-hidden="true">
        {KINDS.filter((kind) => health[kind] > 0).map((kind) => (
          <i key={kind} data-kind={kind} style={{ flexGrow: health[kind] / total }} />
        ))}
      </div>
      <ul className="ws-counts">
        {KINDS.map((kind) => {
          const href = hrefs[kind];
          const number = formats.number(health[kind]) + (kind === "inSync" && health.atLeast ? "+" : "");
          return (
            <li key={kind} data-kind={kind} data-some={health[kind] > 0}>
              <a href={href} {...(href.startsWith("#") ? {} : { target: "_top" })}>
                <strong>{number}</strong>
                <span>
                  {ICONS[kind]} {t(`Health_${kind}`)}
                </span>
              </a>
            </li>
          );
        })}
      </ul>
    </div>
  );
};
