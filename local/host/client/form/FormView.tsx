import * as React from "react";
import { MessageBar, MessageBarBody, type MessageBarProps, mergeClasses } from "@fluentui/react-components";
import type { FormRow } from "../api/forms";
import { usePageStyles } from "../pages/page-styles";
import { t } from "../strings";
import { useObservable } from "../util/observable";
import { FormFooter } from "./FormFooter";
import { FormHeader } from "./FormHeader";
import type { FormModel, NotificationLevel } from "./form-model";
import { useFormStyles } from "./form-styles";
import { TabView } from "./TabView";

interface Props {
  readonly form: FormModel;
  readonly forms: readonly FormRow[];
  readonly title: string;
}

const INTENTS: Readonly<Record<NotificationLevel, MessageBarProps["intent"]>> = {
  ERROR: "error",
  WARNING: "warning",
  INFO: "info",
};

/** Errors stand above warnings, warnings above news. */
const RANK: Readonly<Record<NotificationLevel, number>> = { ERROR: 0, WARNING: 1, INFO: 2 };

/** Why nothing can be edited, as Dynamics says it above the form. */
function readOnlyText(form: FormModel): string | undefined {
  if (form.state === "ReadOnly") return t("readOnlyAccess");
  if (form.state === "Disabled") return t("readOnlyState");
  return undefined;
}

/** A record's form: notifications, header, tabs, footer. */
export const FormView: React.FC<Props> = ({ form, forms, title }) => {
  const styles = useFormStyles();
  const page = usePageStyles();
  useObservable(form);
  const notices = [...form.notifications].sort((a, b) => RANK[a.level] - RANK[b.level]);
  const readOnly = readOnlyText(form);
  return (
    <>
      <div className={styles.notices} aria-live="polite" data-form-notifications>
        {notices.map((notice) => (
          <MessageBar
            key={notice.id}
            intent={INTENTS[notice.level]}
            layout="multiline"
            data-level={notice.level}
          >
            <MessageBarBody>{notice.text}</MessageBarBody>
          </MessageBar>
        ))}
        {readOnly ? (
          <MessageBar intent="info" data-read-only>
            <MessageBarBody>{readOnly}</MessageBarBody>
          </MessageBar>
        ) : null}
      </div>
      <div className={mergeClasses(page.card, styles.header)}>
        <FormHeader form={form} forms={forms} title={title} />
      </div>
      <div className={styles.body}>
        <TabView form={form} />
      </div>
      <FormFooter form={form} />
    </>
  );
};
