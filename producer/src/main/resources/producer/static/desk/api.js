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

const keys = new Map();

/**
 * One act of the editor. Its Idempotency-Key stays over every retry of the same request until it is
 * decided: pressing a button again never does a thing twice.
 */
export async function act(method, path, { body, ifMatch } = {}) {
  const request = JSON.stringify([method, path, body, ifMatch]);
  if (!keys.has(request)) keys.set(request, randomKey());
  try {
    const answer = await call(method, path, {
      body,
      headers: { 'Idempotency-Key': keys.get(request), Prefer: 'wait=5', ...(ifMatch && { 'If-Match': `"${ifMatch}"` }) },
    });
    if (!undecided(answer)) keys.delete(request);
    return answer;
  } catch (failure) {
    if (failure.status >= 400 && failure.status < 500) keys.delete(request);
    throw failure;
  }
}

/** Whether Kafka has the event and nobody has decided it so far. */
export const undecided = (answer) => answer.httpStatus === 202 && answer.status !== 'held';

// randomUUID needs a secure context, and a desk on another host of the office may have none
function randomKey() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((b) => b.toString(16).padStart(2, '0')).join('');
}
