import { rotateWebhookSecret, type Webhook } from '@fairlead/sdk'
import { Button, Modal } from '@mantine/core'
import { useState } from 'react'
import { client } from '../../api.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { SecretShown } from './secret-shown.tsx'

export function RotateSecret({ webhook }: { webhook: Webhook }) {
  const { t } = useTranslation('webhooks')
  const [isAsking, setAsking] = useState(false)
  const [secret, setSecret] = useState<string | null>(null)

  return (
    <>
      <Button variant="default" onClick={() => setAsking(true)}>
        {t('rotate')}
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        title={t('rotateTitle')}
        text={t('rotateText')}
        confirm={t('rotate')}
        onConfirm={async () => {
          const made = await client.call(rotateWebhookSecret, { params: { id: webhook.id } })
          setSecret(made.secret)
        }}
        onClose={() => setAsking(false)}
      />
      {secret !== null && (
        <Modal
          opened
          onClose={() => setSecret(null)}
          title={t('secretTitle')}
          closeOnClickOutside={false}
          closeOnEscape={false}
        >
          <SecretShown secret={secret} onDone={() => setSecret(null)} />
        </Modal>
      )}
    </>
  )
}
