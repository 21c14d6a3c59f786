import { Text } from '@mantine/core'
import { useTranslation } from '../../i18n/use-translation.ts'
import classes from './progress.module.css'
import type { WizardStep } from './wizard-step.ts'

const shown = ['owner', 'team', 'channel', 'done'] as const

export function Progress({ step }: { step: WizardStep }) {
  const { t } = useTranslation('setup')
  const current = step === 'install' ? 'channel' : step
  const at = shown.indexOf(current)

  return (
    <div className={classes.progress}>
      <Text fz={13} c="dimmed">
        {t('progress', { step: at + 1, count: shown.length })} · {t(`steps.${current}`)}
      </Text>
      <div className={classes.bars} aria-hidden>
        {shown.map((one, index) => (
          <span key={one} data-reached={index <= at || undefined} />
        ))}
      </div>
    </div>
  )
}
