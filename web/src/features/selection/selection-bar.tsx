import { ActionIcon, Button, Group, Menu, Text, Tooltip } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { subjectOfMany } from '../conversations/assign-options.ts'
import { AssignPicker } from '../conversations/assign-picker.tsx'
import type { Assignment } from '../conversations/use-actions.tsx'
import { useTeams } from '../conversations/use-names.ts'
import classes from './selection.module.css'
import { useBulk } from './use-bulk.tsx'
import type { ListSelection } from './use-selection.ts'
import { type BulkAction, useTellResult } from './use-tell-result.tsx'

/** What can be done with everything that is selected. */
export function SelectionBar({ selection, isClosed }: { selection: ListSelection; isClosed: boolean }) {
  const { t } = useTranslation('assignment')
  const bulk = useBulk()
  const tell = useTellResult()
  const teams = [...useTeams().values()]
  const [isAssigning, setAssigning] = useState(false)
  const [isClosing, setClosing] = useState(false)
  const { chosen, shownCount, selectAll, keepOnly, clear } = selection
  const count = chosen.length

  async function assign(assignment: Assignment) {
    const summary = await bulk.assign(chosen, assignment)
    keepOnly(summary.refusedIds)
    tell(actionOf(assignment), summary)
  }

  async function close() {
    const summary = await bulk.close(chosen)
    keepOnly(summary.refusedIds)
    tell({ kind: 'close' }, summary)
  }

  const isBusy = bulk.progress !== null
  return (
    <section className={classes.bar} aria-label={t('bulk.bar')}>
      <Group gap={6} wrap="nowrap">
        <Text size="sm" fw={600} role="status">
          {bulk.progress === null ? t('bulk.selected', { count }) : t('bulk.working', { done: bulk.progress, count })}
        </Text>
        {count < shownCount && (
          <Button size="compact-xs" variant="subtle" onClick={selectAll} disabled={isBusy}>
            {t('bulk.all', { count: shownCount })}
          </Button>
        )}
        <Tooltip label={t('bulk.clear')}>
          <ActionIcon variant="subtle" color="gray" ms="auto" onClick={clear} aria-label={t('bulk.clear')}>
            <IconX size={16} />
          </ActionIcon>
        </Tooltip>
      </Group>
      {!isClosed && (
        <Group gap={6}>
          <AssignPicker
            subject={subjectOfMany(chosen)}
            isOpen={isAssigning}
            onOpenChange={setAssigning}
            onAssign={(assignment) => void assign(assignment)}
          >
            <Button size="compact-sm" onClick={() => setAssigning(!isAssigning)} loading={isBusy}>
              {t('bulk.assign')}
            </Button>
          </AssignPicker>
          <Menu position="top-start">
            <Menu.Target>
              <Button size="compact-sm" variant="default" disabled={isBusy || teams.length === 0}>
                {t('bulk.move')}
              </Button>
            </Menu.Target>
            <Menu.Dropdown mah={320} style={{ overflowY: 'auto' }}>
              <Menu.Label>{t('bulk.moveTo')}</Menu.Label>
              {teams.map(({ id, name }) => (
                <Menu.Item key={id} onClick={() => void assign({ teamId: id })}>
                  {name}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
          <Tooltip label={t('bulk.takeBackHint')}>
            <Button
              size="compact-sm"
              variant="default"
              onClick={() => void assign({ memberId: null })}
              disabled={isBusy || chosen.every(({ assigneeId }) => assigneeId === null)}
            >
              {t('bulk.takeBack')}
            </Button>
          </Tooltip>
          <Button size="compact-sm" variant="default" onClick={() => setClosing(true)} disabled={isBusy}>
            {t('bulk.close')}
          </Button>
        </Group>
      )}
      <ConfirmDialog
        isOpen={isClosing}
        title={t('bulk.closeTitle', { count })}
        text={t('bulk.closeText')}
        confirm={t('bulk.close')}
        isDangerous={false}
        onConfirm={close}
        onClose={() => setClosing(false)}
      />
    </section>
  )
}

function actionOf({ memberId, teamId }: Assignment): BulkAction {
  if (memberId) return { kind: 'assign', memberId }
  return teamId ? { kind: 'move', teamId } : { kind: 'takeBack' }
}
