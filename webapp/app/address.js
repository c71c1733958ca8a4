/** The address of a path of this application, wherever its root is: address('lab/') is /lab/, or /parley/lab/. */
const ROOT = new URL('../', import.meta.url);

export const address = (path) => new URL(path, ROOT).href;
