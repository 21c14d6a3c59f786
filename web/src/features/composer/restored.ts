import type { Draft } from './draft.ts'
import type { Outgoing } from './outgoing-item.ts'

/** Back into the composer, before what has been begun there meanwhile. */
export function restored(before: Draft, item: Outgoing, isMail: boolean): Draft {
  const mode = item.isNote ? 'note' : 'reply'
  const { text, attachments } = before[mode]
  return {
    ...before,
    mode,
    replyTo: item.replyTo ?? before.replyTo,
    choices: item.choices.length > 0 ? item.choices : before.choices,
    ...(item.isNote || !isMail ? {} : { cc: item.cc, bcc: item.bcc }),
    [mode]: {
      text: [item.text, text].filter((one) => one !== '').join('\n\n'),
      attachments: [...item.attachments, ...attachments],
    },
  }
}
