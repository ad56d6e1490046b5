/** The envelope of a single result. */
export const success = (data: unknown) => ({ status: "success", message: "OK", data });
