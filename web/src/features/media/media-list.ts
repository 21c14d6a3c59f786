import type { Attachment, Message } from '@fairlead/sdk'

/** A picture or a film, and the message it came with. */
export type Medium = Readonly<{ attachment: Attachment; message: Message }>

/** The pictures and films of messages, in their order; what is not here, or was deleted, is none. */
export function mediaOf(messages: readonly Message[]): readonly Medium[] {
  return messages.flatMap((message) =>
    message.deletedAt === null
      ? message.attachments.filter(isMedium).map((attachment) => ({ attachment, message }))
      : [],
  )
}

function isMedium({ state, type }: Attachment): boolean {
  return state === 'stored' && /^(image|video)\//.test(type)
}
