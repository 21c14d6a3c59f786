import { test } from 'node:test'
import { messengers, seeReceipts } from './stage/receipts.ts'

test('an agent is given customers of every messenger, and sees in the app what becomes of her answers', (t) =>
  seeReceipts(t, messengers))
