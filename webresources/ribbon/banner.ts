/** Banner at the top of the app (`Xrm.App.addGlobalNotification`). */
const BANNER = 2;
const LEVELS = { success: 1, error: 2, warning: 3, info: 4 } as const;

export interface Banner {
  readonly text: string;
  readonly level: keyof typeof LEVELS;
  readonly action?: { readonly label: string; readonly onAct: () => void };
}

/** Says something at the top of the app; in a dialog where this client has no such place. */
export async function showBanner({ text, level, action }: Banner): Promise<void> {
  if (typeof Xrm.App?.addGlobalNotification !== "function") {
    await Xrm.Navigation.openAlertDialog({ text });
    return;
  }
  await Xrm.App.addGlobalNotification({
    type: BANNER,
    level: LEVELS[level],
    message: text,
    showCloseButton: true,
    ...(action ? { action: { actionLabel: action.label, eventHandler: action.onAct } } : {}),
  });
}
