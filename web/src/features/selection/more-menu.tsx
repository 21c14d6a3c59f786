import { type BulkAction, type Conversation, listMacros } from '@fairlead/sdk'
import { Button, Menu } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { client } from '../../api.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { priorities } from '../conversations/priorities.ts'
import type { Assignment } from '../conversations/use-actions.tsx'
import { useTeams } from '../conversations/use-names.ts'
import { TagsDialog } from './tags-dialog.tsx'

type Props = Readonly<{
  chosen: readonly Conversation[]
  isDisabled: boolean
  onAssign(assignment: Assignment): void
  onChange(action: BulkAction): void
}>

/** What is not wanted every minute. */
export function MoreMenu({ chosen, isDisabled, onAssign, onChange }: Props) {
  const { t } = useTranslation(['inbox', 'assignment'])
  const teams = [...useTeams().values()]
  const [isOpen, setOpen] = useState(false)
  const [tagging, setTagging] = useState<'add' | 'remove' | null>(null)
  const { data: macros = [] } = useQuery({
    queryKey: ['macros', 'for many'],
    queryFn: async ({ signal }) => (await client.call(listMacros, { signal })).data,
    enabled: isOpen,
  })
  const open = chosen.filter(({ status }) => status !== 'closed')
  const present = [...new Set(chosen.flatMap(({ tags }) => tags))].sort((a, b) => a.localeCompare(b))

  return (
    <>
      <Menu position="top-end" width={220} opened={isOpen} onChange={setOpen}>
        <Menu.Target>
          <Button
            size="compact-sm"
            variant="default"
            disabled={isDisabled}
            rightSection={<IconChevronDown size={13} aria-hidden />}
            aria-label={t('bulk.moreLabel')}
          >
            {t('bulk.more')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {open.length > 0 && teams.length > 0 && (
            <Menu.Sub>
              <Menu.Sub.Target>
                <Menu.Sub.Item>{t('assignment:bulk.moveTo')}</Menu.Sub.Item>
              </Menu.Sub.Target>
              <Menu.Sub.Dropdown mah={320} style={{ overflowY: 'auto' }}>
                {teams.map(({ id, name }) => (
                  <Menu.Item key={id} onClick={() => onAssign({ teamId: id })}>
                    {name}
                  </Menu.Item>
                ))}
              </Menu.Sub.Dropdown>
            </Menu.Sub>
          )}
          {open.some(({ assigneeId }) => assigneeId !== null) && (
            <Menu.Item onClick={() => onAssign({ memberId: null })} title={t('assignment:bulk.takeBackHint')}>
              {t('assignment:bulk.takeBack')}
            </Menu.Item>
          )}
          {chosen.some(({ unreadCount }) => unreadCount > 0) && (
            <Menu.Item onClick={() => onChange({ do: 'read' })}>{t('bulk.read')}</Menu.Item>
          )}
          <Menu.Sub>
            <Menu.Sub.Target>
              <Menu.Sub.Item>{t('bulk.priority')}</Menu.Sub.Item>
            </Menu.Sub.Target>
            <Menu.Sub.Dropdown>
              {priorities.map((priority) => (
                <Menu.Item key={priority} onClick={() => onChange({ do: 'priority', priority })}>
                  {t(`priority.${priority}`)}
                </Menu.Item>
              ))}
            </Menu.Sub.Dropdown>
          </Menu.Sub>
          <Menu.Item onClick={() => setTagging('add')}>{t('bulk.addTags')}</Menu.Item>
          <Menu.Item onClick={() => setTagging('remove')} disabled={present.length === 0}>
            {t('bulk.removeTags')}
          </Menu.Item>
          {macros.length > 0 && (
            <Menu.Sub>
              <Menu.Sub.Target>
                <Menu.Sub.Item>{t('bulk.macros')}</Menu.Sub.Item>
              </Menu.Sub.Target>
              <Menu.Sub.Dropdown mah={320} style={{ overflowY: 'auto' }}>
                {macros.map(({ id, name }) => (
                  <Menu.Item key={id} onClick={() => onChange({ do: 'macro', macroId: id })}>
                    {name}
                  </Menu.Item>
                ))}
              </Menu.Sub.Dropdown>
            </Menu.Sub>
          )}
        </Menu.Dropdown>
      </Menu>
      {tagging !== null && (
        <TagsDialog
          kind={tagging}
          count={chosen.length}
          present={present}
          onChoose={(tags) => onChange(tagging === 'add' ? { do: 'add_tags', tags } : { do: 'remove_tags', tags })}
          onClose={() => setTagging(null)}
        />
      )}
    </>
  )
}
