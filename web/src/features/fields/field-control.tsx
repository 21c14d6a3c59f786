import { type Field, type FieldValue, readFieldValue } from '@fairlead/sdk'
import { ActionIcon } from '@mantine/core'
import { IconExternalLink } from '@tabler/icons-react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { EditableText } from '../contacts/editable-text.tsx'
import { LabelledSelect } from '../contacts/labelled-select.tsx'
import { LabelledChoices } from './labelled-choices.tsx'
import { LabelledParagraph } from './labelled-paragraph.tsx'

type Props = Readonly<{ field: Field; value: FieldValue; onSave(value: FieldValue): Promise<unknown> }>

const mostCharacters = 2000

/** One custom field, with what fits its type. It is saved at once; what is wrong stands beside it. */
export function FieldControl({ field, value, onSave }: Props) {
  const { t } = useTranslation('fields')
  const { name, type } = field
  const text = value === null || typeof value === 'boolean' ? '' : String(value)

  function complaint(given: FieldValue): string | null {
    if (typeof given === 'string' && given.length > mostCharacters) return t('tooLong', { count: mostCharacters })
    const { fault } = readFieldValue(field, given)
    return fault && t(`fault.${fault}`)
  }

  switch (type) {
    case 'text':
      return <EditableText label={name} value={text} check={complaint} onSave={onSave} />
    case 'paragraph':
      return <LabelledParagraph label={name} value={text} check={complaint} onSave={onSave} />
    case 'number':
      return (
        <EditableText
          label={name}
          value={text}
          inputMode="decimal"
          check={(typed) => complaint(numberOf(typed))}
          onSave={(typed) => onSave(numberOf(typed))}
        />
      )
    case 'date':
      return <EditableText label={name} value={text} type="date" check={complaint} onSave={onSave} />
    case 'link':
      return (
        <EditableText
          label={name}
          value={text}
          type="url"
          check={(typed) => complaint(linkOf(typed))}
          onSave={(typed) => onSave(linkOf(typed))}
          rightSection={text === '' ? null : <OpenLink name={name} href={text} />}
        />
      )
    case 'yes_no':
      return (
        <LabelledSelect
          label={name}
          value={value === null ? null : String(value)}
          data={[
            { value: 'true', label: t('yes') },
            { value: 'false', label: t('no') },
          ]}
          placeholder={t('empty')}
          onSave={(next) => onSave(next === null ? null : next === 'true')}
        />
      )
    case 'choice':
      return (
        <LabelledSelect
          label={name}
          value={value === null ? null : text}
          data={withGone(field.options, value === null ? [] : [text])}
          placeholder={t('empty')}
          onSave={onSave}
          isSearchable={field.options.length > 8}
        />
      )
    case 'choices': {
      const chosen = Array.isArray(value) ? value : []
      return <LabelledChoices label={name} value={chosen} data={withGone(field.options, chosen)} onSave={onSave} />
    }
    default:
      return type satisfies never
  }
}

function OpenLink({ name, href }: { name: string; href: string }) {
  const { t } = useTranslation('fields')
  // Written by whoever: only what leads somewhere is a link.
  if (!/^https?:\/\//i.test(href)) return null
  return (
    <ActionIcon
      component="a"
      href={href}
      target="_blank"
      rel="noopener noreferrer"
      variant="subtle"
      color="gray"
      size="sm"
      aria-label={t('open', { name })}
    >
      <IconExternalLink size={14} />
    </ActionIcon>
  )
}

// In half of the world a comma stands before the decimals.
function numberOf(typed: string): FieldValue {
  const text = typed.trim()
  if (text === '') return null
  const number = Number(/^-?\d+,\d+$/.test(text) ? text.replace(',', '.') : text)
  return Number.isFinite(number) ? number : text
}

function linkOf(typed: string): string {
  const text = typed.trim()
  return /^[\w-]+(\.[\w-]+)+([/?#].*)?$/.test(text) ? `https://${text}` : text
}

/** What was chosen and can no longer be is shown all the same. */
function withGone(options: readonly string[], chosen: readonly string[]): string[] {
  return [...new Set([...options, ...chosen])]
}
