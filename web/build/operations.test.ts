import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseAst } from 'vite'
import { withOperations } from './operations.ts'

test('gives what is only called its method and its path', () => {
  assert.equal(
    transformed("import { listTeams } from '@fairlead/sdk'\nconst get = () => client.call(listTeams, {})"),
    'const listTeams = {"method":"get","path":"/teams"};\nconst get = () => client.call(listTeams, {})',
  )
})

test('knows the call of a client by its name alone', () => {
  assert.equal(
    transformed("import { listTeams } from '@fairlead/sdk'\nconst { call } = client\ncall(listTeams, {})"),
    'const listTeams = {"method":"get","path":"/teams"};\nconst { call } = client\ncall(listTeams, {})',
  )
})

test('leaves what is also checked as it is', () => {
  const code = "import { postTeam } from '@fairlead/sdk'\nclient.call(postTeam, { body: postTeam.body.parse(values) })"
  assert.equal(transformed(code), code)
})

test('leaves what a stranger gets as it is', () => {
  const code = "import { listTeams } from '@fairlead/sdk'\ndescribe(listTeams)"
  assert.equal(transformed(code), code)
})

test('keeps the other imports of the same line', () => {
  assert.equal(
    transformed(
      "import { ApiError, listTeams as teams, postTeam } from '@fairlead/sdk'\napi.client.call(teams, {}); postTeam.body",
    ),
    'import { ApiError, postTeam } from \'@fairlead/sdk\';\nconst teams = {"method":"get","path":"/teams"};\napi.client.call(teams, {}); postTeam.body',
  )
})

test('touches no schema and no other package', () => {
  const code =
    "import { team } from '@fairlead/sdk'\nimport { listTeams } from './mine.ts'\nclient.call(team); client.call(listTeams)"
  assert.equal(transformed(code), code)
})

function transformed(code: string): string {
  return withOperations(code, parseAst(code) as never)
}
