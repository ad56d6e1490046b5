import { descendants, parseXml } from "../util/xml";
import { parseRibbon } from "./parse";
import type { Ribbon } from "./types";

const ribbons = new Map<string, Promise<readonly Ribbon[]>>();

/** A table's own ribbon changes, and the application's, read for `lcid`; once a page load. */
export function loadRibbons(table: string, lcid: number): Promise<readonly Ribbon[]> {
  let loading = ribbons.get(table);
  if (!loading) {
    loading = read(table, lcid);
    ribbons.set(table, loading);
    loading.catch(() => ribbons.delete(table));
  }
  return loading;
}

async function read(table: string, lcid: number): Promise<readonly Ribbon[]> {
  const response = await fetch(`/local/host/ribbon?table=${encodeURIComponent(table)}`, {
    credentials: "same-origin",
  });
  if (!response.ok) throw new Error(`The command bar of "${table}" could not be read (${response.status}).`);
  const text = await response.text();
  if (!text.trim()) return [];
  // Either one RibbonDiffXml, or several under a root of their own.
  return descendants(parseXml(text).documentElement, "RibbonDiffXml").map((root) =>
    parseRibbon(root, table, lcid),
  );
}
