import { mkdir, rename, rm } from 'node:fs/promises'
import path from 'node:path'

/** New versions of things in a folder, which take their places together, or not at all. */
export type Swap = Readonly<{
  /** Where the new version is made. */
  incoming(name: string): string
  /** Puts the new ones in their places, and the old ones aside. */
  swap(): Promise<void>
  /** From here on the old ones are not wanted back. */
  keep(): void
  [Symbol.asyncDispose](): Promise<void>
}>

export async function swapIn(folder: string, names: readonly string[]): Promise<Swap> {
  const place = (name: string) => path.join(folder, name)
  const incoming = (name: string) => place(`${name}.restoring`)
  const replaced = (name: string) => place(`${name}.replaced`)
  const undo: (() => Promise<void>)[] = []
  const tidyUp = async () => {
    for (const name of names) {
      await rm(incoming(name), { recursive: true, force: true })
      await rm(replaced(name), { recursive: true, force: true })
    }
  }

  await mkdir(folder, { recursive: true })
  await tidyUp()
  return {
    incoming,
    async swap() {
      for (const name of names) {
        if (await move(place(name), replaced(name))) undo.unshift(() => rename(replaced(name), place(name)))
        await rename(incoming(name), place(name))
        undo.unshift(() => rename(place(name), incoming(name)))
      }
    },
    keep() {
      undo.length = 0
    },
    async [Symbol.asyncDispose]() {
      for (const step of undo) await step()
      await tidyUp()
    },
  }
}

async function move(from: string, to: string): Promise<boolean> {
  try {
    await rename(from, to)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false
    throw error
  }
}
