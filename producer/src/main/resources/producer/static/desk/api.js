// Requests to the editors' API. A cookie that no script can read names the editor's session.

/** @type {{ csrfToken: string, identity: string, session: { id: string } } | null} */
let signedIn = null;

/** @type {string | null} */
let providerSignIn = null;

/** A failed request. `problem` is the RFC 9457 problem document, or null if no response arrived. */
export class ApiError extends Error {
  constructor(status, problem) {
    super(problem?.title ?? 'no response');
    this.status = status;
    this.problem = problem;
  }
}

export const session = {
  isOpen: () => signedIn !== null,
  /** The address that starts a sign-in with the OpenID provider, or null if there is no provider. */
  providerSignIn: () => providerSignIn,
  /** The id of the editor's identity, or undefined without a session. */
  identity: () => signedIn?.identity,
  forget: () => { signedIn = null; },

  /** Continues the session of the browser, if there is one. */
  async resume() {
    try {
      signedIn = await request('GET', '/session');
    } catch (error) {
      if (error.status !== 401) throw error;
    }
  },

  /** Opens a session with the one-time code of a link. */
  async open(code) {
    await request('POST', '/sessions', { body: { code } });
    await session.resume();
  },

  /** Opens a session with a token, which is kept nowhere. It replaces a session that another tab has opened meanwhile. */
  async openWith(token) {
    const { code } = await request('POST', '/login-codes', { headers: { Authorization: `Bearer ${token}` } });
    try {
      await session.open(code);
    } catch (error) {
      if (error.problem?.reason !== 'csrf') throw error;
      await session.resume();
      await session.open(code);
    }
  },

  /** Returns the address at which the provider ends its own session, if it has one. */
  async end() {
    const { logout } = await request('DELETE', `/sessions/${signedIn.session.id}`);
    signedIn = null;
    return logout;
  },
};

/**
 * @param {string} method
 * @param {string} path
 * @param {{ body?: object, headers?: Record<string, string> }} [options]
 */
export async function request(method, path, options) {
  const response = await send(method, path, options);
  const json = await response.json().catch(() => null);
  return { status: response.status, ...json, httpStatus: response.status };
}

/**
 * Sends a request that is answered with a page, and returns the page.
 *
 * @param {string} method
 * @param {string} path
 * @param {{ body?: object, signal?: AbortSignal }} options
 */
export async function requestPage(method, path, options) {
  const response = await send(method, path, options);
  return response.text().catch(() => { throw new ApiError(0, null); });
}

/** Sends a request, and fails if it is not answered or is refused. */
async function send(method, path, { body, headers = {}, signal } = /** @type {{ body?: object, headers?: Record<string, string>, signal?: AbortSignal }} */ ({})) {
  let response;
  try {
    response = await fetch(path, {
      method,
      headers: {
        ...(signedIn && { 'X-CSRF-Token': signedIn.csrfToken }),
        ...(body && { 'Content-Type': 'application/json' }),
        ...headers,
      },
      body: body && JSON.stringify(body),
      signal,
    });
  } catch {
    throw new ApiError(0, null);
  }
  if (response.ok) return response;
  const problem = await response.json().catch(() => null);
  if (response.status === 401) providerSignIn = problem?.signIn ?? null;
  throw new ApiError(response.status, problem);
}

const idempotencyKeys = new Map();

/**
 * Sends a command. All retries of the same request share one Idempotency-Key until its event is
 * decided, so pressing a button again never publishes twice. The caller may give a key that
 * outlives the page.
 *
 * @param {string} method
 * @param {string} path
 * @param {{ body?: object, ifMatch?: number, key?: string }} [options]
 */
export async function sendCommand(method, path, { body, ifMatch, key } = {}) {
  const command = JSON.stringify([method, path, body, ifMatch]);
  if (!idempotencyKeys.has(command)) idempotencyKeys.set(command, randomKey());
  try {
    const response = await request(method, path, {
      body,
      headers: { 'Idempotency-Key': key ?? idempotencyKeys.get(command), Prefer: 'wait=5', ...(ifMatch && { 'If-Match': `"${ifMatch}"` }) },
    });
    if (!isUndecided(response)) idempotencyKeys.delete(command);
    return response;
  } catch (error) {
    if (error.status >= 400 && error.status < 500) idempotencyKeys.delete(command);
    throw error;
  }
}

/** Returns true if Kafka has the event and its outcome is not known yet. */
export const isUndecided = (response) => response.httpStatus === 202 && response.status !== 'held';

// crypto.randomUUID needs a secure context; a desk served over plain HTTP has none
export function randomKey() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((b) => b.toString(16).padStart(2, '0')).join('');
}
