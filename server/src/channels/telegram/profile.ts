import type { Done, Failure, Profile, Step } from '../channel.ts'
import { bag, bags, id, number } from '../reading.ts'
import { done } from '../step.ts'
import type { TelegramAccount } from './account.ts'
import { ask, call } from './api.ts'
import { locate } from './media.ts'
import { parseSender } from './parse/sender.ts'

/** The name, and the newest picture that their privacy lets a bot see. Their language comes with what they write. */
export function profile(address: string, account: TelegramAccount): Step<Profile> {
  return ask(call(account, 'getChat', { chat_id: address }), (chat) => {
    const name = parseSender(bag(chat))?.name ?? null
    const nameless = (): Done<Profile> => done({ name, locale: null, avatar: null })
    const photos = call(account, 'getUserProfilePhotos', { user_id: Number(address), limit: 1 })
    return ask(photos, (result) => pictureOf(name, result, account) ?? nameless(), nameless)
  })
}

function pictureOf(name: string | null, result: unknown, account: TelegramAccount): Step<Profile> | null {
  const { photos } = bag(result)
  const sizes = bags(Array.isArray(photos) ? photos[0] : [])
  const largest = sizes.reduce((best, size) => (widthOf(size) > widthOf(best) ? size : best), sizes[0] ?? {})
  const fileId = id(largest.file_id)
  if (fileId === null) return null

  const without = done<Profile>({ name, locale: null, avatar: null })
  return ask(
    call(account, 'getFile', { file_id: fileId }),
    (file) => {
      const located = locate(file, account)
      return located.kind === 'done' ? done({ name, locale: null, avatar: located.value }) : without
    },
    (_: Failure) => without,
  )
}

function widthOf(size: { readonly [key: string]: unknown }): number {
  return number(size.width) ?? 0
}
