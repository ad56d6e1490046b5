/**
 * How far a privilege reaches: own rows, the business unit's, those of the units below as well, everybody's
 * (docs: security-concepts, access levels). Rows keep it as PrivilegeDepthMask.
 */
export const Depth = { None: 0, Basic: 1, Local: 2, Deep: 4, Global: 8 } as const;
export type Depth = (typeof Depth)[keyof typeof Depth];
export type DepthName = Exclude<keyof typeof Depth, "None">;

export const depthNamed = (name: DepthName): Depth => Depth[name];

export function depthName(depth: Depth): DepthName | undefined {
  const found = Object.entries(Depth).find(([, value]) => value === depth && value !== Depth.None);
  return found?.[0] as DepthName | undefined;
}
