import { ApiError, toApiError } from "../../../local/host/client/api/error";
import { toXrmError } from "../../../local/host/client/xrm/rejection";

const answer = (status: number, body: string) =>
  new Response(body, { status, headers: { "x-ms-service-request-id": "r-1" } });

describe("errors of the Web API", () => {
  it("carry code, message and request id", async () => {
    const error = await toApiError(
      answer(404, '{"error":{"code":"0x80040217","message":"contact Does Not Exist"}}'),
    );
    expect(error).toMatchObject({
      status: 404,
      code: "0x80040217",
      message: "contact Does Not Exist",
      requestId: "r-1",
    });
  });

  it("are readable when a gateway answers plain text or HTML", async () => {
    expect((await toApiError(answer(503, "Busy"))).message).toBe("Busy");
    expect((await toApiError(answer(502, "<html></html>"))).message).not.toContain("<html>");
  });

  it("reject with a signed errorCode, as the Client API does", () => {
    const error = toXrmError(new ApiError(404, "0x80040217", "gone", undefined, "{}"));
    expect(error).toMatchObject({ errorCode: -2147220969, code: -2147220969, message: "gone" });
    expect(JSON.parse(error.raw)).toMatchObject({ message: "gone" });
  });

  it("reject in the same shape when the server cannot be reached", () => {
    expect(toXrmError(new TypeError("Failed to fetch"))).toMatchObject({
      errorCode: 0,
      message: "Failed to fetch",
    });
  });
});
