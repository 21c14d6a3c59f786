import {
  type BulkAction,
  type Client,
  changeConversations,
  deleteTag,
  deleteView,
  type Filter,
  listKnownTags,
  listViews,
  patchView,
  postView,
  putTag,
  renameTag,
} from '@fairlead/sdk'

type Random = Readonly<{
  pick: <T>(items: readonly T[]) => T
  chance: () => boolean
  word: () => string
}>

/** What is done with lists, each with something chosen at random: many conversations changed at once, views, and tags. */
export function listActions(
  client: Client,
  {
    conversation,
    random: { pick, chance, word },
  }: Readonly<{ conversation: () => Promise<{ id: string }>; random: Random }>,
): Readonly<Record<string, () => Promise<unknown>>> {
  const filter = (): Filter => ({
    combinator: pick(['and', 'or']),
    not: chance(),
    rules: [
      { field: 'tags', operator: 'has', value: word() },
      { field: 'status', operator: 'any_of', value: ['open'] },
    ],
  })
  const view = async () => {
    const { data } = await client.call(listViews, {})
    return { id: data.length === 0 ? crypto.randomUUID() : pick(data).id }
  }
  const tag = async () => {
    const { data } = await client.call(listKnownTags, {})
    return { name: data.length === 0 ? 'vip' : pick(data).name }
  }
  const action = (): BulkAction =>
    pick([
      { do: 'close', summary: word() },
      { do: 'reopen' },
      { do: 'snooze', until: new Date(Date.now() + 60_000).toISOString() },
      { do: 'read' },
      { do: 'priority', priority: pick(['urgent', 'low']) },
      { do: 'add_tags', tags: ['vip', word()] },
      { do: 'remove_tags', tags: ['vip'] },
    ])

  return {
    async 'change many'() {
      const ids = await Promise.all([1, 2, 3].map(async () => (await conversation()).id))
      await client.call(changeConversations, { body: { conversationIds: [...new Set(ids)], action: action() } })
    },
    async 'save view'() {
      const sort = pick(['activity', 'queue', 'oldest'] as const)
      await client.call(postView, { body: { name: word(), filter: filter(), sort, isShared: chance() } })
    },
    async 'edit view'() {
      const body = pick([{ name: word() }, { filter: filter() }, { isShared: chance() }, { position: 3 }])
      await client.call(patchView, { params: await view(), body })
    },
    async 'describe tag'() {
      await client.call(putTag, {
        params: await tag(),
        body: { color: pick(['red', 'blue'] as const), description: word() },
      })
    },
    async 'rename tag'() {
      await client.call(renameTag, { params: await tag(), body: { name: pick([word(), 'vip']) } })
    },
    async 'delete tag'() {
      await client.call(deleteTag, { params: await tag() })
    },
    async 'delete view'() {
      await client.call(deleteView, { params: await view() })
    },
  }
}
