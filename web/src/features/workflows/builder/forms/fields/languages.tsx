import { LanguageTabs } from '../../../../policy/language-tabs.tsx'
import { addLocale, localesOf, makeDefault, removeLocale, type Speaking } from './local-texts.ts'

type Props<T> = Readonly<{ step: T; locale: string; onChoose(locale: string): void; onChange(step: T): void }>

/** The languages of everything that a step says; one is chosen for all of its texts. */
export function Languages<T extends Speaking>({ step, locale, onChoose, onChange }: Props<T>) {
  return (
    <LanguageTabs
      locales={localesOf(step.text)}
      locale={locale}
      defaultLocale={step.text.defaultLocale}
      onChoose={onChoose}
      onAdd={(added) => {
        onChange(addLocale(step, added))
        onChoose(added)
      }}
      onMakeDefault={() => onChange(makeDefault(step, locale))}
      onRemove={() => {
        onChange(removeLocale(step, locale))
        onChoose(step.text.defaultLocale)
      }}
    />
  )
}
