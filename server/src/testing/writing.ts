import {
  type Client,
  deleteDraft,
  deleteScheduledMessage,
  deleteSnippet,
  getDraft,
  listMembers,
  listScheduledMessages,
  listSnippets,
  patchScheduledMessage,
  patchSnippet,
  postNote,
  postScheduledMessage,
  postSnippet,
  putDraft,
  readConversation,
} from '@fairlead/sdk'

type Random = Readonly<{
  pick: <T>(items: readonly T[]) => T
  chance: () => boolean
  word: () => string
}>

/** What members write that is no message yet, or names one of them, each at random. */
export function writingActions(
  client: Client,
  { conversation, random: { pick, word } }: { conversation: () => Promise<{ id: string }>; random: Random },
): Readonly<Record<string, () => Promise<unknown>>> {
  const anyOf = (data: readonly { id: string }[]) => ({ id: data.length === 0 ? crypto.randomUUID() : pick(data).id })
  const snippets = async () => (await client.call(listSnippets, {})).data
  const members = async () => (await client.call(listMembers, {})).data.filter(({ isDeactivated }) => !isDeactivated)
  const scheduled = async () => anyOf((await client.call(listScheduledMessages, { params: await conversation() })).data)
  const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString()

  return {
    async 'keep draft'() {
      const params = await conversation()
      const { draft } = await client.call(getDraft, { params })
      const piece = { text: word(), attachments: [] }
      const rest = { replyTo: null, choices: [], cc: null, bcc: [], mentions: [] }
      await client.call(putDraft, {
        params,
        body: { reply: piece, note: piece, ...rest, version: draft?.version ?? 0 },
      })
    },
    async 'drop draft'() {
      await client.call(deleteDraft, { params: await conversation() })
    },
    async 'make snippet'() {
      const scope = pick(['mine', 'everybody'] as const)
      await client.call(postSnippet, { body: { name: word(), shortcut: crypto.randomUUID(), text: word(), scope } })
    },
    async 'edit snippet'() {
      const body = pick([{ text: word() }, { scope: 'mine' as const }])
      await client.call(patchSnippet, { params: anyOf(await snippets()), body })
    },
    async 'delete snippet'() {
      await client.call(deleteSnippet, { params: anyOf(await snippets()) })
    },
    async 'name somebody in a note'() {
      const { id } = anyOf(await members())
      await client.call(postNote, { params: await conversation(), body: { text: word(), mentionIds: [id] } })
    },
    async 'look at what names one'() {
      await client.call(readConversation, { params: await conversation() })
    },
    async 'write for later'() {
      const body = { message: { text: word() }, dueAt: inHours(2) }
      await client.call(postScheduledMessage, { params: await conversation(), body })
    },
    async 'put off what goes later'() {
      await client.call(patchScheduledMessage, { params: await scheduled(), body: { dueAt: inHours(3) } })
    },
    async 'take back what goes later'() {
      await client.call(deleteScheduledMessage, { params: await scheduled() })
    },
  }
}
