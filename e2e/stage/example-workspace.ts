import {
  type Conversation,
  listConversations,
  patchContact,
  patchConversation,
  patchWorkspace,
  postChannel,
  postClosingCategory,
  postField,
  postInvitation,
  postMacro,
  postMessage,
  postNote,
  postSkill,
  postSnippet,
  postView,
  postWebhook,
  postWorkflow,
  putTag,
} from '@fairlead/sdk'
import { startGraphEmulator } from '../../scripts/emulators/graph.ts'
import { createTestDatabase } from '../../server/src/db/testing.ts'
import { uploadPicture } from './channel.ts'
import { eventually, makeDataDir, startServer } from './server.ts'
import { sendWebhook, textWebhook } from './whatsapp-webhook.ts'
import { addAgent, connectWhatsapp, goOnline, makeTeam, meta, type Person, setUp } from './workspace.ts'

const customers = [
  ['447700900001', 'Mara Muster', 'Do you ship to Ilhabela? I would need it before the 14th.'],
  ['447700900002', 'Nguyễn Thị Ánh', 'Tôi muốn đặt hàng hai chiếc áo khoác màu xanh.'],
  ['447700900003', 'สมชาย ตัวอย่าง', 'สวัสดีครับ สั่งซื้อสินค้าแล้วแต่ยังไม่ได้รับครับ'],
  ['447700900004', 'Jürgen Beispiel', 'Die Größe stimmt nicht, kann ich umtauschen?'],
  ['447700900005', 'Giulia Esempio', 'Perché il mio ordine è stato annullato?'],
] as const

/** Wrote so long ago that only a template can be sent. */
const silent = { from: '447700900006', name: 'Customer 0006', text: 'Is my parcel on its way?', hoursAgo: 25 }

/** A workspace with something on every page, its server, and who has it open. */
export async function openExampleWorkspace() {
  await using opening = new AsyncDisposableStack()
  const database = opening.use(await createTestDatabase())
  const folder = await makeDataDir()
  opening.defer(() => folder.remove())
  const graph = await startGraphEmulator({ appSecret: meta.appSecret, accessToken: meta.accessToken })
  opening.defer(() => graph.stop())
  const server = await startServer({
    DATABASE_URL: database.url,
    FAIRLEAD_DATA_DIR: folder.path,
    FAIRLEAD_META_URL: graph.url,
  })
  opening.defer(async () => void (await server.stop()))

  const owner = await setUp(server.url)
  const agent = await addAgent(server.url, owner, 'Ana Alvarez')
  await goOnline(owner)
  const team = await makeTeam(owner, [owner, agent])
  const whatsapp = await connectWhatsapp(owner, team.id)
  if (whatsapp.type !== 'whatsapp' || !whatsapp.webhookUrl || !whatsapp.verifyToken) throw new Error('no WhatsApp')
  await graph.connect({ ...meta, webhookUrl: whatsapp.webhookUrl, verifyToken: whatsapp.verifyToken })
  const webhookId = await fillSettings(owner, team.id)
  for (const [number, name, text] of customers) {
    await graph.customer(number, { name, phoneNumberId: meta.phoneNumberId }).sendText(text)
  }
  await sendWebhook(server.url, whatsapp.id, textWebhook({ ...silent, id: 'wamid.silent' }))
  const conversations = await conversationsOf(owner)
  const conversation = await fillConversation(owner, conversations)
  const idOf = (name: string) => conversationWith(conversations, name).id
  const { url: invitation } = await owner.client.call(postInvitation, {
    body: { email: 'bela.beispiel@example.com', role: 'agent', teamIds: [team.id] },
  })

  const workflow = await owner.client.call(postWorkflow, {
    body: {
      name: 'What is it about?',
      template: 'keyword_menu',
      answers: { salesTeamId: team.id, supportTeamId: team.id, otherTeamId: team.id },
    },
  })

  const ids = {
    workflow: workflow.id,
    team: team.id,
    channel: whatsapp.id,
    agent: agent.memberId,
    webhook: webhookId,
    windowClosed: idOf(silent.name),
    noted: idOf('Jürgen Beispiel'),
    invitation: invitation.split('/').at(-1) ?? '',
  }
  const stack = opening.move()
  return {
    server,
    owner,
    ids: { ...ids, conversation: conversation.id, contact: conversation.contact.id },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  }
}

async function fillSettings({ client }: Person, teamId: string): Promise<string> {
  await client.call(postChannel, {
    body: { type: 'webchat', name: 'Website', teamId, settings: { title: 'Harbour Outfitters' } },
  })
  await client.call(postSkill, { body: { name: 'Returns' } })
  await client.call(putTag, { params: { name: 'refund' }, body: { color: 'blue', description: 'Wants money back' } })
  await client.call(postField, { body: { subject: 'contact', name: 'Customer number', type: 'text' } })
  await client.call(postField, {
    body: { subject: 'conversation', name: 'Product', type: 'choice', options: ['Jacket', 'Boots'] },
  })
  await client.call(postClosingCategory, { body: { name: 'Delivery' } })
  await client.call(patchWorkspace, { body: { closing: { isCategoryRequired: true, isSummaryRequired: false } } })
  await client.call(postSnippet, {
    body: { scope: 'everybody', shortcut: 'thanks', name: 'Thanks', text: 'Thank you, {{ contact.first_name }}!' },
  })
  await client.call(postMacro, {
    body: {
      name: 'Refund',
      isShared: true,
      steps: [
        { do: 'add_tags', tags: ['refund'] },
        { do: 'priority', priority: 'high' },
      ],
    },
  })
  await client.call(postView, {
    body: {
      name: 'Refunds',
      isShared: true,
      sort: 'activity',
      filter: { combinator: 'and', rules: [{ field: 'tags', operator: 'has', value: 'refund' }] },
    },
  })
  const { webhook } = await client.call(postWebhook, {
    body: { name: 'Reports', url: 'http://127.0.0.1:9/told', eventTypes: ['conversation.closed'] },
  })
  return webhook.id
}

async function conversationsOf({ client }: Person): Promise<Conversation[]> {
  return eventually(
    async () => (await client.call(listConversations, { query: { view: 'mine' } })).data,
    (data) => data.length === customers.length + 1,
  )
}

function conversationWith(conversations: readonly Conversation[], name: string): Conversation {
  const found = conversations.find(({ contact }) => contact.name === name)
  if (found === undefined) throw new Error(`no conversation with ${name}`)
  return found
}

async function fillConversation({ client }: Person, conversations: readonly Conversation[]): Promise<Conversation> {
  const conversation = conversationWith(conversations, 'Mara Muster')
  const params = { id: conversation.id }
  await client.call(postMessage, {
    params,
    body: {
      text: 'Good morning! **Yes**, we do; it takes five days: https://shop.example/shipping',
      clientId: crypto.randomUUID(),
    },
  })
  await client.call(postNote, {
    params,
    body: {
      text: 'Has ordered twice before.',
      attachmentIds: [await uploadPicture(client)],
      clientId: crypto.randomUUID(),
    },
  })
  await client.call(patchConversation, { params, body: { priority: 'high', tags: ['refund'] } })
  await client.call(patchContact, { params: { id: conversation.contact.id }, body: { email: 'mara@example.com' } })
  return conversation
}
