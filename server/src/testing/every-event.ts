import {
  acceptInvitation,
  type Client,
  closeConversation,
  declineConversation,
  deleteChannel,
  deleteClosingCategory,
  deleteContactNote,
  deleteField,
  deleteInvitation,
  deleteMacro,
  deleteScheduledMessage,
  deleteSkill,
  deleteSnippet,
  deleteTag,
  deleteTeam,
  deleteView,
  deleteWebhook,
  deleteWorkflow,
  mergeContact,
  patchChannel,
  patchClosingCategory,
  patchContact,
  patchContactNote,
  patchConversation,
  patchField,
  patchMacro,
  patchMember,
  patchScheduledMessage,
  patchSkill,
  patchSnippet,
  patchTeam,
  patchView,
  patchWebhook,
  patchWorkspace,
  postChannel,
  postClosingCategory,
  postContactNote,
  postField,
  postInvitation,
  postMacro,
  postMessage,
  postNote,
  postScheduledMessage,
  postSkill,
  postSnippet,
  postTeam,
  postView,
  postWebhook,
  postWorkflow,
  preferences,
  putAssignment,
  putDraft,
  putPolicy,
  putPreferences,
  putPresence,
  putTag,
  readConversation,
  renameTag,
  reopenConversation,
  snoozeConversation,
  type Team,
  unsnoozeConversation,
} from '@fairlead/sdk'
import { found } from '../errors.ts'
import { takeInDouble } from '../messages/double.ts'
import { lockMessage } from '../messages/row.ts'
import { announceTemplates } from '../templates/announce.ts'
import type { TestApp } from './app.ts'
import { inboundEdit, inboundMessage, mara } from './inbound.ts'
import { allConversations, bring, type Scene } from './scene.ts'
import { playWorkflow } from './workflow-events.ts'

type Deed = Readonly<{ name: string; act: () => Promise<unknown> }>

type Actors = Readonly<{
  app: TestApp
  scene: Scene
  /** The owner's, that of the first agent, and one of nobody. */
  client: Client
  colleague: Client
  nobody: Client
}>

/**
 * What brings forth every type of event there is, one after the other, in a scene in which nothing was done yet. Between
 * them the queues have to come to rest.
 */
