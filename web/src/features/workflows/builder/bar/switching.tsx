import { switchWorkflow, type Workflow } from '@fairlead/sdk'
import { Button, Menu, Modal, Radio, Stack, Text } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { client } from '../../../../api.ts'
import { describeError } from '../../../../describe-error.ts'
import { useTranslation } from '../../../../i18n/use-translation.ts'
import { DialogActions } from '../../../../ui/form/dialog-actions.tsx'
import { notifyError } from '../../../../ui/notify.ts'
import { StateBadge } from '../../list/workflow-list.tsx'
import type { Autosave } from '../state/use-autosave.ts'

type Props = Readonly<{ workflow: Workflow; autosave: Autosave }>

/** Whether it is on, and what switches it on and off. */
export function Switching({ workflow, autosave }: Props) {
  const { t } = useTranslation('builder')
  const cache = useQueryClient()
  const [leaving, setLeaving] = useState<'off' | 'archived' | null>(null)

  async function turn(to: 'on' | 'off' | 'archived', runs: 'finish' | 'cancel') {
    const answer = await client.call(switchWorkflow, {
      params: { id: workflow.id },
      body: { to, runs },
    })
    autosave.take(answer)
    await cache.invalidateQueries({ queryKey: ['workflows'] })
  }

  const isOn = workflow.state === 'on'
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button
            size="xs"
            variant="default"
            px={8}
            title={t('publish.state')}
            rightSection={<IconChevronDown size={14} aria-hidden />}
          >
            <StateBadge state={workflow.state} />
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {!isOn && (
            <Menu.Item disabled={workflow.version === null} onClick={() => turn('on', 'finish').catch(notifyError)}>
              {t('publish.on')}
            </Menu.Item>
          )}
          {isOn && <Menu.Item onClick={() => setLeaving('off')}>{t('publish.off')}</Menu.Item>}
          {workflow.state !== 'archived' && (
            <Menu.Item onClick={() => setLeaving('archived')}>{t('publish.archive')}</Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {leaving !== null && (
        <OffDialog to={leaving} onTurn={(runs) => turn(leaving, runs)} onClose={() => setLeaving(null)} />
      )}
    </>
  )
}

type OffProps = Readonly<{
  to: 'off' | 'archived'
  onTurn(runs: 'finish' | 'cancel'): Promise<void>
  onClose(): void
}>

/** No new runs begin. What becomes of those under way is for whoever does it to say. */
function OffDialog({ to, onTurn, onClose }: OffProps) {
  const { t } = useTranslation('builder')
  const [runs, setRuns] = useState<'finish' | 'cancel'>('finish')
  const [isBusy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)

  async function submit(event: { preventDefault(): void }) {
    event.preventDefault()
    setBusy(true)
    try {
      await onTurn(runs)
      onClose()
    } catch (error) {
      setFailure(describeError(error))
      setBusy(false)
    }
  }

  return (
    <Modal opened onClose={onClose} title={t(to === 'off' ? 'publish.offTitle' : 'publish.archiveTitle')}>
      <form onSubmit={submit}>
        <Stack>
          <Text>{t(to === 'off' ? 'publish.offText' : 'publish.archiveText')}</Text>
          <Radio.Group
            label={t('publish.runs')}
            value={runs}
            onChange={(value) => setRuns(value === 'cancel' ? 'cancel' : 'finish')}
          >
            <Stack gap="xs" mt="xs">
              <Radio value="finish" label={t('publish.finish')} />
              <Radio value="cancel" label={t('publish.cancel')} />
            </Stack>
          </Radio.Group>
          {failure !== null && (
            <Text c="var(--mantine-color-error)" role="alert">
              {failure}
            </Text>
          )}
          <DialogActions
            submit={t(to === 'off' ? 'publish.off' : 'publish.archive')}
            isSubmitting={isBusy}
            onCancel={onClose}
          />
        </Stack>
      </form>
    </Modal>
  )
}
