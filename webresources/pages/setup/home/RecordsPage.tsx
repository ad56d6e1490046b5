import * as React from "react";
import { Button } from "@fluentui/react-components";
import { ArrowClockwise20Regular, CheckmarkCircle48Regular } from "@fluentui/react-icons";
import { readRecords } from "../data/runs";
import { titleOf } from "../issues/in-words";
import { usePage } from "../page-context";
import { hrefOf, STANDINGS, type Standing } from "../route";
import { Empty, Skeleton } from "../ui/Empty";
import { Layout } from "../ui/Layout";
import { Problem } from "../ui/Problem";
import { RecordRows } from "../ui/RecordRows";
import { useLoaded } from "../ui/use-loaded";

interface Props {
  readonly connectionId: string;
  readonly standing: Standing;
}

const PAGE = 50;

/** The records behind a number of the overview: those of one connection that stand one way. */
export const RecordsPage: React.FC<Props> = ({ connectionId, standing }) => {
  const page = usePage();
  const { send, t } = page;
  const [most, setMost] = React.useState(PAGE);
  const key = `${connectionId} ${standing}`;
  const records = useLoaded(`${key} ${most}`, () => readRecords(send, connectionId, standing, most));
  const kept = React.useRef<{ key: string; rows: NonNullable<typeof records.value> }>();
  if (records.value) kept.current = { key, rows: records.value };
  const rows = kept.current?.key === key ? kept.current.rows : undefined;
  return (
    <Layout
      title={t("Records_Of", t(`Health_${standing}`))}
      subtitle={t(`Records_${standing}`)}
      current="records"
      back={{ label: t("Home"), route: { page: "home" } }}
      actions={
        <Button appearance="subtle" icon={<ArrowClockwise20Regular />} onClick={() => void records.reload()}>
          {t("Refresh")}
        </Button>
      }
    >
      <nav className="ws-tabs" aria-label={t("Records")}>
        {STANDINGS.map((each) => (
          <a
            key={each}
            href={hrefOf({ page: "records", connectionId, standing: each })}
            {...(each === standing ? { "aria-current": "page" as const } : {})}
          >
            {t(`Health_${each}`)}
          </a>
        ))}
      </nav>
      {records.error ? <Problem error={records.error} onRetry={() => void records.reload()} /> : null}
      {!rows && records.loading ? <Skeleton label={t("Loading")} cards={1} /> : null}
      {rows?.length === 0 ? (
        <Empty
          icon={<CheckmarkCircle48Regular />}
          title={t("Records_Empty")}
          text={t("Records_Empty_Text")}
        />
      ) : null}
      {rows && rows.length > 0 ? (
        <section className="ws-card">
          <RecordRows
            label={t("Records")}
            rows={rows.map((row) => ({ ...row, message: titleOf(row.code, page) }))}
            table="wave_link"
            open={t("Record_Link")}
            openOf={(name) => `${t("Record_Link")}: ${name}`}
          />
          {rows.length === most ? (
            <Button appearance="subtle" onClick={() => setMost(most + 4 * PAGE)}>
              {t("Runs_More")}
            </Button>
          ) : null}
        </section>
      ) : null}
    </Layout>
  );
};
