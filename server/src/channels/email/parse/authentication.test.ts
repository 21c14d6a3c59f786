import assert from 'node:assert/strict'
import { test } from 'node:test'
import { accountWith, parsedMessage } from '../testing.ts'

const passed = { spf: 'pass', dkim: 'pass', dmarc: 'pass' }

test('reads what the server that took the mail in says, above or below the line that says how it came', async () => {
  const postfix = [
    'Received: from mx.example.com (mx.example.com [127.0.0.1]) by store.example.com with LMTP id 1; Tue, 17 Nov 2026',
    'Received: from mail.example.net (mail.example.net [192.0.2.1]) by mx.example.com (Postfix) with ESMTPS; Tue',
    'Authentication-Results: mx.example.com; dmarc=pass (p=none dis=none) header.from=example.net',
    'Authentication-Results: mx.example.com; spf=pass smtp.mailfrom=example.net',
    'Authentication-Results: mx.example.com; dkim=fail header.d=list.example; dkim=pass header.d=example.net',
  ]
  assert.deepEqual(await judged(postfix), passed)
  const gmail = [
    'Received: by 2002:a05:6a10:1234:b0:1:2:3 with SMTP id x; Tue, 17 Nov 2026 01:32:00 -0800',
    'Authentication-Results: mx.google.com;',
    '       dkim=pass header.i=@example.net header.s=a header.b="x; dmarc=fail";',
    '       spf=softfail (google.com: domain of mara@example.net does not (really) permit it; dmarc=pass) smtp.mailfrom=x;',
    '       dmarc=fail (p=NONE sp=NONE dis=NONE) header.from=example.net',
    'Received: from mail.example.net (mail.example.net. [192.0.2.1]) by mx.google.com with ESMTPS id y; Tue',
  ]
  assert.deepEqual(await judged(gmail), { spf: 'fail', dkim: 'pass', dmarc: 'fail' })
  const microsoft = [
    'Received: from A.eurprd01.prod.outlook.com (2603::1) by B.eurprd01.prod.outlook.com with HTTPS; Tue',
    'Authentication-Results: spf=pass (sender IP is 192.0.2.1) smtp.mailfrom=example.net; dkim=none (message not',
    ' signed) header.d=none;dmarc=bestguesspass action=none header.from=example.net;compauth=pass reason=109',
    'Received: from mail.example.net (192.0.2.1) by C.mail.protection.outlook.com (10.0.0.1) with SMTP; Tue',
  ]
  assert.deepEqual(await judged(microsoft), { spf: 'pass', dkim: 'none', dmarc: 'none' })
  const fixture = await parsedMessage('plain')
  assert.deepEqual(fixture.message.content.mail?.authentication, { spf: 'pass', dkim: 'pass', dmarc: 'none' })
})

test('believes nothing that a sender wrote into the mail', async () => {
  const forged = 'Authentication-Results: mx.evil.example; spf=pass; dkim=pass; dmarc=pass header.from=example.net'
  const ours = 'Received: from mx.evil.example (x [192.0.2.9]) by mx.example.com (Postfix) with ESMTP; Tue'
  const theirs = 'Received: from localhost by mx.evil.example with SMTP; Tue'
  assert.equal(await judged([ours, forged, theirs]), undefined)
  assert.equal(await judged([forged, ours]), undefined)
  assert.equal(await judged([forged]), undefined)
  // Nor what stands below what our server wrote, whatever name it bears.
  const own =
    'Authentication-Results: mx.example.com; spf=fail smtp.mailfrom=evil.example; dmarc=fail header.from=example.net'
  const inOurName = 'Authentication-Results: mx.example.com; dkim=pass; dmarc=pass header.from=example.net'
  assert.deepEqual(await judged([own, ours, inOurName, theirs]), { spf: 'fail', dkim: 'none', dmarc: 'fail' })
  assert.deepEqual(await judged([ours, own, forged]), { spf: 'fail', dkim: 'none', dmarc: 'fail' })
  // A name within what belongs to nobody makes no neighbour.
  const british = accountWith({ address: 'support@shop.co.uk' })
  assert.equal(await judged(['Authentication-Results: evil.co.uk; dmarc=pass'], british), undefined)
  assert.equal(await judged(['Authentication-Results: spf=pass; dmarc=pass']), undefined)
})

test('takes no judgement of one domain for one of another', async () => {
  const results = 'Authentication-Results: mx.example.com; spf=pass; dmarc=fail header.from=forms.example'
  assert.deepEqual(await judged([results]), { spf: 'pass', dkim: 'none', dmarc: 'none' })
  assert.deepEqual(await judged(['Authentication-Results: mx.example.com; none']), {
    ...{ spf: 'none', dkim: 'none', dmarc: 'none' },
  })
  assert.equal(await judged([]), undefined)
})

test('is not long about what was made to keep it busy', async () => {
  const from = performance.now()
  for (const part of ['(', '"', '=', ';', 'by a.', '()']) {
    await judged([`Authentication-Results: mx.example.com; ${part.repeat(20_000)}`, `Received: ${part.repeat(20_000)}`])
  }
  assert.ok(performance.now() - from < 2000)
})

async function judged(headers: readonly string[], account = accountWith()) {
  const head = [...headers, 'From: Mara <mara@example.net>', 'To: support@example.com', 'Subject: x', '', 'Hello'].join(
    '\r\n',
  )
  return (await parsedMessage(Buffer.from(head), { account })).message.content.mail?.authentication
}
