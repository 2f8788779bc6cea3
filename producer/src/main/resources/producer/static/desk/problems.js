import { ApiError, session } from './api.js';
import { showNotice } from './page.js';
import { texts } from './texts.js';

/** Shows a failed request. Signs out on 401, and where another tab has another session; calls `onConflict`, if given, on a version conflict. */
export async function showError(error, container, onConflict) {
  if (!(error instanceof ApiError)) throw error;
  const { problem } = error;
  if (error.status === 401 || problem?.reason === 'csrf') {
    session.forget();
    document.dispatchEvent(new Event('signed-out'));
  } else if (problem?.reason === 'version-conflict' && onConflict) {
    await onConflict();
  } else {
    showNotice(container, 'bad', problem ? texts.problem(problem) : texts.unreachable);
  }
}
