import { expect, it } from 'vitest'
import { FakeServer } from '../../src/testing/fake-server.js'

it('the fake server sends a snapshot to a stream from before a change of features', async () => {
  const server = new FakeServer()
  server.decide({ gamification: false })
  const { body } = await server.fetch('https://bells.example/v1/inbox/stream', {
    headers: { 'last-event-id': 'e001.0.0' },
  })
  const reader = body?.pipeThrough(new TextDecoderStream()).getReader()
  await reader?.read()
  const { value = '' } = (await reader?.read()) ?? {}
  expect(value).toContain('"reason":"features"')
  expect(value).toContain('"gamification":false')
  await reader?.cancel()
})
