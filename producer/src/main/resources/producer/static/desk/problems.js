import { Failure, token } from './api.js';
import { say } from './page.js';
import { texts } from './texts.js';

/** Says what went wrong; someone else's newer version is the conflict's to settle. */
export async function explain(failure, where, settle) {
  if (!(failure instanceof Failure)) throw failure;
  const problem = failure.document;
  if (failure.status === 401) {
    token.forget();
    document.dispatchEvent(new Event('signed-out'));
  } else if (problem?.reason === 'version-conflict' && settle) {
    await settle();
  } else {
    say(where, 'bad', problem ? texts.problem(problem) : texts.unreachable);
  }
}
