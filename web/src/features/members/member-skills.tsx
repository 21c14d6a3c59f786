import { type Member, patchMember } from '@fairlead/sdk'
import { MultiSelect, Text } from '@mantine/core'
import { useState } from 'react'
import { client } from '../../api.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { notifyError } from '../../ui/notify.ts'
import { useSkills } from '../conversations/use-names.ts'
import { useReplaceMember } from './queries.ts'

/** What somebody can do; saved as it is chosen. */
export function MemberSkills({ member }: { member: Member }) {
  const { t } = useTranslation('members')
  const skills = useSkills()
  const replaceMember = useReplaceMember()
  const [chosen, setChosen] = useState<string[] | null>(null)

  async function save(skillIds: string[]) {
    setChosen(skillIds)
    try {
      replaceMember(await client.call(patchMember, { params: { id: member.id }, body: { skillIds } }))
    } catch (error) {
      notifyError(error)
    }
    setChosen(null)
  }

  if (skills.size === 0) return <Text c="dimmed">{t('skills.noneAtAll')}</Text>
  return (
    <MultiSelect
      aria-label={t('skills.title')}
      maw={520}
      data={[...skills.values()].map(({ id, name }) => ({ value: id, label: name }))}
      value={chosen ?? [...member.skillIds]}
      onChange={save}
      placeholder={member.skillIds.length === 0 ? t('skills.choose') : ''}
      searchable
      hidePickedOptions
      maxValues={100}
    />
  )
}
