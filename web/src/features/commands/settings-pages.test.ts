import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { settingsPages } from './settings-pages.ts'

test('the palette leads to every page of the settings that their navigation leads to, for the same people', async () => {
  const layout = await readFile(new URL('../../routes/settings/layout.tsx', import.meta.url), 'utf8')
  const linked = layout.matchAll(/key: '(\w+)', to: '([\w/-]+)', icon: \w+, needs: '(\w+)'/g)

  assert.deepEqual(
    settingsPages.map(({ key, to, needs }) => `${key} ${to} ${needs}`).sort(),
    [...linked].map(([, key, to, needs]) => `${key} ${to} ${needs}`).sort(),
  )
})
