import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import {
  ApiError,
  getWorkflowDocument,
  listWorkflows,
  newStep,
  postWorkflow,
  readWorkflowDocument,
  workflowDefinition,
  workflowStepTypes,
} from '@fairlead/sdk'
import { clientOf, openApp } from '../testing/app.ts'
import { setScene } from '../testing/scene.ts'
import { isProblem } from './testing.ts'

const app = await openApp()
after(() => app[Symbol.asyncDispose]())

const start = { trigger: { type: 'conversation_opened' as const }, next: 'say' }
const definition = workflowDefinition.parse({
  start,
  steps: workflowStepTypes.map((type) => ({ ...newStep(type, type), at: { x: 20, y: 40 } })),
})

test('what is written out is read again, in both formats, and made again elsewhere', async () => {
  const { manager } = await begin()
  const workflow = { name: 'Größe & Co', description: 'Says “hello”', definition }
  const made = await manager.call(postWorkflow, { body: { ...workflow, draft: definition } })
  const elsewhere = (await begin()).manager
  for (const format of ['yaml', 'json'] as const) {
    const { fileName, text } = await manager.call(getWorkflowDocument, { params: { id: made.id }, query: { format } })
    assert.equal(fileName, `größe-co.${format}`)
    assert.equal(text.startsWith('{'), format === 'json')

    const [read] = (await elsewhere.call(readWorkflowDocument, { body: { text } })).data
    assert.deepEqual(read, workflow)
    const again = await elsewhere.call(postWorkflow, { body: { name: read!.name, draft: read!.definition } })
    assert.deepEqual(again.draft, made.draft)
  }
})

test('reading changes nothing, and says of each mistake where it is', async () => {
  const { manager } = await begin()
  const text = 'name: Hello\ndefinition:\n  start:\n    trigger: { type: dance }\n  steps: none\n'
  await assert.rejects(manager.call(readWorkflowDocument, { body: { text } }), (error) => {
    assert.ok(error instanceof ApiError)
    assert.equal(error.code, 'document_mistaken')
    const places = error.problem.errors?.map(({ line, path }) => [line, path])
    assert.deepEqual(places, [
      [4, 'definition.start.trigger.type'],
      [5, 'definition.steps'],
    ])
    assert.match(error.message, /^line 4: definition\.start\.trigger\.type: /)
    return true
  })
  const tooLong = { text: `# ${'x'.repeat(1_000_000)}` }
  await assert.rejects(manager.call(readWorkflowDocument, { body: tooLong }), isProblem('invalid_request'))
  assert.deepEqual((await manager.call(listWorkflows, {})).data, [])
})

test('whoever may not change workflows neither writes them out nor has them read', async () => {
  const { scene, manager } = await begin()
  const agent = await clientOf(app, scene.agents[0]!)
  const { id } = await manager.call(postWorkflow, { body: { name: 'Hello' } })
  await assert.rejects(agent.call(getWorkflowDocument, { params: { id } }), isProblem('forbidden'))
  await assert.rejects(agent.call(readWorkflowDocument, { body: { text: '' } }), isProblem('forbidden'))
  const other = (await begin()).manager
  await assert.rejects(other.call(getWorkflowDocument, { params: { id } }), isProblem('not_found'))
})

async function begin() {
  const scene = await setScene(app.database)
  return { scene, manager: await clientOf(app, scene.owner) }
}
