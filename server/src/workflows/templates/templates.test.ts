import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import {
  languages,
  listWorkflowTemplates,
  postTeam,
  postWorkflow,
  problemsOf,
  publishWorkflow,
  textsOf,
} from '@fairlead/sdk'
import { isProblem } from '../../http/testing.ts'
import { makeWorkspace } from '../../setup/testing.ts'
import { clientOf } from '../../testing/app.ts'
import { listTemplates, makeFromTemplate, templates } from './list.ts'
import { rows } from './testing/rows.ts'
import { beginPlay, openStage } from './testing/stage.ts'

const stage = await openStage()
after(() => stage.app[Symbol.asyncDispose]())

test('each template has a row here, and a key of its own', () => {
  assert.deepEqual(templates.map(({ key }) => key).sort(), Object.keys(rows).sort())
  assert.ok(templates.length >= 18)
})

for (const { key } of templates) {
  test(`${key}: is made, published, and does what it is for`, async () => {
    const play = await beginPlay(stage)
    await rows[key](play)
  })
}

test('each can be published on the first day, with one team and nothing else', async () => {
  const { database } = stage.app
  const { id: workspaceId, owner } = await makeWorkspace(database)
  const client = await clientOf(stage.app, owner)
  const { id: team } = await client.call(postTeam, { body: { name: 'Everybody' } })
  assert.equal((await database.db.selectFrom('channel').where('workspace_id', '=', workspaceId).execute()).length, 0)

  const text = 'something'
  const given: Record<string, string | number> = { team, tag: 'gold', text, number: 10, whatsapp_template: text }
  for (const { key, asks } of listTemplates('en')) {
    const answers = Object.fromEntries(asks.map((ask) => [ask.key, given[ask.kind] ?? '']))
    const made = await client.call(postWorkflow, { body: { name: key, template: key, answers } })
    const { id } = made
    const body = { draftVersion: made.draftVersion }
    const published = await client.call(publishWorkflow, { params: { id }, body })
    assert.equal(published.state, 'on', key)
  }
})

test('in each language every template is whole, and customers are told in all of them', () => {
  for (const language of languages) {
    for (const { key, definition, name, description, asks } of listTemplates(language)) {
      const problems = problemsOf(definition).filter(({ code }) => code !== 'missing' && code !== 'not_connected')
      assert.deepEqual(problems, [], `${key}, ${language}`)
      assert.ok(name !== '' && description !== '' && asks.every(({ label }) => label !== ''))
      for (const step of definition.steps) {
        if (step.type === 'ask_question') assert.deepEqual(Object.keys(step.text.texts), [...languages])
        for (const { text } of textsOf(step)) assert.doesNotMatch(text, /undefined/)
      }
      const places = definition.steps.map(({ at }) => `${at.x} ${at.y}`)
      assert.equal(new Set(places).size, places.length, key)
    }
  }
  const [english, german] = ['en', 'de-AT'].map((locale) => listTemplates(locale)[0]?.name)
  assert.notEqual(english, german)
  assert.equal(listTemplates('fr')[0]?.name, english)
})

test('what is not answered is named, and what there is no template for is refused', async () => {
  const { client } = await beginPlay(stage)
  const make = (template: string, answers: Record<string, string | number>) =>
    client.call(postWorkflow, { body: { name: 'Mine', template, answers } })

  await assert.rejects(make('vip', { vipTag: 'gold' }), {
    code: 'invalid_request',
    message: /vipTeamId/,
  })
  await assert.rejects(make('even_leads', { teamId: 'nobody' }), isProblem('invalid_request'))
  await assert.rejects(make('quality_support', { teamId: crypto.randomUUID(), agentLimit: -1 }), {
    code: 'invalid_request',
    message: /agentLimit/,
  })
  await assert.rejects(make('__proto__', {}), isProblem('unknown_reference'))
  assert.throws(() => makeFromTemplate('even_leads', {}, 'en'), { code: 'invalid_request' })
  const { data } = await client.call(listWorkflowTemplates, { query: { locale: 'it' } })
  assert.equal(data.length, templates.length)
})
