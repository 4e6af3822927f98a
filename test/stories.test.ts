import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const read = (path: string) => readFileSync(path, 'utf8')

describe('the stories', () => {
  it.each(readdirSync('src/components'))('show <%s>', (tag) => {
    expect(read(`stories/${tag}.stories.ts`)).toContain(`component: '${tag}'`)
  })

  it('are served by the worker of the msw that is installed', () => {
    const worker = 'mockServiceWorker.js'
    expect(read(`.storybook/public/${worker}`)).toBe(read(`node_modules/msw/lib/${worker}`))
  })
})
