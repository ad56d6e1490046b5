import * as React from "react";
import { Spinner } from "@fluentui/react-components";
import { t } from "../strings";
import { usePageStyles } from "./page-styles";

export const Loading: React.FC = () => (
  <div className={usePageStyles().center}>
    <Spinner label={t("loading")} />
  </div>
);
