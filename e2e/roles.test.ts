import assert from 'node:assert/strict'
import { test } from 'node:test'
import { postMessage } from '@fairlead/sdk'
import { conversationOf, messagesWhen } from './stage/channel.ts'
import { openWhatsappStage } from './stage/whatsapp.ts'
import { goOnline, makeTeam, meta } from './stage/workspace.ts'

test('a process that only answers and one that only works do together what one does', async () => {
  await using stage = await openWhatsappStage({ isSplit: true })
  const { graph, owner } = stage
  await stage.connect(await makeTeam(owner, [owner]))
  await goOnline(owner)
  const mara = graph.customer('447700900003', { name: 'Mara Muster', phoneNumberId: meta.phoneNumberId })
  await mara.sendImage(Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 0, 0, 0, 0, 0, 0, 0]), 'Is this one mine?')
  const conversation = await conversationOf(owner.client)

  await owner.client.call(postMessage, { params: { id: conversation.id }, body: { text: 'Yes, it is.' } })
  const messages = await messagesWhen(
    owner.client,
    conversation.id,
    (all) => all[0]?.attachments[0]?.state === 'stored' && all[1]?.state === 'read',
  )
  assert.equal(messages.length, 2)
})
