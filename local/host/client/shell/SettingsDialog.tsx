import * as React from "react";
import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Field,
  makeStyles,
  Select,
  tokens,
} from "@fluentui/react-components";
import { call } from "../api/http";
import { LANGUAGES } from "../format/languages";
import { theHost } from "../host";
import { t } from "../strings";
import { themeSetting, type ThemeName } from "../theme";
import { showError } from "../ui/dialogs";

const useStyles = makeStyles({
  surface: { maxWidth: "440px" },
  fields: { display: "flex", flexDirection: "column", rowGap: tokens.spacingVerticalM },
});

const PAGE_SIZES = [25, 50, 75, 100, 250];
const THEMES = { light: "themeLight", dark: "themeDark", system: "themeSystem" } as const;

/** Personal settings: language, rows on a page, light or dark. */
export const SettingsDialog: React.FC<{ readonly close: (result: string) => void }> = ({ close }) => {
  const styles = useStyles();
  const { session } = theHost();
  const [language, setLanguage] = React.useState(session.language);
  const [pageSize, setPageSize] = React.useState(session.format.pageSize);
  const [theme, setTheme] = React.useState<ThemeName>(themeSetting.name);
  const save = async () => {
    themeSetting.choose(theme);
    close("confirm");
    if (language === session.language && pageSize === session.format.pageSize) return;
    try {
      await call(`usersettingscollection(${session.userId})`, {
        method: "PATCH",
        body: { uilanguageid: language, localeid: language, paginglimit: pageSize },
      });
      // Every label of the page comes in the user's language: start anew, as Dynamics does.
      location.reload();
    } catch (error) {
      await showError(error);
    }
  };
  return (
    <Dialog open modalType="modal" onOpenChange={() => close("cancel")}>
      <DialogSurface className={styles.surface}>
        <DialogBody>
          <DialogTitle action={null}>{t("settingsTitle")}</DialogTitle>
          <DialogContent className={styles.fields}>
            <Field label={t("language")}>
              <Select value={language} onChange={(_, data) => setLanguage(Number(data.value))}>
                {LANGUAGES.map(({ lcid, name }) => (
                  <option key={lcid} value={lcid}>
                    {name}
                  </option>
                ))}
              </Select>
            </Field>
            <Field label={t("rowsPerPage")}>
              <Select value={pageSize} onChange={(_, data) => setPageSize(Number(data.value))}>
                {[...new Set([...PAGE_SIZES, session.format.pageSize])]
                  .sort((a, b) => a - b)
                  .map((size) => (
                    <option key={size} value={size}>
                      {size}
                    </option>
                  ))}
              </Select>
            </Field>
            <Field label={t("appearance")}>
              <Select value={theme} onChange={(_, data) => setTheme(data.value as ThemeName)}>
                {(Object.keys(THEMES) as ThemeName[]).map((name) => (
                  <option key={name} value={name}>
                    {t(THEMES[name])}
                  </option>
                ))}
              </Select>
            </Field>
          </DialogContent>
          <DialogActions>
            <Button appearance="primary" onClick={() => void save()}>
              {t("save")}
            </Button>
            <Button onClick={() => close("cancel")}>{t("cancel")}</Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
};
