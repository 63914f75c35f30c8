/**
 * Whether a page can be reached within a few seconds. A network that drops what it does not let through would keep a
 * download waiting for minutes. Behind a proxy, which only the download itself may know, the answer is yes.
 * @param {string} page
 */
export async function isReachable(page) {
  if (process.env['HTTPS_PROXY'] || process.env['https_proxy']) return true
  try {
    return (await fetch(page, { method: 'HEAD', signal: AbortSignal.timeout(5000) })).ok
  } catch {
    return false
  }
}
