import type { Dynamics } from "./dynamics";

interface Line {
  conflict?: string;
}

/** Has every line of the mapping ask when both sides changed. */
export async function asking(dynamics: Dynamics): Promise<void> {
  const mapping = dynamics.rows("wave_mapping")[0]!;
  const map = JSON.parse(mapping.values.wave_fieldmap as string) as { lines: Line[] };
  const lines = map.lines.map((line) => ({ ...line, conflict: "ask" }));
  await changeMapping(dynamics, { wave_fieldmap: JSON.stringify({ ...map, lines }) });
}

/** Writes columns of the mapping, as an admin does. */
export async function changeMapping(dynamics: Dynamics, values: object): Promise<void> {
  const mapping = dynamics.rows("wave_mapping")[0]!;
  const { status, body } = await dynamics.as("admin", "PATCH", `wave_mappings(${mapping.id})`, values);
  if (status !== 204) throw new Error(`The mapping was refused: ${JSON.stringify(body)}`);
}
