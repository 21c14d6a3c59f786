import { TagsInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { describeError } from '../../describe-error.ts'
import { tagsQuery } from './queries.ts'

type Props = Readonly<{ label: string; tags: readonly string[]; onSave(tags: string[]): Promise<unknown> }>

/** Tags, changed where they stand, with those in use to choose from. */
export function TagEditor({ label, tags, onSave }: Props) {
  const { t } = useTranslation('inbox')
  const [hasFocus, setFocus] = useState(false)
  const [chosen, setChosen] = useState<string[] | null>(null)
  const [error, setError] = useState<string | null>(null)
  const { data: known = [] } = useQuery({ ...tagsQuery, enabled: hasFocus })

  async function save(next: string[]) {
    setChosen(next)
    setError(null)
    try {
      await onSave(next)
      setChosen(null)
    } catch (cause) {
      setError(describeError(cause))
    }
  }

  return (
    <TagsInput
      label={label}
      labelProps={{ fz: 12.5, fw: 400, c: 'dimmed' }}
      size="xs"
      mt={6}
      value={chosen ?? [...tags]}
      onChange={save}
      onFocus={() => setFocus(true)}
      data={known}
      comboboxProps={{ keepMounted: false }}
      placeholder={tags.length === 0 ? t('details.addTag') : ''}
      maxTags={50}
      maxLength={50}
      error={error}
    />
  )
}
