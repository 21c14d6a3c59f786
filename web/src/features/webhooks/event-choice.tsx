import { type WebhookEventGroup, type WebhookEventType, webhookEvents } from '@fairlead/sdk'
import { ActionIcon, Checkbox, Collapse, Input, Radio, Stack, Text } from '@mantine/core'
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react'
import { type ReactNode, useId, useState } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import classes from './webhooks.module.css'

const groups = Object.keys(webhookEvents) as WebhookEventGroup[]

type Props = Readonly<{
  isEverything: boolean
  chosen: readonly WebhookEventType[]
  error?: ReactNode
  onChange: (choice: { isEverything: boolean; chosen: WebhookEventType[] }) => void
}>

/** Everything, or groups of events, or single ones of them. */
export function EventChoice({ isEverything, chosen, error, onChange }: Props) {
  const { t } = useTranslation('webhooks')

  function put(types: readonly WebhookEventType[], isWanted: boolean) {
    const others = chosen.filter((type) => !types.includes(type))
    onChange({ isEverything, chosen: isWanted ? [...others, ...types] : others })
  }

  return (
    <div>
      <Radio.Group
        label={t('events')}
        value={isEverything ? 'everything' : 'chosen'}
        onChange={(value) => onChange({ isEverything: value === 'everything', chosen: [...chosen] })}
      >
        <Stack gap={8} mt={6}>
          <Radio value="everything" label={t('everything')} />
          <Radio value="chosen" label={t('chosen')} />
        </Stack>
      </Radio.Group>
      {!isEverything && (
        <div style={{ marginBlockStart: 10 }}>
          {groups.map((group) => (
            <Group key={group} group={group} chosen={chosen} onPut={put} />
          ))}
          {error !== undefined && <Input.Error mt={6}>{error}</Input.Error>}
        </div>
      )}
    </div>
  )
}

function Group({
  group,
  chosen,
  onPut,
}: {
  group: WebhookEventGroup
  chosen: readonly WebhookEventType[]
  onPut: (types: readonly WebhookEventType[], isWanted: boolean) => void
}) {
  const { t } = useTranslation('webhooks')
  const [isOpen, setOpen] = useState(false)
  const id = useId()
  const types: readonly WebhookEventType[] = webhookEvents[group]
  const own = types.filter((type) => chosen.includes(type))
  const isAll = own.length === types.length
  const sum = isAll
    ? t('groupAll')
    : own.length === 0
      ? t('groupNone')
      : t('groupSome', { chosen: own.length, all: types.length })

  return (
    <div className={classes.group}>
      <div className={classes.groupHead}>
        <Checkbox
          className={classes.groupName}
          label={t(`groups.${group}`)}
          checked={isAll}
          indeterminate={!isAll && own.length > 0}
          onChange={(event) => onPut(types, event.currentTarget.checked)}
        />
        <Text fz={13} c="dimmed">
          {sum}
        </Text>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t('openGroup', { group: t(`groups.${group}`) })}
          aria-expanded={isOpen}
          aria-controls={id}
          onClick={() => setOpen(!isOpen)}
        >
          {isOpen ? <IconChevronUp size={16} /> : <IconChevronDown size={16} />}
        </ActionIcon>
      </div>
      <Collapse expanded={isOpen} id={id}>
        <div className={classes.types}>
          {types.map((type) => (
            <Checkbox
              key={type}
              size="xs"
              label={t(`types.${type}`)}
              checked={own.includes(type)}
              onChange={(event) => onPut([type], event.currentTarget.checked)}
            />
          ))}
        </div>
      </Collapse>
    </div>
  )
}
