import * as React from "react";
import { usePage } from "../page-context";
import { Skeleton } from "./Empty";
import { Layout } from "./Layout";
import { Problem } from "./Problem";
import type { StepPage } from "./Steps";
import type { Loaded } from "./use-loaded";

interface Props {
  readonly step: StepPage;
  readonly title: string;
  readonly mappingId: string;
  readonly loaded: Pick<Loaded<unknown>, "error" | "loading" | "reload">;
}

/** A step of the set-up whose mapping is still being read, or could not be. */
export const ReadingFrame: React.FC<Props> = ({ loaded, mappingId, step, title }) => {
  const { t } = usePage();
  return (
    <Layout
      title={title}
      current={step}
      mappingId={mappingId}
      back={{ label: t("Home"), route: { page: "home" } }}
    >
      {loaded.error ? <Problem error={loaded.error} onRetry={() => void loaded.reload()} /> : null}
      {loaded.loading ? <Skeleton label={t("Loading")} cards={2} /> : null}
    </Layout>
  );
};
