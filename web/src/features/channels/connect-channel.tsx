import type { Channel, ChannelType } from '@fairlead/sdk'
import { Button, Menu, Modal, Text } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMe } from '../session/queries.ts'
import { ChannelIcon } from './channel-icon.tsx'
import { NewWebchatForm } from './new-webchat-form.tsx'
import { NewWhatsappForm } from './new-whatsapp-form.tsx'

/** Asks which type, then for what that type needs; the new channel's own page says how to go on. */
export function ConnectChannel() {
  const { t } = useTranslation(['settings', 'common'])
  const { workspace } = useMe()
  const [type, setType] = useState<ChannelType | null>(null)
  const navigate = useNavigate()

  async function open(channel: Channel) {
    await navigate({ to: '/settings/channels/$id', params: { id: channel.id } })
  }

  const cancel = (
    <Button variant="default" onClick={() => setType(null)}>
      {t('common:cancel')}
    </Button>
  )

  return (
    <>
      <Menu position="bottom-end" width={280}>
        <Menu.Target>
          <Button leftSection={<IconPlus size={16} />}>{t('channels.add')}</Button>
        </Menu.Target>
        <Menu.Dropdown>
          <TypeItem type="webchat" hint={t('channels.addWebchatHint')} onChoose={setType} />
          <TypeItem type="whatsapp" hint={t('channels.addWhatsappHint')} onChoose={setType} />
        </Menu.Dropdown>
      </Menu>
      <Modal
        opened={type !== null}
        onClose={() => setType(null)}
        title={type === null ? '' : t(`common:channelTypes.${type}`)}
        size="xl"
        closeOnClickOutside={false}
      >
        {type === 'webchat' && (
          <NewWebchatForm workspaceName={workspace.name} teamId={null} onCreated={open} otherAction={cancel} />
        )}
        {type === 'whatsapp' && <NewWhatsappForm teamId={null} onCreated={open} otherAction={cancel} />}
      </Modal>
    </>
  )
}

type ItemProps = Readonly<{ type: ChannelType; hint: string; onChoose: (type: ChannelType) => void }>

function TypeItem({ type, hint, onChoose }: ItemProps) {
  const { t } = useTranslation()
  return (
    <Menu.Item leftSection={<ChannelIcon type={type} />} onClick={() => onChoose(type)}>
      {t(`channelTypes.${type}`)}
      <Text fz={12} c="dimmed">
        {hint}
      </Text>
    </Menu.Item>
  )
}
