import type { Attachment } from '@fairlead/sdk'
import { useRef, useState } from 'preact/hooks'
import type { Chat } from '../chat/chat.ts'
import { Refusal } from '../chat/doors.ts'
import type { Texts } from './texts.ts'

export const mostPerMessage = 5

export type Upload = Readonly<{
  key: number
  file: File
  /** From 0 to 1. */
  part: number
  attachment: Attachment | null
  problem: string | null
}>

export type Uploads = Readonly<{
  list: readonly Upload[]
  /** More files were chosen than one message takes. */
  isTooMany: boolean
  add(files: readonly File[]): void
  retry(key: number): void
  remove(key: number): void
  /** Hands over what is uploaded. What failed stays, to be seen. */
  take(): Attachment[]
}>

/** The files of the message being written. They go up at once, so that sending is quick. */
export function useUploads(chat: Chat, texts: Texts): Uploads {
  const [list, setList] = useState<readonly Upload[]>([])
  const [isTooMany, setTooMany] = useState(false)
  const nextKey = useRef(0)
  const running = useRef(new Map<number, AbortController>())

  const change = (key: number, part: Partial<Upload>) =>
    setList((uploads) => uploads.map((upload) => (upload.key === key ? { ...upload, ...part } : upload)))

  const begin = async (key: number, file: File) => {
    const abort = new AbortController()
    running.current.set(key, abort)
    try {
      const attachment = await chat.upload(file, (part) => change(key, { part }), abort.signal)
      change(key, { attachment, part: 1 })
    } catch (error) {
      const [code, detail] = error instanceof Refusal ? [error.code, error.message] : ['unreachable', '']
      change(key, { problem: texts.problem(code, detail) })
    }
  }

  return {
    list,
    isTooMany,
    add(files) {
      const added = files.slice(0, mostPerMessage - list.length).map((file) => ({
        key: nextKey.current++,
        file,
        part: 0,
        attachment: null,
        problem: null,
      }))
      setTooMany(added.length < files.length)
      setList((uploads) => [...uploads, ...added])
      for (const { key, file } of added) void begin(key, file)
    },
    retry(key) {
      const upload = list.find((other) => other.key === key)
      change(key, { problem: null, part: 0 })
      if (upload) void begin(key, upload.file)
    },
    remove(key) {
      running.current.get(key)?.abort()
      setTooMany(false)
      setList((uploads) => uploads.filter((upload) => upload.key !== key))
    },
    take() {
      setTooMany(false)
      setList((uploads) => uploads.filter(({ attachment }) => !attachment))
      return list.flatMap(({ attachment }) => attachment ?? [])
    },
  }
}
