/** Finds elements, and where they are. */

/** @param {string} id */
export const $ = id => /** @type {HTMLElement} */ (document.getElementById(id));
/** @param {ParentNode} parent @param {string} selector */
export const find = (parent, selector) => /** @type {HTMLElement | null} */ (parent.querySelector(selector));
/** @param {ParentNode} parent @param {string} selector */
export const findAll = (parent, selector) => /** @type {HTMLElement[]} */ ([...parent.querySelectorAll(selector)]);

/** Returns true if an element has been scrolled out of sight or behind the strip, which stays at the top. @param {HTMLElement} element */
export const isAboveView = element => element.getBoundingClientRect().bottom <= $('strip').offsetHeight;
export const isScrolled = () => isAboveView($('title'));
