import assert from 'node:assert/strict'
import { test } from 'node:test'
import { format } from './format.ts'

test('writes the provider’s own marks', () => {
  const pairs = [
    ['Yes, **we do** & _gladly_', 'Yes, *we do* & _gladly_'],
    ['~10 €~ 8 €', '~10 €~ 8 €'],
    ['run `npm test` or ```\na\nb\n```', 'run `npm test` or ```a\nb```'],
    ['**all of _it_ counts**', '*all of _it_ counts*'],
    ['**_both_**', '*_both_*'],
    ['**a** **b**', '*a* *b*'],
    ['see [our **shop**](https://shop.example)', 'see our *shop* (https://shop.example)'],
    ['https://shop.example/a_b_c', 'https://shop.example/a_b_c'],
  ] as const
  for (const [written, sent] of pairs) assert.equal(format(written), sent)
})

test('leaves alone what is no mark, and what the provider’s own marks are', () => {
  for (const text of ['2 * 3 ** 4', 'snake_case_name', '*as on the phone*', '**open']) assert.equal(format(text), text)
})
