import * as React from "react";
import {
  Avatar,
  Menu,
  MenuButton,
  MenuItemRadio,
  MenuList,
  MenuPopover,
  MenuTrigger,
  Tab,
  TabList,
} from "@fluentui/react-components";
import type { FormRow } from "../api/forms";
import { theHost } from "../host";
import { t } from "../strings";
import { useObservable } from "../util/observable";
import type { FormModel } from "./form-model";
import { useFormStyles } from "./form-styles";
import { HeaderFacts } from "./HeaderFacts";
import { rememberForm } from "./open-form";

interface Props {
  readonly form: FormModel;
  readonly forms: readonly FormRow[];
  readonly title: string;
}

/** Name, whether it is saved, which form, the header's columns, and the tabs. */
export const FormHeader: React.FC<Props> = ({ form, forms, title }) => {
  const styles = useFormStyles();
  useObservable(form);
  const state = form.saving ? t("saving") : form.isNew || form.isDirty ? t("unsaved") : t("saved");
  return (
    <>
      <div className={styles.headerRow}>
        <Avatar name={title} size={48} color="colorful" aria-hidden />
        <div className={styles.titles}>
          <h1 className={styles.title}>
            {title}
            <span className={styles.saved} data-save-state={form.isDirty || form.isNew ? "unsaved" : "saved"}>
              {" "}
              - {state}
            </span>
          </h1>
          <div className={styles.subtitle}>
            <span>{form.table.displayName}</span>
            <span aria-hidden="true">·</span>
            <FormSelector form={form} forms={forms} />
          </div>
        </div>
        <HeaderFacts form={form} />
      </div>
      <FormTabs form={form} />
    </>
  );
};

const FormSelector: React.FC<Omit<Props, "title">> = ({ form, forms }) => {
  if (forms.length < 2) return <span>{form.form.name}</span>;
  const choose = (chosen: FormRow) => {
    rememberForm(form.table.logicalName, chosen.id);
    const { id } = form;
    void theHost().router.go({
      pagetype: "entityrecord",
      etn: form.table.logicalName,
      ...(id ? { id } : {}),
      formid: chosen.id,
    });
  };
  return (
    <Menu checkedValues={{ form: [form.form.id] }}>
      <MenuTrigger disableButtonEnhancement>
        <MenuButton
          appearance="transparent"
          size="small"
          aria-label={t("chooseForm", { name: form.form.name })}
          data-form-selector
        >
          {form.form.name}
        </MenuButton>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {forms.map((one) => (
            <MenuItemRadio key={one.id} name="form" value={one.id} onClick={() => choose(one)}>
              {one.name}
            </MenuItemRadio>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
};

const FormTabs: React.FC<{ readonly form: FormModel }> = ({ form }) => {
  const styles = useFormStyles();
  const visible = form.tabs.filter((tab) => tab.visible);
  return (
    <TabList
      className={styles.tabs}
      selectedValue={form.activeTab}
      onTabSelect={(_, data) => form.selectTab(String(data.value))}
      aria-label={t("formTabs")}
    >
      {visible.map((tab) => (
        <Tab key={tab.name} value={tab.name} id={`${form.idPrefix}tab-${tab.name}`}>
          {tab.label}
        </Tab>
      ))}
    </TabList>
  );
};
