import type { LocalText } from '@fairlead/sdk'
import { Input } from '@mantine/core'
import { useTranslation } from '../../../../../i18n/use-translation.ts'
import { languageName } from '../../../../../ui/language-name.ts'
import { useErrorOf } from '../form-context.tsx'
import { LiquidField } from './liquid-field.tsx'
import { localesOf, withText } from './local-texts.ts'

type Props = Readonly<{
  label: string
  description?: string
  /** Where it is in the step. */
  path: string
  /** The language that is shown. */
  locale: string
  value: LocalText
  onChange(text: LocalText): void
  isLong?: boolean
}>

/** A text that contacts read, in one of its languages; what is wrong in another is said, too. */
export function LocalTextField({ label, description, path, locale, value, onChange, isLong = true }: Props) {
  const { t, i18n } = useTranslation('steps')
  const errorOf = useErrorOf()
  const elsewhere = localesOf(value).filter((each) => each !== locale && errorOf(`${path}.texts.${each}`) !== undefined)
  const own = errorOf(`${path}.texts.${locale}`) ?? (elsewhere.length === 0 ? errorOf(path) : undefined)
  const several = localesOf(value).length > 1 || locale !== value.defaultLocale

  return (
    <div>
      <LiquidField
        label={several ? t('languages.of', { label, language: languageName(locale, i18n.language) }) : label}
        {...(description === undefined ? {} : { description })}
        placeholder={locale === value.defaultLocale ? '' : (value.texts[value.defaultLocale] ?? '')}
        isLong={isLong}
        maxLength={4000}
        lang={locale}
        value={value.texts[locale] ?? ''}
        onChange={(text) => onChange(withText(value, locale, text))}
        error={own}
      />
      {elsewhere.map((each) => (
        <Input.Error key={each} role="alert">
          {languageName(each, i18n.language)}: {errorOf(`${path}.texts.${each}`)}
        </Input.Error>
      ))}
    </div>
  )
}
