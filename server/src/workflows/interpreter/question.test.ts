import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { RunEvent } from './run-event.ts'
import type { RunState } from './run-state.ts'
import { definitionOf, done, failed, goOn, play, say } from './testing/play.ts'
import { monday, worldOf } from './testing/world.ts'

const inEnglish = (en: string) => ({ defaultLocale: 'en', texts: { en } })
const question = {
  id: 'ask',
  type: 'ask_question',
  text: inEnglish('How many, {{ contact.first_name }}?'),
  answer: 'number',
}

test('asks, says what does not do, and asks again as often as it may', () => {
  const definition = definitionOf([{ ...question, invalidText: inEnglish('A number, please.'), retries: 2 }])
  const [run, effects] = play(definition, [goOn, done, say('many'), done, say('lots'), done, say('no'), goOn])

  const said = effects.filter((effect) => effect.do === 'send_message')
  assert.deepEqual(
    said.map(({ id, text }) => [id, text]),
    [
      ['1.send', 'How many, Cora?'],
      ['1.again1', 'A number, please.'],
      ['1.again2', 'A number, please.'],
    ],
  )
  assert.deepEqual(effects.at(-1), {
    ...{ do: 'record', id: '1.record', stepId: 'ask', exit: 'invalid', error: null },
    input: { text: 'no', choiceId: null },
    output: { text: 'How many, Cora?', refused: 3 },
  })
  assert.equal(run.status, 'done')
})

test('asks the question itself again where nothing else is to be said', () => {
  const [, effects] = play(definitionOf([question]), [goOn, done, say('many')])
  assert.deepEqual(
    effects.map((effect) => (effect.do === 'send_message' ? effect.text : null)),
    ['How many, Cora?', 'How many, Cora?'],
  )
})

test('waits anew from each time it asks', () => {
  const definition = definitionOf([{ ...question, timeoutMinutes: 10 }])
  const [run] = play(definition, [goOn, done, say('many'), done], (index) => worldOf({}, monday + index * 60_000))
  assert.deepEqual(run.waiting, { for: 'answer', until: monday + 13 * 60_000 })
})

test('offers choices in the contact’s language and stars for a rating', () => {
  const choices = [{ id: 'a', title: { defaultLocale: 'en', texts: { en: 'Rope', de: 'Seil' } } }]
  const german = worldOf({ contact: { locale: 'de' } })
  const offered = (settings: object) => {
    const [, [effect]] = play(definitionOf([{ ...question, ...settings }]), [goOn], german)
    return effect?.do === 'send_message' ? effect.choices : null
  }
  assert.deepEqual(offered({ answer: 'choice', choices }), [{ id: 'a', title: 'Seil' }])
  assert.deepEqual(
    offered({ answer: 'rating' })?.map(({ title }) => title),
    ['★', '★★', '★★★', '★★★★', '★★★★★'],
  )
  assert.deepEqual(offered({ choices }), [])
})

test('keeps the answer where it is to be kept', () => {
  const saved = (saveTo: object | null) => {
    const [run, effects] = play(definitionOf([{ ...question, saveTo }]), [goOn, done, say('3')])
    return [run.variables, effects.find(({ id }) => id === '1.save') ?? null]
  }
  const nothing = { addTags: [], removeTags: [] }
  assert.deepEqual(saved(null), [{}, null])
  assert.deepEqual(saved({ kind: 'variable', name: 'count' }), [{ count: 3 }, null])
  assert.deepEqual(saved({ kind: 'contact', what: 'phone' })[1], {
    ...{ do: 'edit_contact', id: '1.save', ...nothing, fields: {}, phone: '3' },
  })
  assert.deepEqual(saved({ kind: 'contact_field', key: 'boats' })[1], {
    ...{ do: 'edit_contact', id: '1.save', ...nothing, fields: { boats: 3 } },
  })
  assert.deepEqual(saved({ kind: 'conversation_field', key: 'boats' })[1], {
    ...{ do: 'edit_conversation', id: '1.save', ...nothing, fields: { boats: 3 } },
  })
})

test('an answer that is not taken where it is to be kept is asked for again, and then invalid', () => {
  const saveTo = { kind: 'contact', what: 'name' }
  const definition = definitionOf([{ ...question, answer: 'text', saveTo, retries: 1 }])
  const refuse = (run: RunState): RunEvent => ({ ...failed(run), code: 'invalid_request' }) as RunEvent
  const [asking, first] = play(definition, [goOn, done, say('Cora'), refuse, done])
  assert.equal(asking.waiting?.for, 'answer')
  const [, rest] = play(definition, [say('Cora'), refuse], worldOf(), asking)
  assert.deepEqual(
    [...first, ...rest].map(({ id }) => id),
    ['1.send', '1.save', '1.again1', '1.save1', '1.record'],
  )
  const record = rest.at(-1)
  assert.ok(record?.do === 'record')
  assert.deepEqual([record.exit, record.output.notKept], ['invalid', 'It cannot be done.'])

  const [other] = play(definition, [goOn, done, say('Cora'), failed])
  assert.deepEqual([other.status, other.error], ['failed', 'It cannot be done.'])
})

test('a score that is not taken where it is to be kept counts all the same, once, and the record says so', () => {
  const saveTo = { kind: 'contact_field', key: 'score' }
  const asks = { ...question, answer: 'rating', saveTo, exits: { answered: 'after' } }
  const definition = definitionOf([asks, { id: 'after', type: 'stop' }])
  for (const code of ['invalid_request', 'unknown_field']) {
    const refuse = (run: RunState): RunEvent => ({ ...failed(run), code }) as RunEvent
    const [run, effects] = play(definition, [goOn, done, say('4'), refuse, goOn])
    assert.equal(run.status, 'done')
    assert.deepEqual(
      effects.map(({ id }) => id),
      ['1.send', '1.rate', '1.save', '1.record', '2.record'],
    )
    assert.partialDeepStrictEqual(effects[3], {
      ...{ exit: 'answered', error: 'The answer could not be kept: It cannot be done.' },
      output: { value: 4, code },
    })
  }
})

test('a choice that is not connected goes on by the exit of all answers', () => {
  const choices = [{ id: 'a', title: inEnglish('Rope') }]
  const asks = { ...question, answer: 'choice', choices, exits: { answered: 'after' } }
  const [run, effects] = play(definitionOf([asks, { id: 'after', type: 'stop' }]), [goOn, done, say('rope')])
  assert.equal(run.stepId, 'after')
  assert.ok(effects.some((effect) => effect.do === 'record' && effect.exit === 'choice:a'))
})

test('a pattern that is none is found out before anybody is asked', () => {
  const [run, effects] = play(definitionOf([{ ...question, answer: 'text', pattern: '(a' }]), [goOn])
  assert.match(run.error ?? '', /Missing closing/)
  assert.deepEqual(
    effects.map((effect) => effect.do),
    ['record'],
  )
})
