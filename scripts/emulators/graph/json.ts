import { isObject, type JsonObject } from '../desk/json.ts'
import { GraphRefusal, invalid, missing } from './refusal.ts'

/**
 * JSON as the provider writes it. Whoever parses it and writes it again to check the signature gets other bytes, as they
 * would in production.
 */
export function metaJson(value: unknown): string {
  return JSON.stringify(value)
    .replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .replaceAll('/', '\\/')
}

export function requireObject(value: unknown, parameter: string, keys: readonly string[]): JsonObject {
  if (value === undefined) throw missing(parameter)
  if (!isObject(value)) throw invalid(parameter, 'must be an object')

  const strange = Object.keys(value).find((key) => !keys.includes(key))
  if (strange !== undefined) throw new GraphRefusal(100, `Unexpected key "${strange}" on param "${parameter}".`)
  return value
}

export function requireText(value: unknown, parameter: string, maxLength: number): string {
  if (value === undefined || value === '') throw missing(parameter)
  if (typeof value !== 'string') throw invalid(parameter, 'must be a string')
  if (value.length > maxLength) {
    throw new GraphRefusal(100, `Param ${parameter} must be at most ${maxLength} characters long.`)
  }
  return value
}

export function requireOneOf(value: unknown, parameter: string, allowed: readonly unknown[]): void {
  if (value === undefined) throw missing(parameter)
  if (!allowed.includes(value)) throw invalid(parameter, `must be one of ${allowed.join(', ')}`)
}
