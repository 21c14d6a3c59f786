import { useTranslation } from '../../../../../i18n/use-translation.ts'
import { TagInput } from '../../../../tags/tag-input.tsx'
import { useErrorOf } from '../form-context.tsx'

type Tags = { addTags?: string[]; removeTags?: string[] }
type Props = Readonly<{ value: Readonly<Required<Tags>>; onChange(change: Tags): void }>

/** Tags that are put on, and tags that are taken off. */
export function TagChanges({ value: { addTags, removeTags }, onChange }: Props) {
  const { t } = useTranslation('steps')
  const errorOf = useErrorOf()

  return (
    <>
      <TagInput
        label={t('tags.add')}
        placeholder={addTags.length === 0 ? t('tags.none') : ''}
        maxTags={20}
        value={[...addTags]}
        onChange={(next) => onChange({ addTags: next })}
        error={errorOf('addTags')}
      />
      <TagInput
        label={t('tags.remove')}
        placeholder={removeTags.length === 0 ? t('tags.none') : ''}
        maxTags={20}
        value={[...removeTags]}
        onChange={(next) => onChange({ removeTags: next })}
        error={errorOf('removeTags')}
      />
    </>
  )
}
