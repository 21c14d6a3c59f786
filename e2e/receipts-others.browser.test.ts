import { test } from 'node:test'
import { channelType } from '@fairlead/sdk'
import { findDovecot } from '../server/src/mailboxes/testing/dovecot.ts'
import { messengers, seeReceipts } from './stage/receipts.ts'

const isMissing = (await findDovecot()) === null && !process.env.CI
const skip = isMissing ? 'Dovecot is not installed (apt-get install dovecot-imapd)' : false
const types = channelType.options.filter((type) => !messengers.includes(type))

test(
  'an agent is given customers of every other type, and sees in the app what becomes of her answers',
  {
    skip,
  },
  (t) => seeReceipts(t, types),
)
