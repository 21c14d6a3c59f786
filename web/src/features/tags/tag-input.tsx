import { Pill, TagsInput, type TagsInputProps } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { knownTagsQuery } from './queries.ts'
import { tagStyle } from './tag-look.ts'
import classes from './tags.module.css'

type Props = Omit<TagsInputProps, 'data' | 'renderOption' | 'renderPill'>

/** Tags to choose from, or to type, each in its colour. */
export function TagInput(props: Props) {
  const { data: known = [] } = useQuery(knownTagsQuery)
  const looks = new Map(known.map((tag) => [tag.name, tag]))

  return (
    <TagsInput
      comboboxProps={{ keepMounted: false }}
      maxTags={50}
      maxLength={50}
      {...props}
      data={known.map(({ name }) => name)}
      renderOption={({ option: { value } }) => (
        <span className={classes.option} title={looks.get(value)?.description}>
          <span className={classes.dot} style={tagStyle(looks.get(value)?.color)} aria-hidden />
          {value}
        </span>
      )}
      renderPill={({ value, onRemove, disabled }) => (
        <Pill
          className={classes.pill}
          style={tagStyle(looks.get(value ?? '')?.color)}
          title={looks.get(value ?? '')?.description}
          withRemoveButton={!props.readOnly}
          {...(onRemove ? { onRemove } : {})}
          {...(disabled === undefined ? {} : { disabled })}
        >
          {value}
        </Pill>
      )}
    />
  )
}
