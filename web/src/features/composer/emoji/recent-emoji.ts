const key = 'fairlead.emoji'
const most = 24

/** What this device used last, the newest first. */
export function recentEmoji(storage: Pick<Storage, 'getItem'> = localStorage): readonly string[] {
  try {
    const kept: unknown = JSON.parse(storage.getItem(key) ?? '[]')
    return Array.isArray(kept) ? kept.filter((one) => typeof one === 'string').slice(0, most) : []
  } catch {
    return []
  }
}

export function rememberEmoji(emoji: string, storage: Pick<Storage, 'getItem' | 'setItem'> = localStorage): void {
  try {
    const list = [emoji, ...recentEmoji(storage).filter((one) => one !== emoji)].slice(0, most)
    storage.setItem(key, JSON.stringify(list))
  } catch {
    // The browser keeps nothing, or is full.
  }
}
