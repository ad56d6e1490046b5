import * as React from "react";
import {
  Avatar,
  Button,
  Divider,
  makeStyles,
  Popover,
  PopoverSurface,
  PopoverTrigger,
  shorthands,
  Text,
  tokens,
} from "@fluentui/react-components";
import { PersonSwap20Regular, SignOut20Regular } from "@fluentui/react-icons";
import { theHost } from "../host";
import { t } from "../strings";
import { SIGN_IN_PATH } from "./sign-in";
import { useBarStyles } from "./bar-styles";

const useStyles = makeStyles({
  surface: { width: "300px", ...shorthands.padding(tokens.spacingVerticalL) },
  person: {
    display: "flex",
    columnGap: tokens.spacingHorizontalM,
    alignItems: "center",
    marginBottom: "12px",
  },
  texts: { minWidth: 0, overflowWrap: "anywhere" },
  action: { width: "100%", justifyContent: "flex-start", fontWeight: tokens.fontWeightRegular },
  initials: { fontSize: tokens.fontSizeBase300, "::before": { content: "attr(data-initials)" } },
  roles: { color: tokens.colorNeutralForeground2 },
});

/** People of the local Dynamics who sign in with a browser, as its sign-in page offers them. */
const PEOPLE = ["seller", "admin"] as const;

const switchTo = (user: string) =>
  location.assign(
    `/local/signin?user=${user}&return=${encodeURIComponent(location.pathname + location.search)}`,
  );

/** The initials as a picture: drawn by style, so that they do not count as the button's words. */
const Initials: React.FC<{ readonly name: string }> = ({ name }) => {
  const styles = useStyles();
  const words = name.split(/\s+/);
  const initials = [words[0], words.length > 1 ? words[words.length - 1] : ""]
    .map((word) => word?.slice(0, 1))
    .join("");
  return (
    <Avatar
      size={32}
      color="colorful"
      idForColor={name}
      aria-hidden
      icon={<span className={styles.initials} data-initials={initials} />}
    />
  );
};

/** Who is signed in, with which roles; change to another person, or sign out. */
export const UserMenu: React.FC = () => {
  const styles = useStyles();
  const bar = useBarStyles();
  const { session } = theHost();
  const isAdmin = session.email.startsWith("admin");
  const others = PEOPLE.filter((person) => (person === "admin") !== isAdmin);
  return (
    <Popover positioning="below-end" trapFocus>
      <PopoverTrigger disableButtonEnhancement>
        <Button
          appearance="transparent"
          className={bar.button}
          icon={<Initials name={session.fullName} />}
          aria-label={t("account", { name: session.fullName })}
        />
      </PopoverTrigger>
      <PopoverSurface className={styles.surface} aria-label={t("account", { name: session.fullName })}>
        <div className={styles.person}>
          <Avatar name={session.fullName} size={48} color="colorful" aria-hidden />
          <div className={styles.texts}>
            <Text block weight="semibold" size={400}>
              {session.fullName}
            </Text>
            <Text block size={200}>
              {session.email}
            </Text>
            <Text block size={200} className={styles.roles}>
              {session.roles.map((role) => role.name).join(", ")}
            </Text>
          </div>
        </div>
        <Divider />
        {others.map((person) => (
          <Button
            key={person}
            appearance="subtle"
            className={styles.action}
            icon={<PersonSwap20Regular />}
            onClick={() => switchTo(person)}
          >
            {t(person === "admin" ? "switchToAdmin" : "switchToSeller")}
          </Button>
        ))}
        <Button
          appearance="subtle"
          className={styles.action}
          icon={<SignOut20Regular />}
          onClick={() => location.assign(`/local/signout?return=${SIGN_IN_PATH}`)}
        >
          {t("signOut")}
        </Button>
      </PopoverSurface>
    </Popover>
  );
};
