import { Alert, Button, Group } from '@mantine/core'
import { IconUsers } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from '../../../../i18n/use-translation.ts'
import { notifyError } from '../../../../ui/notify.ts'

type Props = Readonly<{
  /** Null: nobody knows who. */
  who: string | null
  onLoadTheirs(): Promise<void>
  onKeepMine(): Promise<void>
}>

/** Somebody else changed the draft at the same time: one of the two is lost, and whoever looks says which. */
export function Overtaken({ who, onLoadTheirs, onKeepMine }: Props) {
  const { t } = useTranslation('builder')
  const [isBusy, setBusy] = useState(false)
  const run = (act: () => Promise<void>) => () => {
    setBusy(true)
    act()
      .catch(notifyError)
      .finally(() => setBusy(false))
  }
  return (
    <Alert color="orange" icon={<IconUsers size={18} />} radius={0} role="alert" p="xs">
      <Group justify="space-between" gap="xs">
        <span>{who === null ? t('overtaken.somebody') : t('overtaken.by', { name: who })}</span>
        <Group gap="xs">
          <Button size="xs" variant="default" disabled={isBusy} onClick={run(onLoadTheirs)}>
            {t('overtaken.theirs')}
          </Button>
          <Button size="xs" variant="default" disabled={isBusy} onClick={run(onKeepMine)}>
            {t('overtaken.mine')}
          </Button>
        </Group>
      </Group>
    </Alert>
  )
}
