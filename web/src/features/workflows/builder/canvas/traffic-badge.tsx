import { useTranslation } from '../../../../i18n/use-translation.ts'
import type { StepTraffic } from '../traffic.tsx'
import classes from './node.module.css'

/** How many runs came to a step, and how many stand there now. */
export function TrafficBadge({ traffic: { now, reached, failed } }: Readonly<{ traffic: StepTraffic }>) {
  const { t } = useTranslation('builder')
  return (
    <span className={classes.traffic} data-failed={failed > 0 || undefined}>
      {now > 0 ? t('traffic.now', { count: now, reached }) : t('traffic.reached', { count: reached })}
    </span>
  )
}
