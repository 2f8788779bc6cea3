/** Finds elements. */

/** @param {string} id */
export const $ = id => /** @type {HTMLElement} */ (document.getElementById(id));
/** @param {ParentNode} parent @param {string} selector */
export const find = (parent, selector) => /** @type {HTMLElement | null} */ (parent.querySelector(selector));
/** @param {ParentNode} parent @param {string} selector */
export const findAll = (parent, selector) => /** @type {HTMLElement[]} */ ([...parent.querySelectorAll(selector)]);
