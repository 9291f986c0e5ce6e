/** A refusal of the fake server's: a problem with its stable code. */
export class FakeProblem extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string) {
    super(code);
    this.status = status;
    this.code = code;
  }
}

export function refuse(status: number, code: string): never {
  throw new FakeProblem(status, code);
}

export function answerOf(work: () => unknown): Response {
  try {
    const body = work();
    return body === undefined
      ? new Response(null, { status: 204 })
      : Response.json(body, { status: 200 });
  } catch (error) {
    if (!(error instanceof FakeProblem)) throw error;
    return Response.json(
      { code: error.code, status: error.status },
      { status: error.status, headers: { "content-type": "application/problem+json" } },
    );
  }
}
