import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createConfig, lintFromString } from '@redocly/openapi-core'
import openapiTS, { astToString } from 'openapi-typescript'
import ts from 'typescript'
import { describe, expect, it, onTestFinished } from 'vitest'
import { describeServer } from '../../src/http/openapi.js'
import { operations } from '../../src/http/operations.js'

/** The code of a back end that uses the generated client. The lines with an error must keep it. */
const sample = `
import type { components, operations } from './api.js'

type Body<Name extends keyof operations> = operations[Name] extends {
  requestBody: { content: infer Content }
}
  ? Content[keyof Content]
  : undefined
type Answer<Name extends keyof operations> = operations[Name]['responses'] extends infer All
  ? All extends { 200: { content: { 'application/json': infer Json } } }
    ? Json
    : All extends { 202: { content: { 'application/json': infer Json } } }
      ? Json
      : never
  : never

declare function call<Name extends keyof operations>(
  name: Name,
  body: Body<Name>,
): Promise<Answer<Name>>

export async function use(): Promise<string[]> {
  const inbox: components['schemas']['Snapshot'] = await call('getInbox', undefined)
  const unread: number = inbox.counts.unread
  const { results, frame } = await call('sendCommands', {
    base: inbox.to,
    commands: [{ type: 'read-all', id: 'b0e1', upTo: inbox.to }],
  })
  const older = await call('getOlderNotifications', undefined)
  const { effects } = await call('sendEvents', {
    specversion: '1.0',
    id: '1',
    source: '/school',
    type: 'points.earned',
    data: { memberId: 'ana', amount: 5, reason: 'Quiz' },
  })
  await call('sendNotification', { type: 'a.b', members: ['ana'], title: 'A', message: 'B' })
  const settings = await call('updateSettings', { gamification: true })
  await call('updatePreferences', { quietHours: null })
  const first: string | undefined = effects[0]?.kind
  // @ts-expect-error -- there is no such call
  await call('getNothing', undefined)
  // @ts-expect-error -- an amount is a number
  await call('sendEvents', { specversion: '1.0', id: '1', source: '/s', type: 'points.earned', data: { memberId: 'ana', amount: '5', reason: 'Quiz' } })
  // @ts-expect-error -- a count is no text
  const wrong: string = inbox.counts.unread
  return [String(unread + older.notifications.length), results[0]?.status ?? frame.type, settings.links['course'] ?? wrong, first ?? '']
}
`

describe('the API description', () => {
  it('passes the recommended rules of Redocly without an error or a warning', async () => {
    const config = await createConfig({ extends: ['recommended'] })
    for (const document of [describeServer(), describeServer('belfry')]) {
      const problems = await lintFromString({ source: JSON.stringify(document), config })
      expect(
        problems.map(({ ruleId, message, location }) => [ruleId, message, location[0]?.pointer]),
      ).toEqual([])
    }
  })

  it('has a distinct name for every operation, and a response for every error of the caller', () => {
    const all = Object.values(operations)
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length)
    for (const { id, problems } of all) {
      expect(id).toMatch(/^(get|send|update|stream|sync)[A-Z][A-Za-z]+$/)
      expect(problems.some((status) => status >= 400 && status < 500)).toBe(true)
    }
  })

  it('produces a TypeScript client that compiles with correct calls and fails with wrong ones', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'belfry-openapi-'))
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
    const types = astToString(await openapiTS(JSON.stringify(describeServer('belfry'))))
    writeFileSync(join(folder, 'api.d.ts'), types)
    writeFileSync(join(folder, 'client.ts'), sample)
    const program = ts.createProgram([join(folder, 'client.ts')], {
      strict: true,
      noUncheckedIndexedAccess: true,
      exactOptionalPropertyTypes: true,
      skipLibCheck: false,
      noEmit: true,
      target: ts.ScriptTarget.ES2023,
      module: ts.ModuleKind.NodeNext,
      moduleResolution: ts.ModuleResolutionKind.NodeNext,
      types: [],
    })
    const faults = ts.getPreEmitDiagnostics(program)
    const said = faults.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))
    expect(said).toEqual([])
  })
})
