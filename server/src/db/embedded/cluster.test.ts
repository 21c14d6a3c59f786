import assert from 'node:assert/strict'
import { test } from 'node:test'
import { clusterError } from './cluster.ts'

// A full disk cannot be had in a test without root's help, so these are PostgreSQL's own words on one.
const complaints = [
  { output: 'FATAL:  could not extend file "base/1/2691": No space left on device', code: 'disk_full' },
  { output: 'FATAL:  could not write lock file "postmaster.pid": No space left on device', code: 'disk_full' },
  { output: 'FATAL:  database files are incompatible with server', code: 'data_wrong_version' },
  { output: 'FATAL:  "data/postgres" is not a valid data directory', code: 'data_wrong_version' },
  { output: 'FATAL:  could not open file "postmaster.pid": Read-only file system', code: 'data_unwritable' },
  { output: 'FATAL:  could not create any TCP/IP sockets', code: 'database_failed' },
] as const

for (const { output, code } of complaints) {
  test(`${code} when PostgreSQL says ${output}`, () => {
    const error = clusterError('some/data', 'PostgreSQL does not start', output)

    assert.equal(error.code, code)
    assert.match(error.message, /some\/data.*DATABASE_URL/)
    assert.equal(error.message.includes(output), true)
  })
}
