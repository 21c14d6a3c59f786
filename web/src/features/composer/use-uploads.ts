import type { Attachment } from '@fairlead/sdk'
import { useCallback, useSyncExternalStore } from 'react'
import { describeError } from '../../describe-error.ts'
import { newClientId } from './client-id.ts'
import { KeyedStore } from './keyed-store.ts'
import { upload } from './upload.ts'

/** A file on its way to the server. `error`: why it did not get there. */
export type Upload = Readonly<{
  id: string
  name: string
  size: number
  share: number
  error: string | null
  cancel(): void
}>

const none: readonly Upload[] = []
const uploads = new KeyedStore<readonly Upload[]>(() => none)

/** Files being sent for a conversation's reply or note. They go on when another conversation is opened meanwhile. */
export function useUploads(key: string, onStored: (attachment: Attachment) => void) {
  const list = useSyncExternalStore(
    useCallback((onChange) => uploads.watch(key, onChange), [key]),
    () => uploads.get(key),
  )

  async function add(file: File) {
    const id = newClientId()
    const abort = new AbortController()
    const remove = () => uploads.change(key, (items) => items.filter((item) => item.id !== id))
    const update = (change: Partial<Upload>) =>
      uploads.change(key, (items) => items.map((item) => (item.id === id ? { ...item, ...change } : item)))
    const cancel = () => {
      abort.abort()
      remove()
    }

    uploads.change(key, (items) => [...items, { id, name: file.name, size: file.size, share: 0, error: null, cancel }])
    try {
      onStored(await upload(file, (share) => update({ share }), abort.signal))
      remove()
    } catch (error) {
      if (!abort.signal.aborted) update({ error: describeError(error) })
    }
  }

  return { uploads: list, add: (files: Iterable<File>) => void Promise.all(Array.from(files, add)) }
}
