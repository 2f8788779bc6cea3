import { ApiError, session } from './api.js';
import { showNotice } from './page.js';
import { texts } from './texts.js';

/** Returns true if the editor is not signed in any more, or another tab has another session. */
export const endsSession = ({ status, problem }) => status === 401 || problem?.reason === 'csrf';

/** Shows a failed request. Signs out on 401, and where another tab has another session; calls `onConflict`, if given, on a version conflict. */
export async function showError(error, container, onConflict) {
  if (!(error instanceof ApiError)) throw error;
  const { problem } = error;
  if (endsSession(error)) {
    // of several requests that were refused, the first has emptied the form: another time would forget its draft
    if (!session.isOpen()) return;
    session.forget();
    document.dispatchEvent(new Event('signed-out'));
  } else if (problem?.reason === 'version-conflict' && onConflict) {
    await onConflict();
  } else {
    showNotice(container, 'bad', problem ? texts.problem(problem) : texts.unreachable);
  }
}
