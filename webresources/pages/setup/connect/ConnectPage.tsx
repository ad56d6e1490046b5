import * as React from "react";
import { usePage } from "../page-context";
import { Layout } from "../ui/Layout";

/** Which systems are connected, and the way to connect another. */
export const ConnectPage: React.FC = () => {
  const { t } = usePage();
  return <Layout title={t("Step_connect")} current="connect" children={null} />;
};
