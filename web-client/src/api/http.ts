import createClient, { type Client } from "openapi-fetch";
import { ApiError, apiError } from "./problem.ts";
import type { components, paths } from "./schema.d.ts";
import { VERSION } from "./version.ts";

export type Schema = components["schemas"];

/** The REST API: typed calls, and what holds the access token. */
export interface Api {
  readonly calls: Client<paths>;
  /** Sets or forgets the access token, which lives in memory only. */
  setToken(token: AccessToken | undefined): void;
  token(): AccessToken | undefined;
  /** The account is open though no token could be had: the next call trades the cookie first. */
  expectToken(): void;
  /** A token that is good for at least a minute; renews it if need be. */
  freshToken(): Promise<AccessToken>;
  /** Trades the refresh cookie for a new token. */
  refresh(): Promise<AccessToken>;
  /**
   * Runs what replaces this browser's session, with a token that is good for it. No tab trades the
   * old cookie meanwhile, so none takes the end of the old session for the end of the account here.
   */
  replacingSession<T>(work: (token: AccessToken) => Promise<T>): Promise<T>;
}

export interface AccessToken {
  readonly value: string;
  readonly sessionId: string;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

/** What the REST client needs of a browser. */
export interface HttpPorts {
  readonly origin: string;
  readonly fetch: typeof fetch;
  readonly locks: Pick<LockManager, "request">;
  now(): number;
}

const MARGIN = 60_000;
const LOCK = "ren-refresh";

/** What the server says of more than the one call. */
interface HttpListener {
  /** The session is over. */
  sessionEnded(): void;
  /** The server does not serve this client's version any more. */
  tooOld(): void;
}

/** The correlation id of what was asked, for the person to quote. */
const references = new WeakMap<Response, string>();

export function createApi(ports: HttpPorts, listener: HttpListener): Api {
  let token: AccessToken | undefined;
  let expected = false;
  let refreshing: Promise<AccessToken> | undefined;

  async function send(request: Request): Promise<Response> {
    // By it the request is found in the functions' log; it says nothing of the person.
    const reference = crypto.randomUUID();
    request.headers.set("x-correlation-id", reference);
    request.headers.set("x-ren-version", String(VERSION));
    let response: Response;
    try {
      response = await ports.fetch(request);
    } catch {
      throw new ApiError("offline");
    }
    references.set(response, reference);
    if (response.status === 400 && (await codeOf(response.clone())) === "client_too_old") {
      listener.tooOld();
    }
    return response;
  }

  // One renewal at a time in this tab, and by the lock in all tabs: the refresh token rotates.
  function refresh(): Promise<AccessToken> {
    if (refreshing === undefined) {
      refreshing = renewAlone();
    }
    return refreshing;
  }

  async function renewAlone(): Promise<AccessToken> {
    try {
      return await ports.locks.request(LOCK, async () => renew());
    } finally {
      refreshing = undefined;
    }
  }

  async function renew(): Promise<AccessToken> {
    const url = `${ports.origin}/api/refresh`;
    const response = await send(new Request(url, { method: "POST", credentials: "same-origin" }));
    if (!response.ok) {
      const error = await problemOf(response);
      if (response.status === 401) {
        token = undefined;
        listener.sessionEnded();
      }
      throw error;
    }
    token = accessToken((await response.json()) as Schema["AccessToken"], ports.now());
    return token;
  }

  async function authorized(request: Request): Promise<Response> {
    if ((token === undefined && !expected) || request.headers.has("authorization")) {
      return send(request);
    }
    const body = request.body === null ? undefined : await request.clone().arrayBuffer();
    const again = (bearer: string): Request => {
      const headers = new Headers(request.headers);
      headers.set("authorization", `Bearer ${bearer}`);
      const { method, url } = request;
      return new Request(url, { method, headers, ...(body === undefined ? {} : { body }) });
    };
    const { value } = await freshToken();
    const response = await send(again(value));
    if (response.status !== 401 || (await codeOf(response.clone())) !== "unauthorized") {
      return response;
    }
    return send(again((await refresh()).value));
  }

  async function freshToken(): Promise<AccessToken> {
    return token !== undefined && token.expiresAt > ports.now() + MARGIN ? token : refresh();
  }

  return {
    calls: createClient<paths>({ baseUrl: `${ports.origin}/api`, fetch: authorized }),
    setToken(next) {
      token = next;
      expected = false;
    },
    expectToken() {
      expected = true;
    },
    token: () => token,
    freshToken,
    refresh,
    async replacingSession(work) {
      const current = await freshToken();
      return ports.locks.request(LOCK, () => work(current));
    },
  };
}

/** The token of an answer, with the time at which it ends. */
export function accessToken(answer: Schema["AccessToken"], now: number): AccessToken {
  return {
    value: answer.access_token,
    sessionId: answer.session_id,
    expiresAt: now + answer.expires_in * 1000,
  };
}

/** The data of a call; anything else is thrown as an {@link ApiError}. */
export async function unwrap<T>(
  call: Promise<{ data?: T; error?: unknown; response: Response }>,
): Promise<T> {
  const { data, error, response } = await call;
  if (!response.ok) {
    throw refusal((error as { code?: unknown } | undefined)?.code, response);
  }
  return data as T;
}

async function problemOf(response: Response): Promise<ApiError> {
  return refusal(await codeOf(response), response);
}

function refusal(code: unknown, response: Response): ApiError {
  return apiError(code, retryAfter(response), references.get(response));
}

async function codeOf(response: Response): Promise<unknown> {
  try {
    return ((await response.json()) as { code?: unknown }).code;
  } catch {
    return undefined;
  }
}

function retryAfter(response: Response): number | undefined {
  const seconds = Number(response.headers.get("retry-after") ?? Number.NaN);
  return Number.isFinite(seconds) && seconds > 0 ? seconds : undefined;
}
