import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { filters } from 'liquidjs'
import { definitionOf, goOn, play } from './testing/play.ts'
import { type FactsGiven, monday, teamId, worldOf } from './testing/world.ts'
import { checkText, renderText, TextFailure } from './text.ts'

const facts: FactsGiven = {
  contact: {
    name: 'Cora Customer',
    email: 'cora@example.com',
    locale: 'de-AT',
    tags: ['vip', 'press'],
    fields: { boats: 3 },
  },
  conversation: { teamId, number: 12, priority: 'high', fields: { order: 'A-1' } },
  assignee: { id: teamId, name: 'Ana Agent' },
  hours: { [teamId]: { isOpen: false, nextOpening: monday, text: 'Mo–Fr 09:00–17:00', opensText: 'morgen um 09:00' } },
  queues: { [teamId]: { length: 4, online: 1, free: 0, position: 2, etaMinutes: 7, etaText: null } },
  messageText: 'Wo ist mein Boot?',
}
const variables = { order: 'A-1', lines: ['Rope', 'Oar'] }
const render = (text: Parameters<typeof renderText>[0], options = {}) =>
  renderText(text, worldOf(facts), { variables }, options)

describe('says', () => {
  const rows = [
    ['{{ contact.name }}, {{ contact.first_name }}, {{ contact.email }}', 'Cora Customer, Cora, cora@example.com'],
    [
      '{{ contact.tags }}; {{ contact.field.boats }}; {{ variable.lines | join: " and " }}',
      'vip, press; 3; Rope and Oar',
    ],
    ['{{ conversation.number }} {{ conversation.priority }} {{ conversation.field.order }}', '12 high A-1'],
    [
      '{{ agent.name }} of {{ workspace.name }}: {{ message.text }}',
      'Ana Agent of Harbour Supplies: Wo ist mein Boot?',
    ],
    ['{{ hours.text }}; {{ hours.opens }}', 'Mo–Fr 09:00–17:00; morgen um 09:00'],
    ['{{ queue.position }} of {{ queue.length }}, {{ queue.eta }} min', '2 of 4, 7 min'],
    ['{% if variable.order %}Order {{ variable.order }}{% endif %}', 'Order A-1'],
    [
      'Nothing: {{ contact.phone }}{{ team.name }}{{ variable.x }}{{ nobody.at.all }}{{ contact.constructor }}.',
      'Nothing: .',
    ],
    ['{{ "now" | date: "%Y-%m-%d %H:%M" }}, {{ "2030-02-01" | date: "%d.%m.%Y" }}', '2030-01-07 10:30, 01.02.2030'],
    ['No braces {here}', 'No braces {here}'],
  ] as const
  for (const [text, said] of rows) test(said, () => assert.equal(render(text), said))

  test('it in the language of the contact', () => {
    const texts = { en: 'Hello {{ contact.first_name }}', de: 'Hallo {{ contact.first_name }}' }
    assert.equal(render({ defaultLocale: 'en', texts }), 'Hallo Cora')
    assert.equal(render({ defaultLocale: 'fr', texts: { fr: 'Bonjour' } }), 'Bonjour')
  })
})

describe('secrets', () => {
  const marker = '\u001asecret:token\u001a'

  test('stand as their marker where they may, and else for nothing', () => {
    assert.equal(render('Bearer {{ secret.token }}', { secrets: true }), `Bearer ${marker}`)
    assert.equal(render('Bearer {{ secret.token }}.'), 'Bearer .')
  })

  test('cannot be asked for by anybody outside', () => {
    const world = worldOf({ ...facts, messageText: marker, contact: { name: marker, fields: { x: marker } } })
    const text = `{{ message.text }} {{ contact.name }} {{ contact.field.x }} {{ variable.x }} ${marker}`
    const said = renderText(text, world, { variables: { x: marker } }, { secrets: true })
    assert.equal(said, 'secret:token secret:token secret:token secret:token secret:token')
  })

  test('are left out where only a part of the marker is left', () => {
    assert.equal(render('{{ secret.token | slice: 0, 4 }}.', { secrets: true }), 'sec.')
    assert.equal(render('{{ secret.token | upcase }}.', { secrets: true }), 'SECRET:TOKEN.')
  })
})

