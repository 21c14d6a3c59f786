/**
 * For the environment of a program of ours that a test starts with none of its own: what another process made of our
 * sources is taken from where `npm test` keeps it. Reading them is half of a server's start.
 */
export function compileCache(): Record<string, string> {
  const { NODE_COMPILE_CACHE: folder } = process.env
  return folder === undefined ? {} : { NODE_COMPILE_CACHE: folder }
}
