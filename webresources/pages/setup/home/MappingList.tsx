import * as React from "react";
import { Badge } from "@fluentui/react-components";
import { ArrowBidirectionalLeftRight16Regular } from "@fluentui/react-icons";
import type { HomeMapping } from "../data/home";
import { usePage } from "../page-context";
import { hrefOf } from "../route";

/** The mappings of a connection, each a way to its fields. */
export const MappingList: React.FC<{ readonly mappings: readonly HomeMapping[] }> = ({ mappings }) => {
  const { t } = usePage();
  if (mappings.length === 0) return null;
  return (
    <div className="ws-mappings">
      <h3>{t("Mappings")}</h3>
      <ul>
        {mappings.map(({ id, name, status, systemObject, table }) => (
          <li key={id}>
            <ArrowBidirectionalLeftRight16Regular aria-hidden="true" />
            <a href={hrefOf({ page: "mapping", mappingId: id })}>{name}</a>
            <span className="ws-subtle">
              {systemObject} – {table}
            </span>
            {status === "Active" ? null : (
              <Badge appearance="tint" color={status === "Paused" ? "warning" : "informative"}>
                {t(`Mapping_${status}`)}
              </Badge>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
};