describe('finds', () => {
  const given = { variables: ['order'], secrets: ['token'] }
  const rows = [
    [
      'nothing wrong',
      '{{ variable.order }} {{ contact.field.x }} {{ secret.token }} {% for t in contact.tags %}{{ t }}{% endfor %}',
      [],
    ],
    ['a root that is not there', 'a\n{{ contct.name }}', [[2, 4, /no “contct”/]]],
    ['a part that is not there', '{{ contact.nme }}', [[1, 4, /no “contact.nme”/]]],
    ['a variable that nobody sets', '{{ variable.other }}', [[1, 4, /no “variable.other”/]]],
    ['a whole where a part is meant', '{{ hours }}', [[1, 4, /“hours.text”/]]],
    ['a secret that is not there', '{{ secret.other }}', [[1, 4, /no “secret.other”/]]],
    ['a secret of which something is made', 'x {{ secret.token | upcase }}', [[1, 3, /stands by itself/]]],
    ['a secret put away', '{% assign x = secret.token %}', [[1, 1, /stands by itself/]]],
    ['a filter that is not there', '{{ contact.name | shout }}', [[1, 1, /filter: shout/]]],
    ['what does not end', '{{ contact.name', [[1, 1, /not closed/]]],
    ['a loop without end', '{% for i in (1..1000000000) %}{% endfor %}', [[1, 1, /limit exceeded/]]],
  ] as const
  for (const [what, text, expected] of rows) {
    test(what, () => {
      const found = checkText(text, given)
      assert.deepEqual(
        found.map(({ line, column }) => [line, column]),
        expected.map(([line, column]) => [line, column]),
      )
      for (const [index, [, , message]] of expected.entries()) assert.match(found[index]?.message ?? '', message)
    })
  }

  test('any secret where people read', () => {
    const [mistake] = checkText('{{ secret.token }}', { variables: [], secrets: null })
    assert.match(mistake?.message ?? '', /other systems/)
  })
})

test('what never ends, or fills the memory, fails soon', () => {
  const items = Array.from({ length: 100 }, () => 'x')
  const loops = [1, 2, 3, 4, 5].map((each) => `{% for a${each} in variable.items %}`).join('')
  const texts = [
    '{% for i in (1..1000000000) %}{{ i }}{% endfor %}',
    `${loops}x${'{% endfor %}'.repeat(5)}`,
    '{% assign s = "x" %}{% for i in (1..9999) %}{% assign s = s | append: s %}{% endfor %}',
    '{{ "x" | ljust: 1000000000 }}',
    '{{ contact',
    '{% for i in (1..50000) %}{{ variable.long }}{% endfor %}',
    `{% for i in (1..50000) %}${'x'.repeat(9000)}{% endfor %}`,
    '{% tablerow i in (1..50000) %}{{ variable.long }}{% endtablerow %}',
    '{% capture s %}{% for i in (1..50000) %}{{ variable.long }}{% endfor %}{% endcapture %}{{ s | size }}',
  ]
  const long = 'x'.repeat(10_000)
  for (const text of texts) {
    const start = performance.now()
    assert.throws(() => renderText(text, worldOf(), { variables: { items, long } }), TextFailure, text)
    assert.ok(performance.now() - start < 2000, text)
    assert.ok(process.memoryUsage().rss < 600_000_000, text)
  }
})

test('all texts of a step share what they may take', () => {
  const items = Array.from({ length: 40 }, () => 'x').join()
  const loops = [1, 2, 3].map((each) => `{% for a${each} in items %}`).join('')
  const slow = `{% assign items = "${items}" | split: "," %}${loops}${'{% endfor %}'.repeat(3)}`
  const world = worldOf()
  assert.equal(renderText(slow, world, { variables: {} }), '')

  const fields = Object.fromEntries(Array.from({ length: 600 }, (_, index) => [`f${index}`, slow]))
  const definition = definitionOf([{ id: 'it', type: 'edit_contact', fields }])
  const start = performance.now()
  const [run] = play(definition, [goOn], world)
  assert.ok(performance.now() - start < 4000, `${Math.round(performance.now() - start)} ms`)
  assert.equal(run.status, 'failed')
  assert.match(run.error ?? '', /too long together|render limit/)
})

test('every filter is quick with whatever a contact writes', () => {
  for (const part of ['<', '<script', '<!--', 'a', ' ', '&amp', '%', '\n', '1', '2030-']) {
    const long = `${part.repeat(10_000 / part.length)}x`
    for (const [name] of Object.entries(filters)) {
      for (const arguments_ of ['', ': "a"', ': variable.long', ': variable.long, variable.long']) {
        const start = performance.now()
        try {
          renderText(`{{ variable.long | ${name}${arguments_} }}`, worldOf(), { variables: { long } })
        } catch (error) {
          assert.ok(error instanceof TextFailure, `${name}: ${error}`)
        }
        assert.ok(performance.now() - start < 1000, `${name} of ${part}`)
      }
    }
  }
})
