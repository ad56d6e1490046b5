import * as React from "react";
import { readMapping } from "../data/mapping";
import { usePage } from "../page-context";
import { Skeleton } from "../ui/Empty";
import { Layout } from "../ui/Layout";
import { Problem } from "../ui/Problem";
import { useLoaded } from "../ui/use-loaded";

/** Whose records they are, when they sync, and the start. */
export const PeoplePage: React.FC<{ readonly mappingId: string }> = ({ mappingId }) => {
  const { send, t } = usePage();
  const loaded = useLoaded(mappingId, () => readMapping(send, mappingId));
  return (
    <Layout title={loaded.value?.mapping.name ?? t("Step_people")} current="people" mappingId={mappingId}>
      {loaded.error ? <Problem error={loaded.error} onRetry={() => void loaded.reload()} /> : null}
      {!loaded.value && loaded.loading ? <Skeleton label={t("Loading")} cards={1} /> : null}
    </Layout>
  );
};
