import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

const root = join(import.meta.dirname, '..')
const readme = readFileSync(join(root, 'README.md'), 'utf8')

test('the README shows the example as it is', () => {
  assert.equal(block('ts'), readFileSync(join(root, 'example.ts'), 'utf8'))
})

test('the example prints what the README says', () => {
  assert.equal(execFileSync(process.execPath, [join(root, 'example.ts')], { encoding: 'utf8' }), block('text'))
})

function block(language: string): string {
  return readme.match(new RegExp(`\`\`\`${language}\n([^]*?)\`\`\``))?.[1] ?? ''
}
