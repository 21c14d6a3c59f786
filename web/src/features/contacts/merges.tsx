import { type Contact, type listMerges, type Output, undoMerge } from '@fairlead/sdk'
import { Button, Text } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { client } from '../../api.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { notifyDone } from '../../ui/notify.ts'
import { listsKey } from '../conversations/queries.ts'
import { dateTime } from '../inbox/time-text.ts'
import { useLocale } from '../inbox/use-locale.ts'
import classes from './contact-panel.module.css'
import { contactQuery, kinKey, mergesQuery } from './queries.ts'

type Merge = Output<typeof listMerges>['data'][number]

/** Who was taken in by this contact, and a way to take them out again. */
export function Merges({ contact }: { contact: Contact }) {
  const { t } = useTranslation('inbox')
  const locale = useLocale()
  const queryClient = useQueryClient()
  const { data: merges = [] } = useQuery(mergesQuery(contact.id))
  const [asked, setAsked] = useState<Merge | null>(null)
  if (merges.length === 0) return null

  async function undo({ id: mergeId }: Merge) {
    const split = await client.call(undoMerge, { params: { id: contact.id, mergeId } })
    void queryClient.invalidateQueries({ queryKey: contactQuery(contact.id).queryKey })
    void queryClient.invalidateQueries({ queryKey: kinKey })
    void queryClient.invalidateQueries({ queryKey: listsKey })
    notifyDone(t('merge.undone', { name: split.name }))
  }

  return (
    <div className={classes.identities}>
      <span className={classes.label}>{t('merge.takenIn')}</span>
      {merges.map((merge) => (
        <div key={merge.id} className={classes.identity}>
          <div className={classes.address}>
            <Text size="sm" truncate>
              {merge.name}
            </Text>
            <Text size="xs" c="dimmed">
              {dateTime(merge.at, locale)}
            </Text>
          </div>
          <Button
            size="compact-xs"
            variant="subtle"
            color="gray"
            onClick={() => setAsked(merge)}
            aria-label={t('merge.undoOne', { name: merge.name })}
          >
            {t('merge.undo')}
          </Button>
        </div>
      ))}
      <ConfirmDialog
        isOpen={asked !== null}
        title={t('merge.undoTitle')}
        text={t('merge.undoText', { name: asked?.name ?? '' })}
        confirm={t('merge.undo')}
        isDangerous={false}
        onConfirm={async () => asked && undo(asked)}
        onClose={() => setAsked(null)}
      />
    </div>
  )
}
