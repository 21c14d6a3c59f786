import { Alert, Button, Group, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { askPermission, permission, showOnDesktop } from './desktop.ts'
import { playSound } from './sound.ts'

/** Whether this browser shows anything: it asks, once, when somebody wants it. */
export function ThisDevice() {
  const { t } = useTranslation(['notifications', 'common'])
  const [state, setState] = useState(permission)

  const example = () =>
    showOnDesktop({
      title: t('common:productName'),
      body: t('permission.example'),
      conversationId: 'example',
      onOpen: () => undefined,
    })

  return (
    <>
      {state === 'denied' || state === 'none' ? (
        <Alert color="orange" variant="light" maw={620}>
          {t(`permission.${state}`)}
        </Alert>
      ) : (
        <Text size="sm">{t(state === 'granted' ? 'permission.granted' : 'permission.asked')}</Text>
      )}
      <Group mt="sm" gap="xs">
        {state === 'default' && (
          <Button onClick={async () => setState(await askPermission())}>{t('permission.ask')}</Button>
        )}
        {state === 'granted' && (
          <Button variant="default" onClick={example}>
            {t('permission.try')}
          </Button>
        )}
        <Button variant="default" onClick={() => void playSound()}>
          {t('sound.try')}
        </Button>
      </Group>
    </>
  )
}
