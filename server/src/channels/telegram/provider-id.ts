/**
 * Messages are numbered in each chat anew, so the chat is part of the id: `5528190347:1825`. What a person writes to a
 * business account that the bot answers for is numbered by that account: `5528190347:1825:<connection>`.
 */
export type MessageName = Readonly<{ chatId: string; messageId: string; connection: string | null }>

export function toProviderId({ chatId, messageId, connection }: MessageName): string {
  return connection === null ? `${chatId}:${messageId}` : `${chatId}:${messageId}:${connection}`
}

/** Null for what is no message of its own, such as the tap on a button. */
export function fromProviderId(providerId: string): MessageName | null {
  const [, chatId, messageId, connection = null] = /^(-?\d+):(\d+)(?::(.+))?$/.exec(providerId) ?? []
  return chatId === undefined || messageId === undefined ? null : { chatId, messageId, connection }
}
