import { type Filter, patchView, postView, previewView, type SavedView } from '@fairlead/sdk'
import { Alert, Button, Group, Input, Modal, NativeSelect, Stack, Switch, Text, TextInput } from '@mantine/core'
import { useDebouncedValue, useMediaQuery } from '@mantine/hooks'
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { client } from '../../api.ts'
import { describeError } from '../../describe-error.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { type Sort, sorts } from '../conversations/sorts.ts'
import { useLocale } from '../inbox/use-locale.ts'
import { useMe } from '../session/queries.ts'
import { isAtLeast } from '../session/roles.ts'
import { FilterBuilder } from './filter-builder.tsx'
import { isComplete } from './filter-query.ts'
import { viewsQuery } from './queries.ts'
import { type Edited, editView } from './view-dialog-state.ts'

const usual: Filter = { combinator: 'and', rules: [{ field: 'status', operator: 'any_of', value: ['open'] }] }
const previewAfterMs = 400
const lastPosition = 1000

/** Puts together a view, or changes one, and shows what it finds meanwhile. */
export function ViewDialog({ edited }: { edited: Edited }) {
  const { t } = useTranslation(['views', 'inbox', 'common'])
  const { member } = useMe()
  const save = useSave(edited)
  const isPhone = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false })
  const before = edited === 'new' ? null : edited
  const [name, setName] = useState(before?.name ?? '')
  const [filter, setFilter] = useState<Filter>(before?.filter ?? usual)
  const [sort, setSort] = useState<Sort>(before?.sort ?? 'activity')
  const [isShared, setShared] = useState(before !== null && before.ownerId === null)
  const [failure, setFailure] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)
  const close = () => editView(null)
  const isReady = isComplete(filter)

  async function submit(event: FormEvent) {
    event.preventDefault()
    if (name.trim() === '') return setFailure(t('nameMissing'))
    if (!isReady) return setFailure(t('incomplete'))
    setBusy(true)
    setFailure(null)
    try {
      await save({ name, filter, sort, isShared })
      close()
    } catch (error) {
      setFailure(describeError(error))
      setBusy(false)
    }
  }

  return (
    <Modal
      opened
      onClose={close}
      title={before === null ? t('newTitle') : t('editTitle', { name: before.name })}
      size="xl"
      fullScreen={isPhone}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <form onSubmit={submit} noValidate>
        <Stack>
          <TextInput
            label={t('name')}
            placeholder={t('namePlaceholder')}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            maxLength={120}
            required
            data-autofocus
          />
          <Input.Wrapper label={t('shows')} labelElement="div">
            <FilterBuilder filter={filter} onChange={setFilter} />
          </Input.Wrapper>
          <Found filter={filter} isReady={isReady} />
          <NativeSelect
            label={t('inbox:sort.label')}
            data={sorts.map((each) => ({ value: each, label: t(`inbox:sort.${each}`) }))}
            value={sort}
            onChange={(event) => setSort(sorts.find((each) => each === event.currentTarget.value) ?? 'activity')}
          />
          {isAtLeast(member.role, 'manager') && (
            <Switch
              label={t('forEverybody')}
              description={t('forEverybodyHint')}
              checked={isShared}
              onChange={(event) => setShared(event.currentTarget.checked)}
            />
          )}
          {failure !== null && (
            <Alert color="red" role="alert">
              {failure}
            </Alert>
          )}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={close}>
              {t('common:cancel')}
            </Button>
            <Button type="submit" loading={isBusy}>
              {isShared ? t('saveForEverybody') : t('saveForMe')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}

/** How many conversations fit now, and the latest of them. */
function Found({ filter, isReady }: { filter: Filter; isReady: boolean }) {
  const { t } = useTranslation('views')
  const locale = useLocale()
  const [settled] = useDebouncedValue(filter, previewAfterMs)
  const { data } = useQuery({
    queryKey: ['view-preview', settled],
    queryFn: ({ signal }) => client.call(previewView, { body: { filter: settled }, signal }),
    enabled: isReady && isComplete(settled),
    placeholderData: keepPreviousData,
    staleTime: 10_000,
  })
  const names = data?.data.map(({ contact }) => contact.name) ?? []

  return (
    <Text size="sm" c="dimmed" role="status" mih="2.9em">
      {!isReady ? (
        t('incomplete')
      ) : data === undefined ? (
        t('counting')
      ) : (
        <>
          <Text span fw={600} c="var(--mantine-color-text)">
            {data.count >= 1000 ? t('foundMany') : t('found', { count: data.count })}
          </Text>
          {names.length > 0 && (
            <>
              <br />
              {t('latest', { names: new Intl.ListFormat(locale, { type: 'unit' }).format(names) })}
            </>
          )}
        </>
      )}
    </Text>
  )
}

type Given = Readonly<{ name: string; filter: Filter; sort: Sort; isShared: boolean }>

function useSave(edited: Edited): (given: Given) => Promise<void> {
  const queryClient = useQueryClient()
  const navigate = useNavigate()

  return async (given) => {
    const view: SavedView =
      edited === 'new'
        ? await client.call(postView, { body: { ...given, position: lastPosition } })
        : await client.call(patchView, { params: { id: edited.id }, body: given })
    queryClient.setQueryData(viewsQuery.queryKey, (views) => [
      ...(views ?? []).filter(({ id }) => id !== view.id),
      view,
    ])
    await navigate({ to: '/inbox/$view', params: { view: 'saved' }, search: { viewId: view.id } })
  }
}
