import { Observable } from "../util/observable";
import type { Route } from "../router/route";

export interface Recent {
  readonly label: string;
  readonly table: string;
  readonly route: Route;
}

const KEY = "local-dynamics-recent";
const MAX = 10;

/** Records opened lately, newest first; kept in this browser for each user. */
class Recents extends Observable {
  private user = "";

  open(user: string): void {
    this.user = user;
  }

  get list(): readonly Recent[] {
    try {
      return JSON.parse(localStorage.getItem(`${KEY}-${this.user}`) ?? "[]") as Recent[];
    } catch {
      return [];
    }
  }

  add(recent: Recent): void {
    const same = JSON.stringify(recent.route);
    const rest = this.list.filter((r) => JSON.stringify(r.route) !== same);
    localStorage.setItem(`${KEY}-${this.user}`, JSON.stringify([recent, ...rest].slice(0, MAX)));
    this.notify();
  }
}

export const recents = new Recents();