export function everyEvent({ app, scene, client, colleague, nobody }: Actors): readonly Deed[] {
  const { workspaceId, owner, agents, team: support } = scene
  const [ana] = agents
  const anaId = ana!.memberId
  const given = { question: 'wamid.question', echo: 'wamid.echo' }
  let knots: Team
  const first = async () => ({ id: (await allConversations(scene))[0]!.id })
  const contactOf = async (index: number) => ({ id: (await allConversations(scene))[index]!.contact.id })
  const inAnHour = () => new Date(Date.now() + 3_600_000).toISOString()

  return [
    {
      name: 'teams',
      async act() {
        knots = await client.call(postTeam, { body: { name: 'Knots', memberIds: [anaId], policy: busyPolicy } })
        await client.call(patchTeam, { params: { id: knots.id }, body: { name: 'Knots and ropes' } })
        const { id } = await client.call(postTeam, { body: { name: 'Sails' } })
        await client.call(deleteTeam, { params: { id } })
      },
    },
    {
      name: 'members',
      async act() {
        const role = 'agent'
        const { id } = await client.call(postInvitation, { body: { email: 'gone@example.com', role } })
        await client.call(deleteInvitation, { params: { id } })
        const { url } = await client.call(postInvitation, { body: { email: 'guest@example.com', role } })
        const params = { token: url.split('/').at(-1) ?? '' }
        const body = { name: 'Gail Guest', password: 'an invented pass phrase' }
        const { memberId } = await nobody.call(acceptInvitation, { params, body })
        await client.call(patchMember, { params: { id: memberId }, body: { agentLimit: 3 } })
        await client.call(putPresence, { params: { id: owner.memberId }, body: { presence: 'busy' } })
      },
    },
    {
      name: 'skills',
      async act() {
        const { id } = await client.call(postSkill, { body: { name: 'Splicing', language: null } })
        await client.call(patchSkill, { params: { id }, body: { name: 'Whipping' } })
        await client.call(patchMember, { params: { id: anaId }, body: { skillIds: [id] } })
        await client.call(deleteSkill, { params: { id } })
      },
    },
    {
      name: 'channels',
      async act() {
        const body = { type: 'webchat', name: 'Second site', settings: { title: 'Second site' } } as const
        const { id } = await client.call(postChannel, { body })
        await client.call(patchChannel, { params: { id }, body: { name: 'Old site' } })
        await client.call(deleteChannel, { params: { id } })
        await app.database.transact(async (tx) => announceTemplates(tx, scene.whatsapp))
      },
    },
    {
      name: 'the workspace and what it wants to know',
      async act() {
        await client.call(patchWorkspace, { body: { name: 'Example Harbour', stages: ['lead', 'customer'] } })
        const field = await client.call(postField, { body: { subject: 'contact', name: 'Boat', type: 'text' } })
        await client.call(patchField, { params: { id: field.id }, body: { name: 'Ship' } })
        await client.call(deleteField, { params: { id: field.id } })
        const category = await client.call(postClosingCategory, { body: { name: 'Order' } })
        await client.call(patchClosingCategory, { params: { id: category.id }, body: { name: 'Orders' } })
        await client.call(deleteClosingCategory, { params: { id: category.id } })
      },
    },
    {
      name: 'customers write',
      async act() {
        await bring(scene, inboundMessage({ providerId: given.question, text: 'Hello' }))
        await bring(scene, inboundMessage({ contact: { ...mara, addresses: ['447700900009'], name: 'Mary' } }))
        await bring(scene, inboundEdit(given.question, 'Hello there'))
      },
    },
    {
      name: 'a conversation waits in another team, and its customer is told',
      act: async () => client.call(putAssignment, { params: await first(), body: { teamId: knots.id } }),
    },
    {
      name: 'there is room for it',
      act: () => client.call(putPolicy, { params: { id: knots.id }, body: { ...knots.policy, agentLimit: null } }),
    },
    { name: 'nobody wants it', act: async () => colleague.call(declineConversation, { params: await first() }) },
    {
      name: 'a conversation and its messages',
      async act() {
        const params = await first()
        await client.call(putAssignment, { params, body: { teamId: support.id, memberId: anaId } })
        await client.call(putAssignment, { params, body: { memberId: null } })
        await client.call(patchConversation, { params, body: { priority: 'urgent', tags: ['knots'] } })
        await client.call(snoozeConversation, { params, body: { until: inAnHour() } })
        await client.call(unsnoozeConversation, { params })
        const mentionIds = [owner.memberId]
        await colleague.call(postNote, { params, body: { text: 'Please look, @Olga', mentionIds } })
        await client.call(readConversation, { params })
        await client.call(closeConversation, { params, body: { categoryId: null, summary: 'Done' } })
        await client.call(reopenConversation, { params })
      },
    },
    {
      name: 'a message stood there twice',
      async act() {
        const { data } = await client.call(postMessage, { params: await first(), body: { text: 'Hello *you*' } })
        const echo = { author: 'member', providerId: given.echo, text: 'Hello you' } as const
        await bring(scene, inboundMessage(echo))
        await app.database.transact(async (tx) =>
          takeInDouble(tx, found(await lockMessage(tx, workspaceId, data[0]!.id)), given.echo),
        )
      },
    },
    {
      name: 'contacts',
      async act() {
        const params = await contactOf(0)
        await client.call(patchContact, { params, body: { name: 'Mara Merged', tags: ['knots'] } })
        const { id } = await client.call(postContactNote, { params, body: { text: 'Kind' } })
        await client.call(patchContactNote, { params: { id }, body: { text: 'Very kind' } })
        await client.call(deleteContactNote, { params: { id } })
        await client.call(mergeContact, { params, body: { contactId: (await contactOf(1)).id } })
      },
    },
    {
      name: 'tags',
      async act() {
        await client.call(putTag, { params: { name: 'knots' }, body: { color: 'red', description: '' } })
        await client.call(renameTag, { params: { name: 'knots' }, body: { name: 'ropes' } })
        await client.call(deleteTag, { params: { name: 'ropes' } })
      },
    },
    {
      name: 'what is begun, and what goes later',
      async act() {
        const params = await first()
        const rest = { replyTo: null, choices: [], cc: null, bcc: [], mentions: [], version: 0 }
        const piece = { text: 'Hm', attachments: [] }
        await client.call(putDraft, { params, body: { reply: piece, note: piece, ...rest } })
        const body = { message: { text: 'Good morning' }, dueAt: inAnHour() }
        const { id } = await client.call(postScheduledMessage, { params, body })
        await client.call(patchScheduledMessage, { params: { id }, body: { message: { text: 'Good evening' } } })
        await client.call(deleteScheduledMessage, { params: { id } })
      },
    },
    {
      name: 'what is ready to hand',
      async act() {
        const filter = { combinator: 'and', rules: [{ field: 'tags', operator: 'has', value: 'knots' }] } as const
        const view = await client.call(postView, {
          body: { name: 'Knots', sort: 'activity', isShared: true, filter: { ...filter, rules: [...filter.rules] } },
        })
        await client.call(patchView, { params: { id: view.id }, body: { name: 'Ropes' } })
        await client.call(deleteView, { params: { id: view.id } })
        const snippet = await client.call(postSnippet, { body: { name: 'Hello', shortcut: 'hi', text: 'Hello!' } })
        await client.call(patchSnippet, { params: { id: snippet.id }, body: { text: 'Hi!' } })
        await client.call(deleteSnippet, { params: { id: snippet.id } })
        const steps = [{ do: 'note' as const, text: 'Looked at' }]
        const macro = await client.call(postMacro, { body: { name: 'Look', isShared: true, steps } })
        await client.call(patchMacro, { params: { id: macro.id }, body: { name: 'Look at' } })
        await client.call(deleteMacro, { params: { id: macro.id } })
      },
    },
    {
      name: 'workflows',
      async act() {
        const { id } = await client.call(postWorkflow, { body: { name: 'Hello' } })
        await client.call(deleteWorkflow, { params: { id } })
      },
    },
    {
      name: 'what is told, to other systems and to oneself',
      async act() {
        const body = { name: 'Example', url: 'https://hooks.example.com/a' }
        const { webhook } = await client.call(postWebhook, { body })
        await client.call(patchWebhook, { params: { id: webhook.id }, body: { isActive: false } })
        await client.call(deleteWebhook, { params: { id: webhook.id } })
        await client.call(putPreferences, { body: preferences.parse({ undoSeconds: 7 }) })
      },
    },
    {
      name: 'a workflow',
      async act() {
        await bring(scene, inboundMessage())
        const { id: conversationId } = (await allConversations(scene)).find(({ status }) => status === 'open')!
        await playWorkflow({ app, workspaceId, client, conversationId })
      },
    },
  ]
}

const busyPolicy: Partial<Team['policy']> = {
  agentLimit: 0,
  messages: {
    assigned: null,
    away: null,
    overCapacity: { defaultLocale: 'en', texts: { en: 'You are number {{ position }}.' }, everyHours: 0 },
    queueUpdate: null,
    expectedReply: '',
  },
}
