/**
 * Writes the emoji that the composer offers, out of Unicode's list: `node scripts/emoji.ts`. Signs and English names
 * only, one a line, since that is a tenth of the list.
 */
import { readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

type Group = Readonly<{ slug: string; emojis: readonly Readonly<{ emoji: string; name: string }>[] }>

const target = new URL('../web/src/features/composer/emoji/emoji.ts', import.meta.url)

export async function emojiSource(): Promise<string> {
  const source = fileURLToPath(import.meta.resolve('unicode-emoji-json/data-by-group.json'))
  const groups: readonly Group[] = JSON.parse(await readFile(source, 'utf8'))
  const text = groups
    .map(({ slug, emojis }) => [slug, ...emojis.map(({ emoji, name }) => `${emoji}\t${name.toLowerCase()}`)].join('\n'))
    .join('\n\n')
  return `// Made by scripts/emoji.ts out of Unicode's list.\nexport default \`${text}\`\n`
}

if (import.meta.main) await writeFile(target, await emojiSource())
