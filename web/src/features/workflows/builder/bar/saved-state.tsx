import { Button, Group, Text } from '@mantine/core'
import { IconAlertTriangle, IconCloudCheck, IconCloudUp } from '@tabler/icons-react'
import { useTranslation } from '../../../../i18n/use-translation.ts'
import type { Saving } from '../state/use-autosave.ts'
import classes from './bar.module.css'

type Props = Readonly<{ saving: Saving; onRetry: () => void }>

/** Whether the server has what is on the screen. */
export function SavedState({ saving, onRetry }: Props) {
  const { t } = useTranslation(['builder', 'common'])
  const isTrouble = saving.state === 'failed' || saving.state === 'incomplete' || saving.state === 'overtaken'
  const Icon = isTrouble ? IconAlertTriangle : saving.state === 'saved' ? IconCloudCheck : IconCloudUp
  return (
    <Group gap={6} wrap="nowrap" className={classes.saved} role="status" data-trouble={isTrouble || undefined}>
      <Icon size={17} stroke={1.6} aria-hidden />
      <Text span fz={13} className={classes.savedText}>
        {saving.state === 'failed' ? t('saving.failed', { reason: saving.reason }) : t(`saving.${saving.state}`)}
      </Text>
      {saving.state === 'failed' && (
        <Button size="compact-xs" variant="default" onClick={onRetry}>
          {t('common:tryAgain')}
        </Button>
      )}
    </Group>
  )
}
