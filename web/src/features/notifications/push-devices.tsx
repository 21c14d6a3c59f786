import { deletePushSubscription } from '@fairlead/sdk'
import { Alert, CloseButton, Stack, Switch, Text } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { client } from '../../api.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { notifyError } from '../../ui/notify.ts'
import { useLocale } from '../inbox/use-locale.ts'
import { useChangePreferences, usePreferences } from '../preferences/use-preferences.ts'
import { canPush, devicesQuery, type Pushed, pushHere, pushHereNoMore, thisDevice } from './push.ts'
import classes from './push-devices.module.css'

/** Which devices are told while the app is closed, and how much is said on them. */
export function PushDevices() {
  const { t } = useTranslation('notifications')
  const locale = useLocale()
  const queryClient = useQueryClient()
  const { showsText } = usePreferences()
  const change = useChangePreferences()
  const { data: devices = [] } = useQuery(devicesQuery)
  const { data: ownId = null } = useQuery({ queryKey: ['push-devices', 'own'], queryFn: thisDevice, staleTime: 0 })
  const [outcome, setOutcome] = useState<Pushed | 'off'>('off')
  const refresh = () => queryClient.invalidateQueries({ queryKey: devicesQuery.queryKey })

  const { mutate: turn, isPending } = useMutation({
    mutationFn: async (isOn: boolean) => {
      if (isOn) return pushHere()
      await pushHereNoMore()
      return 'off'
    },
    onSuccess: setOutcome,
    onError: notifyError,
    onSettled: refresh,
  })
  const { mutate: remove } = useMutation({
    mutationFn: (id: string) =>
      id === ownId ? pushHereNoMore() : client.call(deletePushSubscription, { params: { id } }),
    onError: notifyError,
    onSettled: refresh,
  })
  const isOn = devices.some(({ id }) => id === ownId)

  return (
    <Stack gap="md" maw={620}>
      {canPush() ? (
        <Switch
          label={t('push.on')}
          checked={isOn}
          disabled={isPending}
          onChange={(event) => turn(event.currentTarget.checked)}
        />
      ) : (
        <Alert color="orange" variant="light">
          {t(globalThis.isSecureContext ? 'push.none' : 'push.insecure')}
        </Alert>
      )}
      {(outcome === 'denied' || outcome === 'unavailable') && (
        <Alert color="orange" variant="light" role="alert">
          {t(outcome === 'denied' ? 'permission.denied' : 'push.unavailable')}
        </Alert>
      )}
      <Switch
        label={t('push.showsText')}
        description={t('push.showsTextHint')}
        checked={showsText}
        onChange={(event) => change({ showsText: event.currentTarget.checked })}
      />
      <div>
        <Text size="sm" fw={500}>
          {t('push.devices')}
        </Text>
        {devices.length === 0 && (
          <Text size="sm" c="dimmed">
            {t('push.noDevices')}
          </Text>
        )}
        <ul className={classes.devices}>
          {devices.map(({ id, device, createdAt }) => (
            <li key={id} className={classes.device}>
              <Text size="sm">
                {device || t('push.unnamed')}
                {id === ownId && ` · ${t('permission.label')}`}{' '}
                <Text span size="xs" c="dimmed">
                  {t('push.since', { date: new Date(createdAt).toLocaleDateString(locale) })}
                </Text>
              </Text>
              <CloseButton
                size="sm"
                onClick={() => remove(id)}
                aria-label={t('push.remove', { device: device || t('push.unnamed') })}
              />
            </li>
          ))}
        </ul>
      </div>
    </Stack>
  )
}
