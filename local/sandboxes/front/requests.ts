import type { FastifyRequest } from "fastify";
import { z } from "zod";
import { readInput } from "../rest";
import { badRequest } from "./errors";

export const customFieldsInput = z.record(
  z.string(),
  z.union([z.string(), z.number(), z.boolean(), z.null()]),
);

/** What else is sent is not taken. */
export const accountInput = z.object({
  name: z.string().min(1).optional(),
  description: z.string().optional(),
  domains: z.array(z.string().transform((domain) => domain.toLowerCase())).optional(),
  external_id: z.string().optional(),
  custom_fields: customFieldsInput.optional(),
});

export const listQuery = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(50),
  page_token: z.string().optional(),
  sort_by: z.enum(["created_at", "updated_at"]).default("created_at"),
  sort_order: z.enum(["asc", "desc"]).default("asc"),
});

export type ById = { Params: { id: string } };

/** Links lead back to where one asked. */
export function baseOf(request: FastifyRequest): string {
  return `${request.protocol}://${request.host}${request.routeOptions.url!.replace(/\/(me|teammates|accounts|contacts).*$/, "")}`;
}

/** The address of the page that begins at `next`; null after the last. */
export function linkToNext(
  list: string,
  query: Readonly<Record<string, string | number | undefined>>,
  next: number | null,
): string | null {
  if (next === null) return null;
  const said = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)]],
  );
  const token = Buffer.from(String(next)).toString("base64url");
  return `${list}?${new URLSearchParams([...said, ["page_token", token]])}`;
}

export function placeOf(token: string): number {
  const place = Buffer.from(token, "base64url").toString();
  if (!/^\d+$/.test(place)) throw badRequest("Invalid page_token");
  return Number(place);
}

/** What came in, or the fault that it is not what is wanted. */
export function read<T>(schema: z.ZodType<T>, value: unknown): T {
  return readInput(schema, value, (problems) => badRequest("Body did not satisfy requirements", ...problems));
}
