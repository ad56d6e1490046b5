import { Observable } from "../util/observable";
import { formatRoute, parseRoute, type Route } from "./route";

/** Asked before leaving a page; false keeps the person there (unsaved changes). */
export type LeaveGuard = () => boolean | Promise<boolean>;

interface HistoryState {
  readonly index: number;
}

/** The address bar: the one truth of which page is shown. Back and forward work, and ask the guard as well. */
export class Router extends Observable {
  route: Route;
  appid: string;
  guard: LeaveGuard | undefined;
  private index = 0;
  private returning = false;

  constructor() {
    super();
    ({ route: this.route, appid: this.appid } = parseRoute(location.search));
    const state = history.state as HistoryState | null;
    this.index = state?.index ?? 0;
    history.replaceState({ index: this.index }, "");
    window.addEventListener("popstate", (event) => void this.moved(event.state as HistoryState | null));
    window.addEventListener("beforeunload", (event) => {
      if (this.dirty()) event.preventDefault();
    });
  }

  /** Whether leaving would lose something; set by the form that is open. */
  dirty: () => boolean = () => false;

  href(route: Route): string {
    return formatRoute(this.appid, route);
  }

  /** Goes to a page unless the guard keeps the person; says whether it went. */
  async go(route: Route): Promise<boolean> {
    if (!(await this.mayLeave())) return false;
    this.index += 1;
    history.pushState({ index: this.index }, "", this.href(route));
    this.show(route);
    return true;
  }

  /** As {@link go} without a new entry in the history, and without asking: a new record that got its id, a view. */
  replace(route: Route): void {
    history.replaceState({ index: this.index }, "", this.href(route));
    this.show(route);
  }

  /** Whether there is a page of this app to go back to. */
  get canGoBack(): boolean {
    return this.index > 0;
  }

  back(): void {
    history.back();
  }

  private show(route: Route): void {
    this.route = route;
    this.notify();
  }

  private async mayLeave(): Promise<boolean> {
    if (!(await (this.guard?.() ?? true))) return false;
    this.guard = undefined;
    this.dirty = () => false;
    return true;
  }

  private async moved(state: HistoryState | null): Promise<void> {
    const target = state?.index ?? 0;
    if (this.returning) {
      this.returning = false;
      return;
    }
    const wanted = parseRoute(location.search);
    if (this.dirty()) {
      // The browser has already moved: step back to where the person still is, then ask.
      const step = target - this.index;
      this.returning = true;
      history.go(-step);
      if (!(await this.mayLeave())) return;
      this.returning = true;
      history.go(step);
    } else {
      this.guard = undefined;
    }
    this.index = target;
    this.appid = wanted.appid || this.appid;
    this.show(wanted.route);
  }
}
