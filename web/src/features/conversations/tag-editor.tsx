import { useTranslation } from '../../i18n/use-translation.ts'
import { useSavedAtOnce } from '../../ui/form/use-saved-at-once.ts'
import { TagInput } from '../tags/tag-input.tsx'

type Props = Readonly<{ label: string; tags: readonly string[]; onSave(tags: string[]): Promise<unknown> }>

/** Tags, changed where they stand, with those there are to choose from. */
export function TagEditor({ label, tags, onSave }: Props) {
  const { t } = useTranslation('inbox')
  const saved = useSavedAtOnce([...tags], onSave)

  return (
    <TagInput
      label={label}
      labelProps={{ fz: 12.5, fw: 400, c: 'dimmed' }}
      size="xs"
      mt={6}
      {...saved}
      placeholder={tags.length === 0 ? t('details.addTag') : ''}
    />
  )
}
