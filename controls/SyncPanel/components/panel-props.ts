import type { Theme } from "@fluentui/react-components";
import type { Dates } from "../../shared/dates";
import type { RecordRef } from "../../shared/record";
import type { Words } from "../../shared/words";
import type { Services } from "../state/services";

/** Everything the panel needs; nothing of the control framework. */
export interface PanelProps {
  /** Undefined where the host does not say which record it shows. */
  readonly record?: RecordRef;
  /** Name of the bound column's value (see StatusWord), and wave_syncedon in milliseconds. */
  readonly boundStatus?: string;
  readonly boundSyncedOn?: number;
  /** wave_syncdetails as the form has it. */
  readonly boundDetails?: string;
  /** The form, or the bound column on it, is read-only. */
  readonly readOnly: boolean;
  /** The person's roles allow asking for a sync. */
  readonly mayAct: boolean;
  /** Dynamics itself works offline. */
  readonly hostOffline: boolean;
  /** LCID of the user's language. */
  readonly language: number;
  /** Direction the host writes in. */
  readonly dir?: "ltr" | "rtl";
  readonly words: Words;
  readonly dates: Dates;
  /** The host's theme; Fluent's light theme where the host has none. */
  readonly theme?: Theme;
  readonly services: Services;
}
