import * as React from "react";
import {
  CheckmarkCircle16Filled,
  Clock16Filled,
  DismissCircle16Filled,
  Warning16Filled,
} from "@fluentui/react-icons";
import type { HomeConnection } from "../data/home";
import { usePage } from "../page-context";
import { hrefOf, STANDINGS as KINDS } from "../route";

const ICONS = {
  inSync: <CheckmarkCircle16Filled />,
  waiting: <Clock16Filled />,
  attention: <Warning16Filled />,
  failed: <DismissCircle16Filled />,
};

/** How many records are in sync, wait, need somebody, failed: as numbers that lead to them, and as a bar of their shares. */
export const HealthBar: React.FC<{ readonly connection: HomeConnection }> = ({ connection }) => {
  const { formats, t } = usePage();
  const { health } = connection;
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
          const href = hrefOf({ page: "records", connectionId: connection.id, standing: kind });
          const number = formats.number(health[kind]) + (kind === "inSync" && health.atLeast ? "+" : "");
          return (
            <li key={kind} data-kind={kind} data-some={health[kind] > 0}>
              <a href={href}>
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
