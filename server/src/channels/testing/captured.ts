import { readdirSync, readFileSync } from 'node:fs'

/** A payload as the provider posts it. */
export type Fixture = Readonly<{
  name: string
  body: Uint8Array
  /** What the provider was told to append to the webhook's address, with its question mark. */
  query?: string
}>

/** The payloads kept in a folder, by their names without an ending; `toBody` where a file is not what is posted. */
export function capturedIn(folder: URL, toBody = (text: string): string => text): readonly Fixture[] {
  return readdirSync(folder)
    .toSorted()
    .map((file) => {
      const bytes = readFileSync(new URL(file, folder))
      const text = toBody(bytes.toString())
      // A file that is posted as it is keeps bytes that are no text.
      return { name: file.replace(/\.\w+$/, ''), body: text === bytes.toString() ? bytes : Buffer.from(text) }
    })
}
