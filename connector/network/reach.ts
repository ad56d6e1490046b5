import { isLoopback } from "../../core/values/loopback";
import { isPrivateAddress, leadsToPrivateAddress } from "./private-address";

/** How far the connector may reach; an operator's settings say so. */
export interface Reach {
  /** Whether a Dynamics, and systems, on this very machine may be connected: `wave-sync start` allows it. */
  readonly allowLocal: boolean;
  /** Hosts of systems, where not every public one is allowed. Those named may have a private address. */
  readonly systemHosts: readonly string[];
}

/** Every public address, and no other. */
export const PUBLIC_ONLY: Reach = { allowLocal: false, systemHosts: [] };

/** Whether a system's credentials may be sent to an address, as far as that can be told without asking for its name. */
export function mayReach({ allowLocal, systemHosts }: Reach, address: string): boolean {
  const { hostname } = new URL(address);
  if (isLoopback(hostname)) return allowLocal;
  return systemHosts.length > 0 ? systemHosts.includes(hostname) : !isPrivateAddress(hostname);
}

/** As {@link mayReach}, and no public name that leads to a private address. The certificate of a private one could not fit. */
export async function mayReachNow(reach: Reach, address: string): Promise<boolean> {
  if (!mayReach(reach, address)) return false;
  const { hostname } = new URL(address);
  return isLoopback(hostname) || reach.systemHosts.length > 0 || !(await leadsToPrivateAddress(hostname));
}
