import {
  type Asker,
  type Condition,
  type Filter,
  type FilterField,
  filterKinds,
  wantedItems,
  wantedTexts,
  withAsker,
} from '@fairlead/sdk'
import { type RawBuilder, sql } from 'kysely'
import { isUuid } from '../db/id.ts'

type Test = RawBuilder<boolean>

const never: Test = sql`false`
const always: Test = sql`true`

/**
 * A filter as a condition on a conversation `c`, its contact `k` and its channel `h`. It says of each what `fits` of the
 * SDK says of it, and is never unknown: `NOT` must turn every answer round. Nothing of the filter gets into the text of
 * the query but by parameters.
 */
export function toSql(filter: Filter, asker: Asker): Test {
  const tests = filter.rules.map((rule) =>
    'rules' in rule ? toSql(rule, asker) : testOf(withAsker(rule, asker.meId), asker.now),
  )
  const all =
    tests.length === 0
      ? always
      : sql<boolean>`(${sql.join(tests, filter.combinator === 'and' ? sql` AND ` : sql` OR `)})`
  return filter.not === true ? sql`(NOT ${all})` : all
}

/** In which states what fits can be: told apart beforehand, so that an index can be used. */
export function statusesOf(filter: Filter): ReadonlySet<string> {
  if (filter.not === true) return everyStatus
  const sets = filter.rules.map((rule) => ('rules' in rule ? statusesOf(rule) : statusesOfCondition(rule)))
  if (sets.length === 0) return everyStatus
  return sets.reduce((all, set) => (filter.combinator === 'and' ? all.intersection(set) : all.union(set)))
}

const everyStatus: ReadonlySet<string> = new Set(['open', 'snoozed', 'closed'])

function statusesOfCondition({ field, operator, value }: Condition): ReadonlySet<string> {
  if (field !== 'status') return everyStatus
  const wanted = new Set<string | null>(wantedTexts(operator, value) ?? [])
  if (operator === 'is' || operator === 'any_of') return new Set([...everyStatus].filter((each) => wanted.has(each)))
  if (operator === 'is_not' || operator === 'none_of')
    return new Set([...everyStatus].filter((each) => !wanted.has(each)))
  return everyStatus
}

function testOf(condition: Condition, now: number): Test {
  const { field } = condition
  switch (filterKinds[field]) {
    case 'choice':
      return choice(columns[field], condition, idFields.has(field))
    case 'list':
      return list(columns[field], condition)
    case 'flag':
      return flag(columns[field], condition)
    case 'minutes':
      return minutes(columns[field], condition, now)
    case 'text':
      return text(columns[field], condition)
    case 'field':
      return custom(condition)
  }
}

const columns: Record<FilterField, RawBuilder<unknown>> = {
  status: sql`c.status`,
  priority: sql`c.priority`,
  channelId: sql`c.channel_id`,
  channelType: sql`h.type`,
  teamId: sql`c.team_id`,
  assigneeId: sql`c.assignee_id`,
  closingCategoryId: sql`c.closing_category_id`,
  tags: sql`c.tags`,
  skillIds: sql`c.skill_ids`,
  isUnread: sql`(c.unread_count > 0)`,
  isWaiting: sql`(c.waiting_since IS NOT NULL)`,
  waitingMinutes: sql`c.waiting_since`,
  idleMinutes: sql`c.last_activity_at`,
  ageMinutes: sql`c.created_at`,
  contactName: sql`k.name`,
  subject: sql`coalesce(c.subject, '')`,
  field: sql`c.fields`,
}

const idFields: ReadonlySet<FilterField> = new Set(['channelId', 'teamId', 'assigneeId', 'closingCategoryId'])

function choice(column: RawBuilder<unknown>, { operator, value }: Condition, isId: boolean): Test {
  if (operator === 'is_set') return sql`(${column} IS NOT NULL)`
  if (operator === 'is_not_set') return sql`(${column} IS NULL)`
  const wanted = wantedTexts(operator, value)
  if (wanted === null) return never
  const given = wanted.filter((each) => each !== null)
  const known = isId ? given.filter((each) => isUuid(each) && each === each.toLowerCase()) : given
  const isOne = sql<boolean>`CASE WHEN ${column} IS NULL THEN ${wanted.includes(null)}::boolean
    ELSE ${column} = ANY (${known}::${isId ? sql`uuid[]` : sql`text[]`}) END`
  return operator === 'is' || operator === 'any_of' ? isOne : sql`(NOT (${isOne}))`
}

function list(column: RawBuilder<unknown>, { operator, value }: Condition): Test {
  if (operator === 'is_set') return sql`(cardinality(${column}) > 0)`
  if (operator === 'is_not_set') return sql`(cardinality(${column}) = 0)`
  const wanted = wantedItems(operator, value)
  if (wanted === null) return never
  const hasOne = sql<boolean>`EXISTS (SELECT FROM unnest(${column}::text[]) AS item
    WHERE lower(item) = ANY (${folded(wanted)}))`
  return operator === 'has' || operator === 'any_of' ? hasOne : sql`(NOT ${hasOne})`
}

