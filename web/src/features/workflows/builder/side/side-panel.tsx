import { CloseButton, Drawer } from '@mantine/core'
import { type ReactNode, Suspense } from 'react'
import { useTranslation } from '../../../../i18n/use-translation.ts'
import { RowListSkeleton } from '../../../../ui/row-list.tsx'
import type { Side } from '../state/builder-state.ts'
import classes from './side.module.css'

type Props = Readonly<{ side: Side | null; isPhone: boolean; onClose(): void; children: ReactNode }>

/** Beside the canvas; on a phone above it. */
export function SidePanel({ side, isPhone, onClose, children }: Props) {
  const { t } = useTranslation(['builder', 'common'])
  const content = <Suspense fallback={<RowListSkeleton rows={3} />}>{children}</Suspense>
  if (isPhone) {
    return (
      <Drawer
        opened={side !== null}
        onClose={onClose}
        position="bottom"
        size="85%"
        title={side === null ? '' : t(`sides.${side}`)}
        styles={{ title: { fontWeight: 600 } }}
      >
        {content}
      </Drawer>
    )
  }
  if (side === null) return null
  return (
    <aside className={classes.side} aria-label={t(`sides.${side}`)} data-forms data-side>
      <div className={classes.head}>
        <strong>{t(`sides.${side}`)}</strong>
        <CloseButton aria-label={t('common:close')} onClick={onClose} />
      </div>
      <div className={classes.body}>{content}</div>
    </aside>
  )
}
