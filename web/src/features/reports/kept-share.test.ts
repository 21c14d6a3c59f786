import assert from 'node:assert/strict'
import { test } from 'node:test'
import { groupByTeam, judge, keptShare, type PromiseCounts, summarize } from './kept-share.ts'

test('a share is of those kept or broken, and is never rounded up to the aim', () => {
  assert.equal(keptShare({ kept: 0, broken: 0 }), null)
  assert.equal(keptShare({ kept: 29, broken: 71 }), 0.29)
  assert.equal(keptShare({ kept: 799, broken: 201 }), 0.79)
  assert.equal(keptShare({ kept: 999, broken: 1 }), 0.99)
  assert.equal(keptShare({ kept: 3, broken: 0 }), 1)
})

test('a team is judged by the aim only when enough of its promises are kept or broken', () => {
  assert.equal(judge({ kept: 0, broken: 0 }), 'none')
  assert.equal(judge({ kept: 19, broken: 0 }), 'few')
  assert.equal(judge({ kept: 16, broken: 4 }), 'met')
  assert.equal(judge({ kept: 799, broken: 201 }), 'missed')
})

test('the sentences sum up the teams by kind and leave out what is void or open', () => {
  const rows = [
    counts({ teamId: 'a', made: 70, kept: 40, broken: 10, void: 15, open: 5 }),
    counts({ teamId: 'b', made: 60, kept: 45, broken: 15 }),
    counts({ teamId: 'b', kind: 'reply', made: 4, open: 4 }),
  ]

  assert.deepEqual(summarize(rows), {
    lines: [{ kind: 'wait', settled: 110, share: 0.77 }],
    made: 134,
    void: 15,
    open: 9,
    places: 0,
  })
})

test('a mere place is told, not promised: it counts as neither kept nor open', () => {
  assert.deepEqual(summarize([counts({ kind: 'position', made: 12, kept: 9, void: 2, open: 1 })]), {
    lines: [],
    made: 0,
    void: 0,
    open: 0,
    places: 12,
  })
})

test('teams stand by name, waits before replies before places, teams that are no more at the end', () => {
  const rows = [
    counts({ teamId: 'gone' }),
    counts({ teamId: 's', kind: 'position' }),
    counts({ teamId: 's', kind: 'reply' }),
    counts({ teamId: 's' }),
    counts({ teamId: 'b' }),
  ]
  const teams = [
    { id: 's', name: 'Sales' },
    { id: 'b', name: 'Billing' },
  ]

  assert.deepEqual(
    groupByTeam(rows, teams, 'en').map(({ name, rows: its }) => [name, its.map(({ kind }) => kind)]),
    [
      ['Billing', ['wait']],
      ['Sales', ['wait', 'reply', 'position']],
      [null, ['wait']],
    ],
  )
})

function counts(given: Partial<PromiseCounts>): PromiseCounts {
  return { teamId: 'a', kind: 'wait', made: 0, kept: 0, broken: 0, void: 0, open: 0, keptShare: null, ...given }
}
