import type { SavedView } from '@fairlead/sdk'
import { ActionIcon, Text, UnstyledButton } from '@mantine/core'
import {
  IconArrowDown,
  IconArrowUp,
  IconDots,
  IconFilter,
  IconFilterPlus,
  IconPencil,
  IconTrash,
} from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { Menu } from '../../ui/menu.tsx'
import { Tooltip } from '../../ui/tooltip.tsx'
import classes from '../inbox/view-nav.module.css'
import { useMe } from '../session/queries.ts'
import { isAtLeast } from '../session/roles.ts'
import { useViews } from './queries.ts'
import { useViewActions } from './use-view-actions.ts'
import { editView } from './view-dialog-state.ts'

/** The views that somebody put together, in the navigation of the inbox. */
export function SavedViews({ currentId }: { currentId: string | null }) {
  const { t } = useTranslation('inbox')
  const views = useViews()

  return (
    <section aria-labelledby="saved-views">
      <div className={classes.headingLine}>
        <Text component="h2" id="saved-views" className={classes.heading}>
          {t('saved.label')}
        </Text>
        <Tooltip label={t('saved.new')}>
          <ActionIcon
            className={classes.add}
            size="sm"
            variant="subtle"
            color="gray"
            onClick={() => editView('new')}
            aria-label={t('saved.new')}
          >
            <IconFilterPlus size={15} />
          </ActionIcon>
        </Tooltip>
      </div>
      {views?.length === 0 && (
        <UnstyledButton className={classes.hint} onClick={() => editView('new')}>
          {t('saved.hint')}
        </UnstyledButton>
      )}
      <ul className={classes.list}>
        {views?.map((view) => (
          <li key={view.id} className={classes.saved}>
            <Link
              to="/inbox/$view"
              params={{ view: 'saved' }}
              search={{ viewId: view.id }}
              activeOptions={{ exact: true }}
              className={classes.link}
              data-current={view.id === currentId || undefined}
              aria-current={view.id === currentId ? 'page' : undefined}
              title={view.ownerId === null ? t('saved.everybodys', { name: view.name }) : view.name}
            >
              <IconFilter size={17} stroke={1.7} aria-hidden />
              <span className={classes.name}>{view.name}</span>
            </Link>
            {view.id === currentId && <ViewMenu view={view} views={views} />}
          </li>
        ))}
      </ul>
    </section>
  )
}

/** What can be done with a view by whoever may: its owner, and with everybody's a manager. */
function ViewMenu({ view, views }: { view: SavedView; views: readonly SavedView[] }) {
  const { t } = useTranslation(['inbox', 'common'])
  const { member } = useMe()
  const actions = useViewActions()
  const [isDeleting, setDeleting] = useState(false)
  if (view.ownerId === null && !isAtLeast(member.role, 'manager')) return null

  const kin = views.filter(({ ownerId }) => ownerId === view.ownerId)
  const index = kin.findIndex(({ id }) => id === view.id)
  return (
    <>
      <Menu position="bottom-end" width={190}>
        <Menu.Target>
          <ActionIcon
            className={classes.more}
            size="sm"
            variant="subtle"
            color="gray"
            aria-label={t('saved.menu', { name: view.name })}
          >
            <IconDots size={15} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconPencil size={15} />} onClick={() => editView(view)}>
            {t('saved.edit')}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconArrowUp size={15} />}
            disabled={index <= 0}
            onClick={() => actions.move(kin, index, -1)}
          >
            {t('saved.up')}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconArrowDown size={15} />}
            disabled={index >= kin.length - 1}
            onClick={() => actions.move(kin, index, 1)}
          >
            {t('saved.down')}
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item
            c="var(--mantine-color-error)"
            leftSection={<IconTrash size={15} />}
            onClick={() => setDeleting(true)}
          >
            {t('saved.delete')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <ConfirmDialog
        isOpen={isDeleting}
        title={t('saved.deleteTitle', { name: view.name })}
        text={t(view.ownerId === null ? 'saved.deleteSharedText' : 'saved.deleteText')}
        confirm={t('saved.delete')}
        onConfirm={() => actions.remove(view)}
        onClose={() => setDeleting(false)}
      />
    </>
  )
}
