import {
  type Client,
  type Input,
  postClosingCategory,
  postField,
  postMacro,
  postSnippet,
  postView,
  putTag,
} from '@fairlead/sdk'

const tags: readonly Readonly<{ name: string; color: Input<typeof putTag>['body']['color']; description: string }>[] = [
  { name: 'vip', color: 'grape', description: 'Orders every month' },
  { name: 'refund', color: 'red', description: 'Wants money back' },
  { name: 'delivery', color: 'blue', description: 'Asks where a parcel is' },
  { name: 'size', color: 'teal', description: 'Something does not fit' },
]

const fields: readonly Input<typeof postField>['body'][] = [
  { subject: 'contact', name: 'Customer number', type: 'text' },
  { subject: 'contact', name: 'Customer since', type: 'date' },
  { subject: 'conversation', name: 'Order', type: 'text' },
  { subject: 'conversation', name: 'Product', type: 'choice', options: ['Jacket', 'Boots', 'Rope', 'Lamp'] },
]

const closingCategories = ['Question answered', 'Delivery', 'Return or refund', 'Wrong address', 'Spam']

const snippets: readonly Input<typeof postSnippet>['body'][] = [
  {
    scope: 'everybody',
    shortcut: 'hello',
    name: 'Greeting',
    text: 'Ahoy {{ contact.first_name }}, this is {{ agent.first_name }} of Harbour Outfitters. ',
  },
  {
    scope: 'everybody',
    shortcut: 'shipping',
    name: 'Shipping times',
    text: 'We ship within a day; the ferry takes two more. You get a link to follow the parcel as soon as it is on its way.',
  },
  {
    scope: 'everybody',
    shortcut: 'return',
    name: 'How to return something',
    text: 'Put it back into its box with the slip that came along, and hand it in at any harbour office. The money is with you within a week.',
  },
]

const macros: readonly Input<typeof postMacro>['body'][] = [
  {
    name: 'Refund',
    isShared: true,
    steps: [
      { do: 'add_tags', tags: ['refund'] },
      { do: 'priority', priority: 'high' },
    ],
  },
]

const views: readonly Input<typeof postView>['body'][] = [
  {
    name: 'Refunds',
    isShared: true,
    sort: 'activity',
    filter: { combinator: 'and', rules: [{ field: 'tags', operator: 'has', value: 'refund' }] },
  },
]

/** What the shop's inbox has of its own: what is asked, said and done again and again. */
export async function prepareInbox(owner: Client): Promise<void> {
  for (const { name, ...body } of tags) await owner.call(putTag, { params: { name }, body })
  for (const body of fields) await owner.call(postField, { body })
  for (const name of closingCategories) await owner.call(postClosingCategory, { body: { name } })
  for (const body of snippets) await owner.call(postSnippet, { body })
  for (const body of macros) await owner.call(postMacro, { body })
  for (const body of views) await owner.call(postView, { body })
}
