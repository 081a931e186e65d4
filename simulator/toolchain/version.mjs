/** Versions as tools print them and as go.mod files pin them. */

/** @typedef {readonly [major: number, minor: number, patch: number]} Version */

/**
 * The first version in a text.
 * @param {string} text  for example `kwok version v0.8.0 go1.26.8`
 * @returns {string | undefined} for example `0.8.0`
 */
export const versionIn = (text) => /\d+\.\d+(\.\d+)?/.exec(text)?.[0];

/**
 * The first version in a text, as numbers; a patch that is not there counts as 0.
 * @param {string} text
 * @returns {Version | undefined}
 */
export function parseVersion(text) {
  const [major, minor, patch] = versionIn(text)?.split(".") ?? [];
  return major === undefined ? undefined : [Number(major), Number(minor), Number(patch ?? 0)];
}

/**
 * @param {Version} found
 * @param {Version} wanted
 */
export function isAtLeast(found, wanted) {
  const difference = found.map((number, index) => number - (wanted[index] ?? 0)).find((step) => step !== 0);
  return (difference ?? 0) >= 0;
}
