import * as React from "react";
import * as ReactDOM from "react-dom";
import { App } from "./App";
import { loadApp, loadApps } from "./api/apps";
import { whenSignedOut } from "./api/http";
import { loadSession } from "./api/session";
import { languageOf } from "./format/languages";
import { providePlatform } from "./platform";
import { setHost } from "./host";
import { Router } from "./router/router";
import { setLibraryLanguage } from "./scripts/libraries";
import { recents } from "./shell/recents";
import { goToSignIn } from "./shell/sign-in";
import { setLanguage, t } from "./strings";

/** Reads who is signed in and which app to show, then draws it. */
async function start(): Promise<void> {
  whenSignedOut(goToSignIn);
  const [session, apps] = await Promise.all([loadSession(), loadApps()]);
  setLanguage(session.language);
  setLibraryLanguage(session.language);
  document.documentElement.lang = languageOf(session.language).tag.slice(0, 2);
  recents.open(session.userId);
  const router = new Router();
  const info = apps.find((app) => app.id === router.appid) ?? apps[0];
  if (!info) throw new Error(t("noApp"));
  router.appid = info.id;
  setHost({ session, apps, app: await loadApp(info), router });
  providePlatform();
  ReactDOM.render(<App />, document.getElementById("app"));
}

start().catch((error: unknown) => {
  const place = document.getElementById("app");
  if (!place) return;
  const box = document.createElement("div");
  box.setAttribute("role", "alert");
  box.className = "start-failed";
  box.textContent = `${t("startFailed")} ${error instanceof Error ? error.message : String(error)}`;
  place.replaceChildren(box);
});
