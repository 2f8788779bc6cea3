// The editors' API, as a browser calls it.
const TOKEN = 'dateline-editor-token';

export const token = {
  get: () => sessionStorage.getItem(TOKEN),
  set: (value) => sessionStorage.setItem(TOKEN, value),
  forget: () => sessionStorage.removeItem(TOKEN),
};

/** A call that came to nothing; `document` is the RFC 9457 problem, or null when no answer came. */
export class Failure extends Error {
  constructor(status, document) {
    super(document?.title ?? 'no answer');
    this.status = status;
    this.document = document;
  }
}

export async function call(method, path, { body, headers = {} } = {}) {
  let response;
  try {
    response = await fetch(path, {
      method,
      headers: {
        Authorization: `Bearer ${token.get()}`,
        ...(body && { 'Content-Type': 'application/json' }),
        ...headers,
      },
      body: body && JSON.stringify(body),
    });
  } catch {
    throw new Failure(0, null);
  }
  const answer = await response.json().catch(() => null);
  if (!response.ok) throw new Failure(response.status, answer);
  return { status: response.status, ...answer, httpStatus: response.status };
}

/**
 * One act of the editor: keeps its Idempotency-Key over every retry of the same request, and draws
 * another one as soon as the request differs or has been decided.
 */
export class Act {
  #request = null;
  #key = null;

  async send(method, path, body, ifMatch) {
    const request = JSON.stringify([method, path, body, ifMatch]);
    if (request !== this.#request) {
      this.#request = request;
      this.#key = randomKey();
    }
    try {
      const answer = await call(method, path, {
        body,
        headers: { 'Idempotency-Key': this.#key, Prefer: 'wait=5', ...(ifMatch && { 'If-Match': `"${ifMatch}"` }) },
      });
      if (answer.httpStatus !== 202) this.#request = null;
      return answer;
    } catch (failure) {
      if (failure.status >= 400 && failure.status < 500) this.#request = null;
      throw failure;
    }
  }
}

// randomUUID needs a secure context, and a desk on another host of the office may have none
function randomKey() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((b) => b.toString(16).padStart(2, '0')).join('');
}
