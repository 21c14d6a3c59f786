import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sample, sampleStep } from '../model/sample.ts'
import { fileNameOf, readWorkflow } from './workflow-file.ts'

test('what was exported is read again as it was', () => {
  const definition = sample(sampleStep('note', 'note', { next: 'end' }), sampleStep('close', 'end'))
  assert.deepEqual(readWorkflow(JSON.stringify(definition)), definition)
})

for (const text of ['', 'null', '{"steps":[]}', '{"format":2,"start":{"trigger":{"type":"workflow"}},"steps":[]}']) {
  test(`“${text}” is no workflow`, () => assert.equal(readWorkflow(text), null))
}

test('a file is called as its workflow', () => {
  assert.equal(fileNameOf('Vertrieb, der Reihe nach: Größe!'), 'vertrieb-der-reihe-nach-große')
  assert.equal(fileNameOf('?!'), 'workflow')
})
