import { type Tag, tagColor } from '@fairlead/sdk'
import { Input } from '@mantine/core'
import { useId } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { tagStyle } from './tag-look.ts'
import classes from './tags.module.css'

export function ColorChoice({ value, onChange }: { value: Tag['color']; onChange: (color: Tag['color']) => void }) {
  const { t } = useTranslation('tags')
  const name = useId()
  return (
    <Input.Wrapper label={t('color')} labelElement="div">
      <fieldset className={classes.colors} aria-label={t('color')}>
        {tagColor.options.map((color) => (
          <label key={color} className={classes.color} style={tagStyle(color)} title={t(`colors.${color}`)}>
            <input
              type="radio"
              name={name}
              aria-label={t(`colors.${color}`)}
              checked={color === value}
              onChange={() => onChange(color)}
            />
            <span aria-hidden />
          </label>
        ))}
      </fieldset>
    </Input.Wrapper>
  )
}
