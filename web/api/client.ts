// The generated client, told how this app calls: same origin, by cookie, and with the header that other sites cannot send.
import { client } from "./generated/client.gen";
import type { Problem as ProblemBody } from "./generated";

client.setConfig({ baseUrl: "", credentials: "same-origin", headers: { "Serein-Csrf": "1" } });

/** An answer of the API that is no success, or no answer at all (`status` 0). */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly body: Partial<ProblemBody>,
    readonly requestId: string | null,
  ) {
    super(body.detail ?? body.title ?? "");
  }

  /** What is wrong with one field of what was sent, by its JSON pointer. */
  field(pointer: string): string | undefined {
    const errors = (this.body.errors ?? []) as { pointer?: string; detail?: string }[];
    return errors.find((error) => error.pointer === pointer)?.detail;
  }
}

interface Answer<T> {
  data?: T;
  error?: unknown;
  response?: Response;
}

/** The body of an answer. Throws `Problem`. */
export async function data<T>(call: Promise<Answer<T>>): Promise<T> {
  let answer: Answer<T>;
  try {
    answer = await call;
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new Problem(0, {}, null);
  }
  const { response } = answer;
  if (!response) throw new Problem(0, {}, null);
  if (!response.ok) {
    const body = typeof answer.error === "object" && answer.error ? (answer.error as Partial<ProblemBody>) : {};
    throw new Problem(response.status, body, response.headers.get("x-request-id"));
  }
  return answer.data as T;
}
