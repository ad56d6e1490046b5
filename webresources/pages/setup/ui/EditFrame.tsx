import * as React from "react";
import { Button } from "@fluentui/react-components";
import { Save20Regular } from "@fluentui/react-icons";
import { usePage } from "../page-context";
import { Layout } from "./Layout";
import { LeaveGuard } from "./LeaveGuard";
import type { StepPage } from "./Steps";

interface Props {
  readonly step: StepPage;
  readonly mapping: { readonly id: string; readonly name: string };
  readonly subtitle: string;
  /** Something is typed that is not saved. */
  readonly dirty: boolean;
  readonly saving: boolean;
  readonly onSave: () => Promise<void>;
  readonly onDiscard: () => void;
  readonly children: React.ReactNode;
}

/** A step of the set-up in which a mapping is edited: saved or discarded as a whole, and not left by mistake. */
export const EditFrame: React.FC<Props> = (props) => {
  const { children, dirty, mapping, onDiscard, onSave, saving, step, subtitle } = props;
  const { t } = usePage();
  return (
    <Layout
      title={mapping.name}
      current={step}
      mappingId={mapping.id}
      back={{ label: t("Home"), route: { page: "home" } }}
      subtitle={subtitle}
      actions={
        <>
          {dirty ? <Button onClick={onDiscard}>{t("Discard")}</Button> : null}
          <Button
            appearance="primary"
            icon={<Save20Regular />}
            disabledFocusable={!dirty || saving}
            onClick={() => void (dirty && onSave())}
          >
            {t("Save")}
          </Button>
        </>
      }
    >
      <LeaveGuard dirty={dirty} />
      {children}
    </Layout>
  );
};
