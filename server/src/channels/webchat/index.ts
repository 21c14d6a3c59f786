import type { Capabilities } from '../channel.ts'

/** The widget carries everything itself: there is no provider to verify, parse or render for. */
export const webchat: Capabilities = {
  maxTextLength: 20_000,
  maxCaptionLength: 20_000,
  attachmentsPerMessage: 10,
  replyWindowHours: null,
  hasTemplates: false,
}
