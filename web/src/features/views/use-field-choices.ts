import { type Field, listFields } from '@fairlead/sdk'
import { useQuery } from '@tanstack/react-query'
import { client } from '../../api.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { typeNames } from '../channels/types.ts'
import { useCategories } from '../closing/queries.ts'
import { priorities } from '../conversations/priorities.ts'
import { tagsQuery } from '../conversations/queries.ts'
import { useChannels, useMembers, useSkills, useTeams } from '../conversations/use-names.ts'
import type { ChoiceKind, FieldChoice } from './field-choices.ts'

const kindOfField = {
  text: 'text',
  paragraph: 'text',
  link: 'text',
  number: 'number',
  yes_no: 'flag',
  date: 'date',
  choice: 'one_of',
  choices: 'items',
} as const satisfies Record<Field['type'], ChoiceKind>

/** Everything that a condition can look at, with the names of what there is in the workspace. */
export function useFieldChoices(): readonly FieldChoice[] {
  const { t } = useTranslation(['views', 'inbox', 'common'])
  const members = [...useMembers().values()].filter(({ isDeactivated }) => !isDeactivated)
  const teams = [...useTeams().values()]
  const channels = [...useChannels().values()]
  const skills = [...useSkills().values()]
  const { data: tags = [] } = useQuery(tagsQuery)
  const categories = useCategories()
  const { data: fields = [] } = useQuery({
    queryKey: ['fields', 'of filters'],
    queryFn: async ({ signal }) => (await client.call(listFields, { signal })).data,
  })
  const named = (items: readonly Readonly<{ id: string; name: string }>[]) =>
    items.map(({ id, name }) => ({ value: id, label: name }))

  return [
    {
      name: 'status',
      label: t('fields.status'),
      kind: 'one_of',
      options: (['open', 'snoozed', 'closed'] as const).map((each) => ({ value: each, label: t(`status.${each}`) })),
    },
    {
      name: 'assigneeId',
      label: t('fields.assigneeId'),
      kind: 'one_of',
      isNullable: true,
      options: [{ value: 'me', label: t('me') }, ...named(members)],
    },
    { name: 'teamId', label: t('fields.teamId'), kind: 'one_of', isNullable: true, options: named(teams) },
    {
      name: 'priority',
      label: t('fields.priority'),
      kind: 'one_of',
      options: priorities.map((each) => ({
        value: each,
        label: t(`inbox:priority.${each}`),
      })),
    },
    { name: 'channelId', label: t('fields.channelId'), kind: 'one_of', options: named(channels) },
    {
      name: 'channelType',
      label: t('fields.channelType'),
      kind: 'one_of',
      options: typeNames.map((each) => ({ value: each, label: t(`common:channelTypes.${each}`) })),
    },
    {
      name: 'tags',
      label: t('fields.tags'),
      kind: 'items',
      options: tags.map((each) => ({ value: each, label: each })),
    },
    { name: 'skillIds', label: t('fields.skillIds'), kind: 'items', options: named(skills) },
    { name: 'isUnread', label: t('fields.isUnread'), kind: 'flag' },
    { name: 'isWaiting', label: t('fields.isWaiting'), kind: 'flag' },
    { name: 'waitingMinutes', label: t('fields.waitingMinutes'), kind: 'minutes' },
    { name: 'idleMinutes', label: t('fields.idleMinutes'), kind: 'minutes' },
    { name: 'ageMinutes', label: t('fields.ageMinutes'), kind: 'minutes' },
    { name: 'contactName', label: t('fields.contactName'), kind: 'text' },
    { name: 'subject', label: t('fields.subject'), kind: 'text' },
    {
      name: 'closingCategoryId',
      label: t('fields.closingCategoryId'),
      kind: 'one_of',
      isNullable: true,
      options: named(categories),
    },
    ...fields
      .filter(({ subject }) => subject === 'conversation')
      .map(
        ({ key, name, type, options }): FieldChoice => ({
          name: `field:${key}`,
          label: name,
          kind: kindOfField[type],
          isNullable: true,
          options: options.map((each) => ({ value: each, label: each })),
        }),
      ),
  ]
}
