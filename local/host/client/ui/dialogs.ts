import type { ApiError } from "../api/error";
import type { Route } from "../router/route";
import { Observable } from "../util/observable";

/** A window over the page. Each closes with a result; what it shows is the component's business. */
export type DialogContent =
  | { readonly kind: "alert"; readonly title?: string; readonly text: string; readonly confirmLabel?: string }
  | {
      readonly kind: "confirm";
      readonly title?: string;
      readonly subtitle?: string;
      readonly text: string;
      readonly confirmLabel?: string;
      readonly cancelLabel?: string;
    }
  | { readonly kind: "error"; readonly message: string; readonly code?: string; readonly details?: string }
  | { readonly kind: "unsaved" }
  | { readonly kind: "settings" }
  | {
      readonly kind: "page";
      readonly route: Route;
      readonly title?: string;
      readonly options: PageDialogOptions;
    };

/** navigationOptions of Xrm.Navigation.navigateTo. */
export interface PageDialogOptions {
  /** 1: in the middle; 2: at the side. */
  readonly position: 1 | 2;
  readonly width?: string;
  readonly height?: string;
}

export interface OpenDialog {
  readonly id: number;
  readonly content: DialogContent;
  readonly close: (result: string) => void;
}

/** The open dialogs, the topmost last, and the progress indicator. */
class Dialogs extends Observable {
  open: readonly OpenDialog[] = [];
  progress: string | undefined;
  private next = 1;

  /** Shows a dialog; resolves with the word it was closed with (`confirm`, `cancel`, `save`, `discard`). */
  show(content: DialogContent): Promise<string> {
    return new Promise((resolve) => {
      const id = this.next;
      this.next += 1;
      const close = (result: string) => {
        this.open = this.open.filter((dialog) => dialog.id !== id);
        this.notify();
        resolve(result);
      };
      this.open = [...this.open, { id, content, close }];
      this.notify();
    });
  }

  showProgress(text: string): void {
    this.progress = text;
    this.notify();
  }

  closeProgress(): void {
    this.progress = undefined;
    this.notify();
  }
}

export const dialogs = new Dialogs();

/** Shows any error as Dynamics does: what the Web API said, its code, and details to hand on. */
export function showError(error: unknown): Promise<string> {
  const api = error as Partial<ApiError> & { readonly message?: string };
  const details = [
    api.code && `ErrorCode: ${api.code}`,
    api.requestId && `RequestId: ${api.requestId}`,
    api.raw,
  ];
  return dialogs.show({
    kind: "error",
    message: api.message ?? String(error),
    ...(api.code ? { code: api.code } : {}),
    details: details.filter(Boolean).join("\n") || String((error as Error)?.stack ?? error),
  });
}
