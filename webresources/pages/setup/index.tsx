import * as React from "react";
import * as ReactDOM from "react-dom";
import { config } from "zod";
import { App } from "./App";
import { pageContext } from "./page-context";
import { firstHash } from "./route";
import { languageFor, loadTexts } from "./texts/load";
import { appIdAround } from "./ui/links";

/** Dynamics passes the user's language where the site map says so. */
function userLanguage(): number | null {
  const lcid = Number(new URLSearchParams(window.location.search).get("userlcid"));
  return lcid > 0 ? lcid : null;
}

async function start(): Promise<void> {
  // It would make functions of texts, which a strict content security policy forbids and reports.
  config({ jitless: true });
  const lcid = userLanguage();
  const language = languageFor(lcid);
  document.documentElement.lang = language;
  const texts = await loadTexts(lcid);
  window.history.replaceState(null, "", firstHash());
  const page = pageContext({ lcid, language, texts, send: window.fetch.bind(window), appId: appIdAround() });
  ReactDOM.render(<App page={page} />, document.getElementById("page"));
}

void start();
