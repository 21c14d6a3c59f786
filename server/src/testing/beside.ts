import {
  type Client,
  closeConversation,
  deleteClosingCategory,
  deleteContactNote,
  deleteField,
  deleteMacro,
  listClosingCategories,
  listContactNotes,
  listContacts,
  listFields,
  listMacros,
  type MacroStep,
  patchClosingCategory,
  patchContact,
  patchContactNote,
  patchConversation,
  patchField,
  patchMacro,
  patchWorkspace,
  postClosingCategory,
  postContactNote,
  postField,
  postMacro,
  runMacro,
} from '@fairlead/sdk'

type Random = Readonly<{
  pick: <T>(items: readonly T[]) => T
  chance: () => boolean
  word: () => string
}>

/** What stands beside the thread, each changed to something chosen at random: fields, closing, macros, notes. */
export function besideActions(
  client: Client,
  { conversation, random: { pick, chance, word } }: { conversation: () => Promise<{ id: string }>; random: Random },
): Readonly<Record<string, () => Promise<unknown>>> {
  const anyOf = (data: readonly { id: string }[]) => ({
    id: data.length === 0 ? crypto.randomUUID() : pick(data).id,
  })
  const fields = async () => (await client.call(listFields, {})).data
  const categories = async () =>
    (await client.call(listClosingCategories, {})).data.filter(({ isDeleted }) => !isDeleted)
  const macros = async () => (await client.call(listMacros, {})).data
  const contact = async () => anyOf((await client.call(listContacts, {})).data)
  const note = async () => anyOf((await client.call(listContactNotes, { params: await contact() })).data)
  const step = async (): Promise<MacroStep> =>
    pick([
      { do: 'reply', text: `${word()} {{contact.name}}` },
      { do: 'note', text: word() },
      { do: 'add_tags', tags: [word()] },
      { do: 'remove_tags', tags: ['vip'] },
      { do: 'priority', priority: pick(['urgent', 'low']) },
      { do: 'assign', memberId: pick(['me', null]) },
      { do: 'snooze', minutes: 5 },
      { do: 'close', categoryId: pick([null, ...(await categories()).map(({ id }) => id)]), summary: word() },
    ])

  return {
    async 'make field'() {
      const type = pick(['text', 'number', 'choice'] as const)
      const subject = pick(['contact', 'conversation'] as const)
      await client.call(postField, { body: { subject, name: word(), type, options: ['a', 'b'] } })
    },
    async 'edit field'() {
      const body = pick([{ name: word() }, { position: 3 }])
      await client.call(patchField, { params: anyOf(await fields()), body })
    },
    async 'delete field'() {
      await client.call(deleteField, { params: anyOf(await fields()) })
    },
    async 'fill in field'() {
      const all = await fields()
      if (all.length === 0) return
      const { key, type, subject } = pick(all)
      const body = { fields: { [key]: pick([null, type === 'number' ? 1 : 'a']) } }
      if (subject === 'contact') await client.call(patchContact, { params: await contact(), body })
      else await client.call(patchConversation, { params: await conversation(), body })
    },
    async 'make category'() {
      await client.call(postClosingCategory, { body: { name: word() } })
    },
    async 'edit category'() {
      const body = pick([{ name: word() }, { position: 2 }])
      await client.call(patchClosingCategory, { params: anyOf(await categories()), body })
    },
    async 'delete category'() {
      await client.call(deleteClosingCategory, { params: anyOf(await categories()) })
    },
    async 'close and say why'() {
      const body = { categoryId: anyOf(await categories()).id, summary: pick(['', word()]) }
      await client.call(closeConversation, { params: await conversation(), body })
    },
    async 'change closing rules'() {
      await client.call(patchWorkspace, {
        body: { closing: { isCategoryRequired: chance(), isSummaryRequired: false } },
      })
    },
    async 'make macro'() {
      await client.call(postMacro, { body: { name: word(), steps: [await step(), await step()], isShared: chance() } })
    },
    async 'edit macro'() {
      const body = pick([{ name: word() }, { isShared: chance() }, { steps: [await step()] }])
      await client.call(patchMacro, { params: anyOf(await macros()), body })
    },
    async 'delete macro'() {
      await client.call(deleteMacro, { params: anyOf(await macros()) })
    },
    async 'run macro'() {
      const { id: macroId } = anyOf(await macros())
      await client.call(runMacro, { params: { ...(await conversation()), macroId } })
    },
    async 'write down of a contact'() {
      await client.call(postContactNote, { params: await contact(), body: { text: word() } })
    },
    async 'edit what is written of a contact'() {
      await client.call(patchContactNote, { params: await note(), body: { text: word() } })
    },
    async 'delete what is written of a contact'() {
      await client.call(deleteContactNote, { params: await note() })
    },
  }
}
