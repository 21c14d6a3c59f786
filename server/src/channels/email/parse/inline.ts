/** Whether a text shows the part with this Content-ID. */
export function htmlMentions(html: string | null, contentId: string): boolean {
  if (html === null || contentId === '') return false
  const lower = html.toLowerCase()
  return [contentId, encodeURIComponent(contentId)].some((id) => lower.includes(`cid:${id.toLowerCase()}`))
}
