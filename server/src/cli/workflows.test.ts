import assert from 'node:assert/strict'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, test } from 'node:test'
import {
  getWorkflow,
  getWorkflowDocument,
  listWorkflows,
  postWorkflow,
  publishWorkflow,
  readWorkflowDocument,
  switchWorkflow,
  workflowDefinition,
} from '@fairlead/sdk'
import { readConfig } from '../config.ts'
import { clientOf, openApp } from '../testing/app.ts'
import { setScene } from '../testing/scene.ts'
import type { CliOptions } from './arguments.ts'
import { keepWorkflows } from './workflows.ts'

const app = await openApp()
after(() => app[Symbol.asyncDispose]())
const folder = await mkdtemp(path.join(tmpdir(), 'fairlead-workflows-'))
after(() => rm(folder, { recursive: true, force: true }))

const hello = `name: Hello
description: Says hello
definition:
  start:
    trigger: { type: conversation_opened }
    next: say
  steps:
    - { id: say, type: send_message, text: { defaultLocale: en, texts: { en: Hello } } }
`

test('what was exported is imported again: into a folder, one file, YAML or JSON', async () => {
  const { run, client, scene } = await begin()
  const draft = workflowDefinition.parse({
    start: { trigger: { type: 'conversation_opened' }, next: 'give' },
    steps: [{ id: 'give', type: 'assign', to: { kind: 'team', teamId: scene.team.id } }],
  })
  for (const name of ['Größe & Co', 'Grosse / Co']) await client.call(postWorkflow, { body: { name, draft } })
  const before = await client.call(listWorkflows, {})
  const target = path.join(folder, 'all')

  await run(['export', target])
  assert.deepEqual((await readdir(target)).toSorted(), ['grosse-co.yaml', 'größe-co.yaml'])
  for (const place of [target, path.join(folder, 'all.yaml'), path.join(folder, 'all.json')]) {
    if (place !== target) await run(['export', place])
    const [{ workflows }] = await runJson<{ workflows: { isNew: boolean; problems: unknown[] }[] }>(run, [
      'import',
      place,
    ])
    assert.deepEqual(
      workflows.map(({ isNew, problems }) => [isNew, problems]),
      [
        [false, []],
        [false, []],
      ],
    )
  }
  // The same again is no change.
  assert.deepEqual(await client.call(listWorkflows, {}), before)
  const { files } = JSON.parse(await run(['export', path.join(folder, 'one.yml')], { name: 'Größe & Co', json: true }))
  assert.match(await readFile(files[0], 'utf8'), /^name: Größe & Co\n/)
})

test('a document of the app is imported, and what was exported the app reads', async () => {
  const { run, client } = await begin()
  const file = path.join(folder, 'app.yaml')
  await writeFile(file, hello)
  await run(['import', file])
  const [made] = (await client.call(listWorkflows, {})).data
  for (const format of ['yaml', 'json'] as const) {
    const place = path.join(folder, `app.${format}`)
    await run(['export', place])
    const exported = await readFile(place, 'utf8')
    const { text } = await client.call(getWorkflowDocument, { params: { id: made!.id }, query: { format } })
    assert.equal(text, exported)
    const { data } = await client.call(readWorkflowDocument, { body: { text: exported } })
    assert.deepEqual(
      data.map(({ name, description }) => [name, description]),
      [['Hello', 'Says hello']],
    )
  }
})

test('an import makes drafts, and changes those of the same name, never what is published', async () => {
  const { run, client } = await begin()
  const file = path.join(folder, 'hello.yaml')
  await writeFile(file, hello)
  assert.match(await run(['import', file]), /^Made the draft of “Hello”\.$/)
  const [made] = (await client.call(listWorkflows, {})).data
  const params = { id: made!.id }
  await client.call(publishWorkflow, { params, body: { draftVersion: 1 } })

  await writeFile(file, hello.replace('en: Hello', 'en: "Hi {{ contact.nme }}"'))
  const said = await run(['import', file])
  assert.match(said, /^Changed the draft of “Hello”\.\n {2}error: step say, text\.texts\.en: text mistake/)
  const { state, version, draftVersion, isChanged, description } = await client.call(getWorkflow, { params })
  assert.deepEqual([state, version, draftVersion, isChanged, description], ['on', 1, 2, true, 'Says hello'])

  await client.call(switchWorkflow, { params, body: { to: 'archived' } })
  assert.match(await run(['import', file]), /^Made/)
  await client.call(postWorkflow, { body: { name: 'Hello' } })
  await assert.rejects(run(['import', file]), { message: /several workflows called “Hello”/ })
})

test('where anything is wrong nothing is imported, and each place is told', async () => {
  const { run, client } = await begin()
  const place = path.join(folder, 'wrong')
  await mkdir(place)
  await writeFile(path.join(place, 'a.yaml'), hello)
  await writeFile(path.join(place, 'b.yaml'), hello.replace('type: send_message', 'type: dance'))
  await writeFile(path.join(place, 'c.yaml'), 'name: [')
  await assert.rejects(run(['import', place]), (error) => {
    assert.ok(error instanceof Error)
    assert.match(error.message, /b\.yaml:8: definition\.steps\.0\.type: [\s\S]*c\.yaml:1: /)
    return true
  })
  assert.deepEqual((await client.call(listWorkflows, {})).data, [])
  await assert.rejects(run(['import', path.join(folder, 'nowhere')]), { message: /There is no file/ })
  await assert.rejects(run(['import']), { message: /needs "export" or "import"/ })
  await assert.rejects(run(['export', place]), { message: /no such workflow/ })
  await writeFile(path.join(place, 'b.yaml'), hello)
  await rm(path.join(place, 'c.yaml'))
  await assert.rejects(run(['import', place]), { message: /there twice/ })
})

test('of several workspaces one is named', async () => {
  const { client, scene } = await begin()
  const config = readConfig({ DATABASE_URL: app.databaseUrl, FAIRLEAD_DATA_DIR: app.dataDir })
  const place = path.join(folder, 'named.yaml')
  await client.call(postWorkflow, { body: { name: 'Named' } })
  await assert.rejects(keepWorkflows(config, ['export', place], {}), { message: /say which/ })
  await assert.rejects(keepWorkflows(config, ['export', place], { workspace: 'Nobody' }), {
    message: /no such workspace/,
  })
  assert.match(await keepWorkflows(config, ['export', place], { workspace: scene.workspaceId }), /named\.yaml/)
})

type Run = (words: readonly string[], options?: CliOptions) => Promise<string>

async function begin() {
  const scene = await setScene(app.database)
  const config = readConfig({ DATABASE_URL: app.databaseUrl, FAIRLEAD_DATA_DIR: app.dataDir })
  const run: Run = (words, options = {}) => keepWorkflows(config, words, { workspace: scene.workspaceId, ...options })
  return { scene, run, client: await clientOf(app, scene.owner) }
}

async function runJson<T>(run: Run, words: readonly string[]): Promise<[T]> {
  return [JSON.parse(await run(words, { json: true }))]
}
