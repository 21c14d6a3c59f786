import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'

const limits = [
  { what: 'the script on the customer’s page', files: ['widget.js'], bytes: 3 * 1024 },
  { what: 'the frame', files: ['frame.js', 'frame.css'], bytes: 25 * 1024 },
]

for (const { what, files, bytes } of limits) {
  test(`${what} is at most ${bytes} bytes, gzipped`, async () => {
    const sizes = await Promise.all(files.map(gzippedSize))
    const sum = sizes.reduce((total, size) => total + size, 0)
    assert.ok(sum <= bytes, `${files.join(' + ')} is ${sum} bytes gzipped, ${sum - bytes} too many`)
  })
}

async function gzippedSize(file: string): Promise<number> {
  const content = await readFile(new URL(`dist/${file}`, import.meta.url)).catch(() => null)
  assert.ok(content, `widget/dist/${file} is not there: run "npm run build", or "node widget/build.ts", first`)
  return gzipSync(content, { level: 9 }).length
}
