import { beforeEach, describe, expect, it } from "vitest";
import { type Api, createApi, unwrap } from "./http.ts";
import { attempt } from "./problem.ts";

const HOUR = 3_600_000;

describe("the REST client", () => {
  let now: number;
  let calls: string[];
  let correlations: (string | null)[];
  let versions: (string | null)[];
  let outdated: number;
  let ended: number;
  /** Answers by `METHOD /path bearer`; the first part that fits. */
  let answer: (call: string) => Response;
  let api: Api;

  const problem = (status: number, code: string, headers = {}) =>
    Response.json({ code }, { status, headers });
  const fresh = (value: string) => ({
    access_token: value,
    token_type: "Bearer",
    expires_in: 1_800,
    session_id: "s",
  });

  beforeEach(() => {
    now = 0;
    calls = [];
    correlations = [];
    versions = [];
    outdated = 0;
    ended = 0;
    answer = () => Response.json({});
    const locks = {
      request: (_: string, work: () => Promise<unknown>) => work(),
    } as unknown as LockManager;
    api = createApi(
      {
        origin: "http://ren.test",
        fetch: async (input) => {
          const request = input as Request;
          const bearer = request.headers.get("authorization") ?? "-";
          const call = `${request.method} ${new URL(request.url).pathname} ${bearer}`;
          calls.push(call);
          correlations.push(request.headers.get("x-correlation-id"));
          versions.push(request.headers.get("x-ren-version"));
          return answer(call);
        },
        locks,
        now: () => now,
      },
      {
        sessionEnded() {
          ended += 1;
        },
        tooOld() {
          outdated += 1;
        },
      },
    );
  });

  it("names its version, and hears when the server serves it no more", async () => {
    answer = () => problem(400, "client_too_old");
    expect(await chats()).toEqual({ ok: false, error: { code: "client_too_old" } });
    expect(versions).toEqual(["1"]);
    expect(outdated).toBe(1);
    answer = () => problem(400, "bad_request");
    await chats();
    expect(outdated).toBe(1);
  });

  it("has a reference for the person where the fault is the server's", async () => {
    answer = () => problem(500, "internal");
    const failed = await chats();
    expect(failed).toEqual({ ok: false, error: { code: "internal", reference: correlations[0] } });
  });

  const chats = () => attempt(() => unwrap(api.calls.GET("/user/chats")));
  const token = (value: string) => ({ value, sessionId: "s", expiresAt: now + HOUR });

  it("gives each request an id of its own that the functions' log takes", async () => {
    await chats();
    await chats();
    expect(new Set(correlations).size).toBe(2);
    for (const id of correlations) expect(id).toMatch(/^[A-Za-z0-9_-]{8,64}$/);
  });

  it("trades the cookie and asks again when the token is refused", async () => {
    api.setToken(token("old"));
    answer = (call) => {
      if (call.includes("refresh")) return Response.json(fresh("new"));
      return call.includes("new") ? Response.json({ chats: [] }) : problem(401, "unauthorized");
    };
    expect(await chats()).toEqual({ ok: true, value: { chats: [] } });
    expect(calls).toEqual([
      "GET /api/user/chats Bearer old",
      "POST /api/refresh -",
      "GET /api/user/chats Bearer new",
    ]);
  });

  it("asks again once only", async () => {
    api.setToken(token("old"));
    answer = (call) =>
      call.includes("refresh") ? Response.json(fresh("new")) : problem(401, "unauthorized");
    expect(await chats()).toEqual({ ok: false, error: { code: "unauthorized" } });
    expect(calls).toHaveLength(3);
  });

  it("renews a token before its end, once for many calls at the same time", async () => {
    api.setToken(token("old"));
    now = HOUR - 30_000;
    answer = (call) =>
      call.includes("refresh") ? Response.json(fresh("new")) : Response.json({ chats: [] });
    await Promise.all([chats(), chats(), chats()]);
    expect(calls.filter((call) => call.includes("refresh"))).toHaveLength(1);
    expect(calls.filter((call) => call.endsWith("new"))).toHaveLength(3);
  });

  it("sends the same body again", async () => {
    api.setToken(token("old"));
    const bodies: string[] = [];
    api = createApi(
      {
        origin: "http://ren.test",
        fetch: async (input) => {
          const request = input as Request;
          if (request.url.endsWith("refresh")) return Response.json(fresh("new"));
          bodies.push(await request.text());
          return bodies.length === 1 ? problem(401, "unauthorized") : new Response(null);
        },
        locks: { request: (_: string, work: () => unknown) => work() } as unknown as LockManager,
        now: () => 0,
      },
      { sessionEnded: () => undefined, tooOld: () => undefined },
    );
    api.setToken(token("old"));
    await unwrap(
      api.calls.POST("/chat/{chatId}/read", { params: { path: { chatId: "c" } }, body: { id: 7 } }),
    );
    expect(bodies).toEqual(['{"id":7}', '{"id":7}']);
  });

  it("says that the session is over when the cookie is refused, and only then", async () => {
    api.setToken(token("old"));
    answer = () => problem(503, "unavailable");
    expect((await attempt(api.refresh)).ok).toBe(false);
    answer = () => {
      throw new TypeError("network");
    };
    expect(await attempt(api.refresh)).toEqual({ ok: false, error: { code: "offline" } });
    expect(ended).toBe(0);
    answer = () => problem(401, "session_reused");
    expect(await attempt(api.refresh)).toEqual({ ok: false, error: { code: "session_reused" } });
    expect(ended).toBe(1);
    expect(api.token()).toBeUndefined();
  });

  it("keeps a wrong password apart from a dead session", async () => {
    api.setToken(token("old"));
    answer = () => problem(401, "wrong_credentials");
    expect(await chats()).toEqual({ ok: false, error: { code: "wrong_credentials" } });
    expect(calls).toHaveLength(1);
  });

  it("names a missing network, an unknown code, and how long to wait", async () => {
    answer = () => {
      throw new TypeError("network");
    };
    expect(await chats()).toEqual({ ok: false, error: { code: "offline" } });
    answer = () => problem(418, "teapot");
    expect(await chats()).toMatchObject({ ok: false, error: { code: "internal" } });
    answer = () => new Response("<html>", { status: 502 });
    expect(await chats()).toMatchObject({ ok: false, error: { code: "internal" } });
    answer = () => problem(429, "rate_limited", { "retry-after": "7" });
    expect(await chats()).toEqual({ ok: false, error: { code: "rate_limited", retryAfter: 7 } });
  });
});
