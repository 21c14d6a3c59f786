import { isObject, type JsonObject } from '../desk/json.ts'
import { GraphRefusal } from '../graph/refusal.ts'

/** What Graph says of a parameter it makes nothing of. */
export function invalid(message: string, subcode?: number): GraphRefusal {
  return new GraphRefusal(100, message, subcode === undefined ? {} : { subcode })
}

export function requireKeys(value: unknown, parameter: string, keys: readonly string[]): JsonObject {
  if (value === undefined) throw invalid(`The parameter ${parameter} is required`)
  if (!isObject(value)) throw invalid(`Param ${parameter} must be an object.`)

  const strange = Object.keys(value).find((key) => !keys.includes(key))
  if (strange !== undefined) throw invalid(`Unexpected key "${strange}" on param "${parameter}".`)
  return value
}

export function requireString(value: unknown, parameter: string, max: number): string {
  if (value === undefined || value === '') throw invalid(`The parameter ${parameter} is required`)
  if (typeof value !== 'string') throw invalid(`Param ${parameter} must be a string.`)
  if ([...value].length > max) {
    throw invalid(`Length of param ${parameter} must be less than or equal to ${max}`)
  }
  return value
}

export function requireOne<T extends string>(value: unknown, parameter: string, allowed: readonly T[]): T {
  const found = allowed.find((one) => one === value)
  if (found === undefined) throw invalid(`Param ${parameter} must be one of {${allowed.join(', ')}}`)
  return found
}
