import type { Conversation } from '@fairlead/sdk'
import { Button, Group, TagsInput, Text } from '@mantine/core'
import { useId, useState } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import classes from './composer.module.css'
import { isAddress } from './copies.ts'

type Copies = Readonly<{ cc: readonly string[]; bcc: readonly string[] }>

type Props = Copies &
  Readonly<{
    conversation: Conversation
    /** Who gets a copy unless somebody says otherwise. */
    everybody: readonly string[]
    onChange(change: Partial<Copies>): void
  }>

/** What an answer by e-mail is headed with: its subject, and who gets a copy. */
export function MailFields({ conversation, cc, bcc, everybody, onChange }: Props) {
  const { t } = useTranslation('inbox')
  const [wantsBcc, setWantsBcc] = useState(false)
  const others = everybody.filter((address) => !cc.includes(address) && !bcc.includes(address))
  const hasBcc = wantsBcc || bcc.length > 0

  return (
    <div className={classes.mail}>
      {conversation.subject !== null && conversation.subject !== '' && (
        <div className={classes.mailLine}>
          <Text size="xs" c="dimmed" component="span" className={classes.mailLabel}>
            {t('composer.subject')}
          </Text>
          <Text size="sm" component="span" truncate>
            {conversation.subject}
          </Text>
        </div>
      )}
      <Addresses
        label={t('composer.cc')}
        addresses={cc}
        onChange={(next) => onChange({ cc: next })}
        placeholder={t('composer.ccPlaceholder')}
      >
        {others.length > 0 && (
          <Button size="compact-xs" variant="subtle" color="gray" onClick={() => onChange({ cc: [...cc, ...others] })}>
            {t('composer.ccAll', { count: others.length })}
          </Button>
        )}
        {!hasBcc && (
          <Button size="compact-xs" variant="subtle" color="gray" onClick={() => setWantsBcc(true)}>
            {t('composer.addBcc')}
          </Button>
        )}
      </Addresses>
      {hasBcc && (
        <Addresses
          label={t('composer.bcc')}
          addresses={bcc}
          onChange={(next) => onChange({ bcc: next })}
          placeholder={t('composer.bccPlaceholder')}
        />
      )}
    </div>
  )
}

type AddressesProps = Readonly<{
  label: string
  addresses: readonly string[]
  placeholder: string
  onChange(addresses: readonly string[]): void
  children?: React.ReactNode
}>

function Addresses({ label, addresses, placeholder, onChange, children }: AddressesProps) {
  const { t } = useTranslation('inbox')
  const id = useId()
  const wrong = addresses.find((address) => !isAddress(address))

  return (
    <div className={classes.mailLine}>
      <Text size="xs" c="dimmed" component="label" htmlFor={id} className={classes.mailLabel}>
        {label}
      </Text>
      <TagsInput
        id={id}
        className={classes.cc ?? ''}
        size="xs"
        variant="unstyled"
        splitChars={[',', ';', ' ']}
        acceptValueOnBlur
        maxTags={20}
        value={[...addresses]}
        onChange={(next) => onChange(next.map((address) => address.trim().toLowerCase()))}
        placeholder={addresses.length === 0 ? placeholder : ''}
        error={wrong === undefined ? undefined : t('composer.ccWrong', { address: wrong })}
      />
      <Group gap={0} wrap="nowrap">
        {children}
      </Group>
    </div>
  )
}
