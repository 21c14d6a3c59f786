import { useQuery } from '@tanstack/react-query'
import { useTranslation } from '../../i18n/use-translation.ts'
import { typeNames } from '../channels/types.ts'
import { priorities } from '../conversations/priorities.ts'
import { tagsQuery } from '../conversations/queries.ts'
import { useChannels, useMembers, useSkills, useTeams } from '../conversations/use-names.ts'
import { namedOptions, type RuleOption, sameOptions } from './rule-choices.ts'

type Choosable = 'status' | 'priority' | 'channelId' | 'channelType' | 'teamId' | 'assigneeId' | 'tags' | 'skillIds'

/** What there is to choose from of whatever a conversation has, with the names of what there is in the workspace. */
export function useRuleOptions(): Readonly<Record<Choosable, readonly RuleOption[]>> {
  const { t } = useTranslation(['rules', 'inbox', 'common'])
  const members = useMembers()
  const teams = useTeams()
  const channels = useChannels()
  const skills = useSkills()
  const { data: tags = [] } = useQuery(tagsQuery)

  return {
    status: (['open', 'snoozed', 'closed'] as const).map((each) => ({ value: each, label: t(`status.${each}`) })),
    priority: priorities.map((each) => ({ value: each, label: t(`inbox:priority.${each}`) })),
    channelId: namedOptions([...channels.values()]),
    channelType: typeNames.map((each) => ({ value: each, label: t(`common:channelTypes.${each}`) })),
    teamId: namedOptions([...teams.values()]),
    assigneeId: namedOptions([...members.values()].filter(({ isDeactivated }) => !isDeactivated)),
    tags: sameOptions(tags),
    skillIds: namedOptions([...skills.values()]),
  }
}