function flag(column: RawBuilder<unknown>, { operator, value }: Condition): Test {
  if (typeof value !== 'boolean') return never
  if (operator === 'is') return sql`(${column} = ${value})`
  return operator === 'is_not' ? sql`(${column} <> ${value})` : never
}

function minutes(column: RawBuilder<unknown>, { operator, value }: Condition, now: number): Test {
  if (operator === 'is_set') return sql`(${column} IS NOT NULL)`
  if (operator === 'is_not_set') return sql`(${column} IS NULL)`
  if (typeof value !== 'number') return never
  // Times are told to the millisecond, and are compared so.
  const passed = sql`(${now}::numeric - floor(extract(epoch FROM ${column}) * 1000))`
  const mark = sql`${value * 60_000}::numeric`
  if (operator === 'more_than') return sql`coalesce(${passed} > ${mark}, false)`
  return operator === 'less_than' ? sql`coalesce(${passed} < ${mark}, false)` : never
}

function text(column: RawBuilder<unknown>, { operator, value }: Condition): Test {
  if (operator === 'is_set') return sql`(${column} <> '')`
  if (operator === 'is_not_set') return sql`(${column} = '')`
  if (operator === 'has' || operator === 'has_not') {
    if (typeof value !== 'string') return never
    const has = sql<boolean>`(strpos(lower(${column}), lower(${value}::text)) > 0)`
    return operator === 'has' ? has : sql`(NOT ${has})`
  }
  const wanted = wantedTexts(operator, value)
  if (wanted === null) return never
  const isOne = sql<boolean>`(lower(${column}) = ANY (${folded(wanted.map((each) => each ?? ''))}))`
  return operator === 'is' || operator === 'any_of' ? isOne : sql`(NOT ${isOne})`
}

function custom({ key, operator, value }: Condition): Test {
  const actual = sql`coalesce(c.fields -> ${key ?? ''}::text, 'null'::jsonb)`
  // One item or many; none where nothing is said.
  const items = sql`jsonb_array_elements(CASE jsonb_typeof(${actual}) WHEN 'array' THEN ${actual}
    ELSE jsonb_build_array(${actual}) END) AS item`
  const said = sql`item NOT IN ('null'::jsonb, '""'::jsonb)`
  const isSet = sql<boolean>`EXISTS (SELECT FROM ${items} WHERE ${said})`
  const isAmong = (wanted: readonly unknown[]): Test => sql`CASE WHEN ${isSet}
    THEN EXISTS (SELECT FROM ${items}, jsonb_array_elements(${JSON.stringify(wanted)}::text::jsonb) AS wanted
      WHERE ${said} AND ${foldedJson(sql`item`)} = ${foldedJson(sql`wanted`)})
    ELSE ${wanted.includes(null)}::boolean END`

  switch (operator) {
    case 'is_set':
      return isSet
    case 'is_not_set':
      return sql`(NOT ${isSet})`
    case 'is':
    case 'is_not':
      return value === undefined || Array.isArray(value) ? never : turned(isAmong([value]), operator === 'is_not')
    case 'any_of':
    case 'none_of':
      return Array.isArray(value) ? turned(isAmong(value), operator === 'none_of') : never
    case 'has':
    case 'has_not':
      return typeof value === 'string' ? turned(contains(actual, items, value), operator === 'has_not') : never
    case 'more_than':
    case 'less_than':
      return compared(actual, operator === 'more_than' ? sql`>` : sql`<`, value)
  }
}

function contains(actual: RawBuilder<unknown>, items: RawBuilder<unknown>, value: string): Test {
  return sql`CASE jsonb_typeof(${actual})
    WHEN 'string' THEN strpos(lower(${actual} #>> '{}'), lower(${value}::text)) > 0
    WHEN 'array' THEN EXISTS (SELECT FROM ${items} WHERE lower(item #>> '{}') = lower(${value}::text))
    ELSE false END`
}

const day = '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'

function compared(actual: RawBuilder<unknown>, sign: RawBuilder<unknown>, value: Condition['value']): Test {
  if (typeof value === 'number') {
    return sql`CASE jsonb_typeof(${actual}) WHEN 'number' THEN (${actual})::numeric ${sign} ${value}::numeric
      ELSE false END`
  }
  if (typeof value !== 'string' || !new RegExp(day).test(value)) return never
  return sql`CASE WHEN jsonb_typeof(${actual}) = 'string' AND ${actual} #>> '{}' ~ ${day}
    THEN (${actual} #>> '{}') COLLATE "C" ${sign} ${value}::text ELSE false END`
}

function foldedJson(value: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`CASE jsonb_typeof(${value}) WHEN 'string' THEN to_jsonb(lower(${value} #>> '{}')) ELSE ${value} END`
}

// PostgreSQL folds both sides, so that they are folded alike.
function folded(texts: readonly string[]): RawBuilder<unknown> {
  return sql`ARRAY(SELECT lower(wanted) FROM unnest(${texts}::text[]) AS wanted)`
}

function turned(test: Test, isTurned: boolean): Test {
  return isTurned ? sql`(NOT ${test})` : test
}
