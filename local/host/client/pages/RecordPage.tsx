import * as React from "react";
import { Button, Divider, Tooltip, mergeClasses } from "@fluentui/react-components";
import { ArrowLeft20Regular, Open20Regular } from "@fluentui/react-icons";
import { FormView } from "../form/FormView";
import { leave, mayLeave } from "../form/form-actions";
import { openForm, type OpenedForm } from "../form/open-form";
import { useFormCommands } from "../form/use-form-commands";
import { front, theHost } from "../host";
import { CommandBar } from "../ribbon/CommandBar";
import type { Route } from "../router/route";
import { recents } from "../shell/recents";
import { t } from "../strings";
import { showError } from "../ui/dialogs";
import { useObservable } from "../util/observable";
import { Loading } from "./Loading";
import { PageError } from "./PageError";
import { usePageStyles } from "./page-styles";
import { useTitle } from "./use-title";

type RecordRoute = Extract<Route, { pagetype: "entityrecord" }>;

interface Props {
  readonly route: RecordRoute;
  readonly inDialog: boolean;
  readonly onClose?: () => void;
}

/** A record on its main form. */
export const RecordPage: React.FC<Props> = ({ route, inDialog, onClose }) => {
  const [opened, setOpened] = React.useState<OpenedForm>();
  const [error, setError] = React.useState<unknown>();
  const { etn, id, formid, extraqs } = route;
  React.useEffect(() => {
    // The record that was just created on this form has got its id in the address.
    if (opened && id && opened.form.id === id && opened.form.table.logicalName === etn) {
      if (!formid || opened.form.form.id === formid) return;
    }
    let open = true;
    setOpened(undefined);
    setError(undefined);
    openForm({
      table: etn,
      ...(id ? { id } : {}),
      ...(formid ? { formId: formid } : {}),
      ...(extraqs ? { extraqs } : {}),
    }).then(
      (result) => {
        if (!open) return;
        if (inDialog) result.form.idPrefix = "dialog-";
        setOpened(result);
        if (result.scriptErrors.length > 0) void showError(result.scriptErrors[0]);
      },
      (problem: unknown) => open && setError(problem),
    );
    return () => {
      open = false;
    };
  }, [etn, id, formid, extraqs]);
  if (error) return <PageError error={error} />;
  if (!opened) return <Loading />;
  return (
    <OpenRecord
      key={opened.form.form.id + (opened.form.id ?? "new")}
      opened={opened}
      route={route}
      inDialog={inDialog}
      {...(onClose ? { onClose } : {})}
    />
  );
};

const OpenRecord: React.FC<Props & { readonly opened: OpenedForm }> = ({
  opened,
  route,
  inDialog,
  onClose,
}) => {
  const styles = usePageStyles();
  const { form, forms } = opened;
  const { router } = theHost();
  useObservable(form);
  const title = form.isNew ? t("newRecord", { table: form.table.displayName }) : form.primaryName;
  useTitle(title);
  const after = {
    created: () => {
      if (!inDialog && form.id) router.replace({ pagetype: "entityrecord", etn: route.etn, id: form.id });
    },
    close: () => (onClose ? onClose() : leave(form)),
  };
  const commands = useFormCommands(form, after);
  React.useEffect(() => {
    const before = front.form;
    front.form = form;
    if (!inDialog) {
      router.guard = () => mayLeave(form);
      router.dirty = () => form.isDirty;
    }
    return () => {
      front.form = before;
    };
  }, [form, inDialog]);
  React.useEffect(() => {
    const { id } = form;
    if (id)
      recents.add({
        label: title,
        table: route.etn,
        route: { pagetype: "entityrecord", etn: route.etn, id },
      });
  }, [form, title]);
  return (
    <div className={styles.page} data-form={form.table.logicalName} data-saving={form.saving}>
      <div className={mergeClasses(styles.card, styles.bar)}>
        {inDialog ? null : (
          <>
            <Tooltip content={t("back")} relationship="label">
              <Button
                appearance="subtle"
                icon={<ArrowLeft20Regular />}
                onClick={() => (router.canGoBack ? router.back() : leave(form))}
              />
            </Tooltip>
            <Tooltip content={t("openInNewWindow")} relationship="label">
              <Button
                appearance="subtle"
                icon={<Open20Regular />}
                onClick={() => window.open(location.href, "_blank", "noopener")}
              />
            </Tooltip>
            <Divider vertical className={styles.divider} />
          </>
        )}
        <CommandBar label={t("commands")} items={commands} />
      </div>
      <FormView form={form} forms={forms} title={title} />
    </div>
  );
};
