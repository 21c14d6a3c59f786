import type { BulkAction } from '@fairlead/sdk'
import { ActionIcon, Button, Group, Text, Tooltip } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { askClosing } from '../closing/closing-question.ts'
import { subjectOfMany } from '../conversations/assign-options.ts'
import { AssignPicker } from '../conversations/assign-picker.tsx'
import { SnoozeMenu } from '../conversations/snooze-menu.tsx'
import type { Assignment } from '../conversations/use-actions.tsx'
import { MoreMenu } from './more-menu.tsx'
import classes from './selection.module.css'
import { useBulk } from './use-bulk.tsx'
import { useSelectedCommands } from './use-selected-commands.ts'
import { type ListSelection, mostSelected } from './use-selection.ts'
import { type Done, useTellResult } from './use-tell-result.tsx'

/** What can be done with everything that is selected. */
export function SelectionBar({ selection }: { selection: ListSelection }) {
  const { t } = useTranslation(['assignment', 'inbox'])
  const bulk = useBulk()
  const tell = useTellResult()
  const [isAssigning, setAssigning] = useState(false)
  const { chosen, allCount, selectAll, keepOnly, clear } = selection
  const count = chosen.length
  const open = chosen.filter(({ status }) => status !== 'closed')
  const isBusy = bulk.progress !== null

  async function assign(assignment: Assignment) {
    const summary = await bulk.assign(open, assignment)
    keepOnly(summary.refusedIds)
    tell(doneOf(assignment), summary)
  }

  async function change(action: BulkAction) {
    const subjects = action.do === 'close' || action.do === 'claim' ? open : chosen
    const summary = await bulk.change(subjects, action)
    // What stays in sight may be wanted for the next thing, and what was refused in any case.
    if (leavesTheList(action)) keepOnly(summary.refusedIds)
    tell({ kind: action.do }, summary)
  }

  async function close() {
    const said = await askClosing({ name: null, count: open.length, before: null })
    if (said === null) return
    const { categoryId, summary } = said
    await change({
      do: 'close',
      ...(categoryId === null ? {} : { categoryId }),
      ...(summary === '' ? {} : { summary }),
    })
  }

  useSelectedCommands({
    chosen,
    isBusy,
    onPick: () => setAssigning(true),
    onAssign: (assignment) => void assign(assignment),
    onClose: () => void close(),
    onChange: (action) => void change(action),
  })

  return (
    <section className={classes.bar} aria-label={t('bulk.bar')} data-selection>
      <Group gap={6} wrap="nowrap">
        <Text size="sm" fw={600} role="status">
          {bulk.progress === null ? t('bulk.selected', { count }) : t('bulk.working', { done: bulk.progress, count })}
        </Text>
        {(allCount === null || count < allCount) && (
          <Button size="compact-xs" variant="subtle" onClick={() => void selectAll()} disabled={isBusy}>
            {allCount === null
              ? t('inbox:bulk.allUpTo', { count: mostSelected })
              : t('inbox:bulk.all', { count: allCount })}
          </Button>
        )}
        <Tooltip label={t('bulk.clear')}>
          <ActionIcon variant="subtle" color="gray" ms="auto" onClick={clear} aria-label={t('bulk.clear')}>
            <IconX size={16} />
          </ActionIcon>
        </Tooltip>
      </Group>
      <Group gap={6}>
        {open.length > 0 ? (
          <>
            <AssignPicker
              subject={subjectOfMany(open)}
              isOpen={isAssigning}
              onOpenChange={setAssigning}
              onAssign={(assignment) => void assign(assignment)}
            >
              <Button size="compact-sm" onClick={() => setAssigning(!isAssigning)} loading={isBusy}>
                {t('bulk.assign')}
              </Button>
            </AssignPicker>
            <Button size="compact-sm" variant="default" onClick={() => void close()} disabled={isBusy}>
              {t('bulk.close')}
            </Button>
            <div className={classes.snooze}>
              <SnoozeMenu onSnooze={(until) => void change({ do: 'snooze', until: until.toISOString() })} />
            </div>
          </>
        ) : (
          <Button size="compact-sm" onClick={() => void change({ do: 'reopen' })} loading={isBusy}>
            {t('inbox:bulk.reopen')}
          </Button>
        )}
        <MoreMenu
          chosen={chosen}
          isDisabled={isBusy}
          onAssign={(assignment) => void assign(assignment)}
          onChange={(action) => void change(action)}
        />
      </Group>
    </section>
  )
}

function leavesTheList(action: BulkAction): boolean {
  return ['claim', 'close', 'reopen', 'snooze', 'macro'].includes(action.do)
}

function doneOf({ memberId, teamId }: Assignment): Done {
  if (memberId) return { kind: 'assign', memberId }
  return teamId ? { kind: 'move', teamId } : { kind: 'takeBack' }
}
