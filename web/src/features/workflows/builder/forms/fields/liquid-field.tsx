import { Textarea } from '@mantine/core'
import { type ReactNode, useRef } from 'react'
import { useTranslation } from '../../../../../i18n/use-translation.ts'
import { putText } from '../../../../composer/put-text.ts'
import classes from '../forms.module.css'
import { VariableMenu } from './variable-menu.tsx'
import { hasVariables, previewOf } from './variables.ts'

type Props = Readonly<{
  label: string
  description?: ReactNode
  placeholder?: string
  value: string
  onChange(text: string): void
  error?: ReactNode
  /** Of several lines; else Enter does nothing. */
  isLong?: boolean
  maxLength?: number
  lang?: string
  /** What other systems read, in letters of one width, and with the secrets. */
  isTechnical?: boolean
}>

/** A text in which the contact's name and the like can stand, with how it reads then. */
export function LiquidField(props: Props) {
  const { label, value, onChange, isLong = false, maxLength = 10_000, isTechnical = false, lang } = props
  const { t } = useTranslation('steps')
  const area = useRef<HTMLTextAreaElement>(null)

  function insert(text: string) {
    // Once the menu has gone, and given the focus away.
    requestAnimationFrame(() => {
      const field = area.current
      if (field !== null) putText(field, { start: field.selectionStart, end: field.selectionEnd, text })
    })
  }

  return (
    <div>
      <Textarea
        ref={area}
        className={isTechnical ? classes.mono : undefined}
        label={label}
        description={props.description}
        placeholder={props.placeholder}
        autosize
        minRows={isLong ? 3 : 1}
        maxRows={14}
        maxLength={maxLength}
        dir="auto"
        lang={lang}
        spellCheck={isTechnical ? false : undefined}
        value={value}
        onChange={(event) =>
          onChange(isLong ? event.currentTarget.value : event.currentTarget.value.replaceAll(/[\r\n]+/g, ' '))
        }
        onKeyDown={(event) => {
          if (!isLong && event.key === 'Enter' && !event.nativeEvent.isComposing) event.preventDefault()
        }}
        error={props.error}
      />
      <VariableMenu label={label} onInsert={insert} hasSecrets={isTechnical} />
      {!isTechnical && hasVariables(value) && (
        <p className={classes.preview} dir="auto" lang={lang}>
          {t('preview', { text: previewOf(value) })}
        </p>
      )}
    </div>
  )
}
