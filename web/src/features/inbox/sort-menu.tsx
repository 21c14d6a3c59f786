import { ActionIcon } from '@mantine/core'
import { IconArrowsSort, IconCheck } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from '../../i18n/use-translation.ts'
import { Menu } from '../../ui/menu.tsx'
import { Tooltip } from '../../ui/tooltip.tsx'
import { type ListScope, sortOf } from '../conversations/conversation-list.ts'
import { type Sort, sorts } from '../conversations/sorts.ts'

/** By what the list is sorted; the view’s own order is no choice that is kept in the address. */
export function SortMenu({ scope }: { scope: ListScope }) {
  const { t } = useTranslation('inbox')
  const navigate = useNavigate()
  const { view, filters } = scope
  const current = sortOf(scope)
  const { sort: _, ...rest } = filters
  const own = sortOf({ ...scope, filters: rest })

  const choose = (sort: Sort) =>
    navigate({ to: '/inbox/$view', params: { view }, search: sort === own ? rest : { ...rest, sort } })

  return (
    <Menu position="bottom-end" width={210}>
      <Menu.Target>
        <Tooltip label={t('sort.by', { sort: t(`sort.${current}`) })}>
          <ActionIcon
            variant={current === own ? 'subtle' : 'light'}
            color={current === own ? 'gray' : 'harbour'}
            ms="auto"
            aria-label={t('sort.by', { sort: t(`sort.${current}`) })}
          >
            <IconArrowsSort size={17} stroke={1.7} />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('sort.label')}</Menu.Label>
        {sorts.map((sort) => (
          <Menu.Item
            key={sort}
            onClick={() => void choose(sort)}
            rightSection={sort === current ? <IconCheck size={14} aria-label={t('sort.chosen')} /> : null}
          >
            {t(`sort.${sort}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
