/** What the bundle with the planted faults offers. */
export { openPglite } from "../world/open-pglite";
export { simulate } from "../world/simulate";
