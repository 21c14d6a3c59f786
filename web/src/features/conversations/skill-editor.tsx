import { MultiSelect } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { useSkills } from './use-names.ts'

type Props = Readonly<{ skillIds: readonly string[]; onSave(skillIds: string[]): Promise<unknown> }>

/** What whoever gets the conversation should be able to do. */
export function SkillEditor({ skillIds, onSave }: Props) {
  const { t } = useTranslation('inbox')
  const skills = useSkills()
  const [chosen, setChosen] = useState<string[] | null>(null)
  if (skills.size === 0) return null

  async function save(next: string[]) {
    setChosen(next)
    await onSave(next)
    setChosen(null)
  }

  return (
    <MultiSelect
      label={t('details.skills')}
      labelProps={{ fz: 12.5, fw: 400, c: 'dimmed' }}
      size="xs"
      mt={6}
      data={[...skills.values()].map(({ id, name }) => ({ value: id, label: name }))}
      value={chosen ?? [...skillIds]}
      onChange={save}
      placeholder={skillIds.length === 0 ? t('details.noSkills') : ''}
      maxValues={20}
      searchable
      hidePickedOptions
    />
  )
}
