const patienceMs = 1200

type Press = Readonly<{ key: string; code: string; shiftKey: boolean }>

/** Keys pressed one after the other: `g` waits for what follows, for a moment. */
export class KeySequence {
  #begun = ''
  #at = 0

  /** What was pressed, when it is one of `known`; null when it is none, or goes on. */
  press(press: Press, known: readonly string[], now: number): string | null {
    const begun = now - this.#at < patienceMs ? this.#begun : ''
    const key = keyOf(press)
    this.#at = now
    this.#begun = ''
    for (const keys of begun === '' ? [key] : [`${begun} ${key}`, key]) {
      if (known.includes(keys)) return keys
      if (known.some((one) => one.startsWith(`${keys} `))) {
        this.#begun = keys
        return null
      }
    }
    return null
  }
}

/**
 * The letter on the key. Who writes Thai, or Greek, has other letters on the same keys: then it is where the letter is on
 * a Latin keyboard. Capitals by a lock are the same letters.
 */
export function keyOf({ key, code, shiftKey }: Press): string {
  if (/^[!-~]$/.test(key)) return shiftKey ? key : key.toLowerCase()
  const letter = /^Key([A-Z])$/.exec(code)?.[1]
  if (letter !== undefined && key.length === 1) return shiftKey ? letter : letter.toLowerCase()
  return code === 'Slash' && key.length === 1 ? (shiftKey ? '?' : '/') : key
}
