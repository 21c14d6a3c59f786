import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type ExportedWorkflow, newStep, workflowDefinition, workflowStepTypes } from '@fairlead/sdk'
import { readDocuments, writeDocuments } from './document.ts'

const start = { trigger: { type: 'conversation_opened' as const }, next: 'say' }
const definition = workflowDefinition.parse({ start, steps: workflowStepTypes.map((type) => newStep(type, type)) })
const placed = { ...definition, steps: definition.steps.map((step) => ({ ...step, at: { x: 20, y: 40 } })) }
const workflows: ExportedWorkflow[] = [
  { name: 'Näht', description: 'Über “alles”: #1', definition: placed },
  { name: 'ยินดีต้อนรับ', description: '', definition: placed },
]

const head = 'name: Hello\ndefinition:\n  start:\n    trigger: { type: conversation_opened }\n'

test('what was written is read again, in both formats, one or several', () => {
  for (const format of ['yaml', 'json'] as const) {
    for (const some of [workflows.slice(0, 1), workflows]) {
      assert.deepEqual(readDocuments(writeDocuments(some, format)), { kind: 'read', workflows: some })
    }
  }
})

test('steps that say nothing of their place are laid out, and those that do stay there', () => {
  const text = `${head}    next: a\n  steps:\n    - { type: note, id: a, text: x, exits: { next: b } }\n    - { type: stop, id: b }\n`
  const places = (written: string) => {
    const reading = readDocuments(written)
    assert.ok(reading.kind === 'read')
    return reading.workflows[0]?.definition.steps.map(({ at }) => at.x)
  }
  const [first, second] = places(text) ?? []
  assert.ok(first !== undefined && second !== undefined && first < second)
  assert.deepEqual(places(text.replace('id: b }', 'id: b, at: { x: -40, y: 0 } }')), [0, -40])
})

test('what PostgreSQL cannot keep is left out', () => {
  const reading = readDocuments('{ name: "a\\0b", definition: { start: { trigger: { type: workflow } }, steps: [] } }')
  assert.ok(reading.kind === 'read')
  assert.equal(reading.workflows[0]?.name, 'ab')
})

/** Each with the first thing that is told: the line, where it is, and what. */
const mistakes: readonly (readonly [name: string, text: string, told: RegExp])[] = [
  ['nothing', '', /^1 {2}holds no workflow/],
  ['a text', 'hello', /^1 {2}holds no workflow/],
  ['a list of texts', '- hello', /^1 {2}holds no workflow/],
  ['no YAML', 'name: Hello\nx: [', /^2 {2}/],
  ['no name', head.replace('name: Hello\n', ''), /^1 name /],
  ['no steps', head, /^2 definition\.steps /],
  [
    'a step of no type',
    `${head}  steps:\n    - id: a\n    - id: b\n      type: dance\n`,
    /^6 definition\.steps\.0\.type /,
  ],
  [
    'an id with blanks',
    `${head}  steps:\n    - type: stop\n      id: a b\n`,
    /^7 definition\.steps\.0\.id must be small/,
  ],
  [
    'a word misspelt',
    `${head}  steps:\n    - type: snooze\n      id: a\n      minutes: 5\n      nmae: x\n`,
    /^9 definition\.steps\.0\.nmae is not known/,
  ],
  ['the same key twice', `${head}  steps: []\nname: Again`, /^6 {2}“name” is there twice$/],
  ['a bomb of aliases', bomb(), /aliases too often/],
  ['a bomb of brackets', '['.repeat(100_000), /^1 {2}is nested too deep$/],
  ['a bomb of keys', Array.from({ length: 50_000 }, (_, index) => `k${index}: 1`).join('\n'), /^1 /],
  ['a bomb of numbers', `[${'1,'.repeat(400_000)}]`, /^1 {2}holds too much/],
  ['a page of a website', '<!doctype html>\n<html lang="en"></html>', /^1 {2}holds no workflow/],
  ['too much', `# ${'x'.repeat(1_000_001)}`, /more than 1 MB/],
  ['prototypes', '{"__proto__": {"name": "x"}}', /name/],
]

for (const [name, text, told] of mistakes) {
  test(`refuses ${name}, and says where`, () => {
    const reading = readDocuments(text)
    assert.ok(reading.kind === 'mistaken')
    const [first] = reading.mistakes
    assert.match(`${first?.line} ${first?.path} ${first?.message}`, told)
  })
}

function bomb(): string {
  const levels = 'bcdefghi'.split('').map((name, index) => {
    const before = 'abcdefgh'[index]
    return `${name}: &${name} [${Array.from({ length: 9 }, () => `*${before}`).join(', ')}]`
  })
  return ['a: &a [x, x, x, x, x, x, x, x, x]', ...levels].join('\n')
}
