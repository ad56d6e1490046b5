import { Observable } from "../util/observable";

/** Xrm.App.addGlobalNotification's levels. */
export const NotificationLevel = { success: 1, error: 2, warning: 3, information: 4 } as const;

export interface GlobalNotification {
  readonly id: string;
  readonly level: number;
  readonly message: string;
  readonly showCloseButton: boolean;
  readonly action?: { readonly actionLabel?: string; readonly eventHandler?: () => void };
}

/** Bars above the page, until cleared. */
class Notifications extends Observable {
  list: readonly GlobalNotification[] = [];
  private next = 1;

  add(notification: Omit<GlobalNotification, "id">): string {
    const id = `notification-${this.next}`;
    this.next += 1;
    this.list = [...this.list, { ...notification, id }];
    this.notify();
    return id;
  }

  clear(id: string): void {
    this.list = this.list.filter((notification) => notification.id !== id);
    this.notify();
  }
}

export const notifications = new Notifications();
