import type { Member } from '@fairlead/sdk'
import { Stack, Text } from '@mantine/core'
import { useTranslation } from '../../i18n/use-translation.ts'
import { useSkills } from '../conversations/use-names.ts'
import { hoursText } from '../hours/hours-text.ts'
import { useLocale } from '../inbox/use-locale.ts'
import { useMe } from '../session/queries.ts'
import { limitOf } from './membership.ts'

/** What holds for somebody, for those who may not change it. */
export function MemberSummary({ member }: { member: Member }) {
  const { t, i18n } = useTranslation('members')
  const { t: tHours } = useTranslation('hours')
  const locale = useLocale()
  const skills = useSkills()
  const { limit, from } = limitOf(member.agentLimit, useMe().workspace.agentLimit)
  const names = member.skillIds.flatMap((id) => skills.get(id)?.name ?? [])

  return (
    <Stack gap={4}>
      <Text>{limit === null ? t(`limit.countsNone.${from}`) : t(`limit.counts.${from}`, { count: limit })}</Text>
      {member.isExcluded && <Text>{t('excluded.effect', { name: member.name })}</Text>}
      <Text>
        {names.length === 0 ? t('skills.none') : t('skills.has', { names: new Intl.ListFormat(locale).format(names) })}
      </Text>
      <Text>{member.hours === null ? t('hours.asTeam') : hoursText(member.hours, tHours, i18n.language)}</Text>
    </Stack>
  )
}
