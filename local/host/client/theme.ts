import * as React from "react";
import { webDarkTheme, webLightTheme, type Theme } from "@fluentui/react-components";
import { Observable } from "./util/observable";

export interface ThemeChoice {
  readonly tokens: Theme;
  readonly isDark: boolean;
  /** Brand ramp, as fluentDesignLanguage gives it. */
  readonly brand: Readonly<Record<number, string>>;
}

export type ThemeName = "system" | "light" | "dark";

const BRAND: Readonly<Record<number, string>> = {
  10: "#061724",
  20: "#082338",
  30: "#0a2e4a",
  40: "#0c3b5e",
  50: "#0e4775",
  60: "#0f548c",
  70: "#115ea3",
  80: "#0f6cbd",
  90: "#2886de",
  100: "#479ef5",
  110: "#62abf5",
  120: "#77b7f7",
  130: "#96c6fa",
  140: "#b4d6fa",
  150: "#cfe4fa",
  160: "#ebf3fc",
};

const LIGHT: ThemeChoice = { tokens: webLightTheme, isDark: false, brand: BRAND };
const DARK: ThemeChoice = { tokens: webDarkTheme, isDark: true, brand: BRAND };
const KEY = "local-dynamics-theme";

/** The person's choice of light, dark, or as the system; kept in this browser. */
class ThemeSetting extends Observable {
  private readonly system = matchMedia("(prefers-color-scheme: dark)");

  constructor() {
    super();
    this.system.addEventListener("change", () => this.notify());
  }

  get name(): ThemeName {
    const stored = localStorage.getItem(KEY);
    return stored === "dark" || stored === "system" ? stored : "light";
  }

  choose(name: ThemeName): void {
    localStorage.setItem(KEY, name);
    this.notify();
  }

  get current(): ThemeChoice {
    const dark = this.name === "dark" || (this.name === "system" && this.system.matches);
    return dark ? DARK : LIGHT;
  }
}

export const themeSetting = new ThemeSetting();

const Context = React.createContext<ThemeChoice>(LIGHT);
export const ThemeChoiceProvider = Context.Provider;
export const useTheme = (): ThemeChoice => React.useContext(Context);
