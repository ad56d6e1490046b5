/** What the bundle with the planted faults and the small chunks offers. */
export { openPglite } from "../world/open-pglite";
export { simulate } from "../world/simulate";
export { reportFailure } from "../world/tell-failure";
