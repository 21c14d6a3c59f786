import { Button, Group, Modal, MultiSelect, Stack, Text } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { TagInput } from '../tags/tag-input.tsx'

type Props = Readonly<{
  kind: 'add' | 'remove'
  count: number
  /** Those that some of the selected have. */
  present: readonly string[]
  onChoose(tags: string[]): void
  onClose(): void
}>

/** Which tags are to be given to all that is selected, or taken from it. */
export function TagsDialog({ kind, count, present, onChoose, onClose }: Props) {
  const { t } = useTranslation(['inbox', 'common'])
  const [tags, setTags] = useState<string[]>([])
  const [search, setSearch] = useState('')

  function submit(event: FormEvent) {
    event.preventDefault()
    if (tags.length === 0) return
    onClose()
    onChoose(tags)
  }

  return (
    <Modal opened onClose={onClose} title={t(kind === 'add' ? 'bulk.addTitle' : 'bulk.removeTitle', { count })}>
      <form onSubmit={submit}>
        <Stack>
          {kind === 'add' ? (
            <TagInput
              label={t('bulk.tags')}
              value={tags}
              onChange={setTags}
              searchValue={search}
              onSearchChange={setSearch}
              // Open all the time, it would lie over the buttons.
              dropdownOpened={search !== ''}
              maxTags={20}
              data-autofocus
            />
          ) : present.length === 0 ? (
            <Text>{t('bulk.noTags')}</Text>
          ) : (
            <MultiSelect label={t('bulk.tags')} value={tags} onChange={setTags} data={[...present]} data-autofocus />
          )}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t('common:cancel')}
            </Button>
            <Button type="submit" disabled={tags.length === 0}>
              {t(kind === 'add' ? 'bulk.add' : 'bulk.remove')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
