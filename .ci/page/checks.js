/** Checks of an open page with axe, and of documents with the Nu HTML checker. */

import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setScheme } from './browser.js';

export const here = fileURLToPath(new URL('.', import.meta.url));
const axe = readFileSync(join(here, 'node_modules/axe-core/axe.min.js'), 'utf8');

/** Returns a line for each element that violates a rule of axe. */
async function violations(page, name, options = {}) {
  await page.evaluate(axe);
  const result = await page.evaluate(options => window.axe.run(document, { resultTypes: ['violations'], ...options }), options);
  return result.violations.flatMap(({ id, help, nodes }) => nodes.map(node => `${name}: ${id} (${help}): ${node.html} ${node.failureSummary}`));
}

/** Checks a page in its present state: all rules in the light scheme, the contrast in the dark one too. */
export async function check(page, name) {
  const light = await violations(page, name);
  await setScheme(page, true);
  const dark = await violations(page, `${name}, dark`, { runOnly: ['color-contrast', 'link-in-text-block'] });
  await setScheme(page, false);
  return [...light, ...dark, ...page.faults.splice(0)];
}

/** Returns what the Nu HTML checker calls an error in the documents of a directory, or nothing. */
export function htmlErrors(directory) {
  try {
    // the grammar of HTML needs a deep stack
    execFileSync('java', ['-Xss16m', '-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', '-jar', join(here, 'node_modules/vnu-jar/build/dist/vnu.jar'), '--errors-only', '--also-check-css', '--skip-non-html', directory], { stdio: 'pipe' });
    return '';
  } catch (error) {
    return [error.message, error.stdout, error.stderr].join('\n');
  }
}

/** Returns a line for each category of Lighthouse in which the page has less than 95, and the scores. */
export async function lighthouse(url, page, categories, flags = {}) {
  const { default: run } = await import('lighthouse');
  const { lhr } = await run(url, { maxWaitForLoad: 15_000, logLevel: 'error', skipAudits: ['full-page-screenshot', 'bf-cache'], ...flags }, undefined, page);
  const scores = Object.fromEntries(Object.values(lhr.categories).map(({ id, score }) => [id, Math.round(score * 100)]));
  const failed = Object.values(lhr.audits).filter(({ score }) => score !== null && score < 0.9).map(({ id, explanation, details }) => [id, explanation, JSON.stringify(details?.items ?? []).slice(0, 300)].join(' '));
  return { lhr, scores, low: categories.filter(id => !(scores[id] >= 95)).map(id => `${id} ${scores[id]}: ${failed.join('; ')}`) };
}
