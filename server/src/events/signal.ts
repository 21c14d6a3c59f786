/**
 * What is told beside the log: that somebody looks at a conversation, or writes in it. It holds for seconds, has no
 * number and no memory, and whoever was not there has missed nothing.
 */
export const signalChannel = 'fairlead_signal'

/** What a notification says, `<workspace>:<signal>`, and whom it concerns. */
export function readSignal(payload: string): Readonly<{ workspaceId: string; signal: string }> {
  const end = payload.indexOf(':')
  return { workspaceId: payload.slice(0, end), signal: payload.slice(end + 1) }
}

/** As it goes over the wire: without an id, so that nobody resumes from it. */
export function signalFrame(signal: string): Buffer {
  return Buffer.from(`event: signal\ndata: ${signal}\n\n`)
}
