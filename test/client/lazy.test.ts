import { describe, expect, it, vi } from 'vitest'
import { lazy } from '../../src/client/lazy.js'

/** Imports that the test answers, one after the other. */
function imports() {
  const waiting: { resolve: (code: string) => void; reject: (error: Error) => void }[] = []
  const importCode = vi.fn(
    () => new Promise<string>((resolve, reject) => waiting.push({ resolve, reject })),
  )
  return { importCode, waiting }
}

const partOf = (code: string) => ({ code })

describe('a lazy part', () => {
  it('is not imported before it is used', () => {
    const { importCode } = imports()
    expect(lazy(importCode, partOf).loaded).toBeUndefined()
    expect(importCode).not.toHaveBeenCalled()
  })

  it('is imported and made once, and runs every use in the order of the calls', async () => {
    const { importCode, waiting } = imports()
    const make = vi.fn(partOf)
    const part = lazy(importCode, make)
    const runs: string[] = []
    part.use(({ code }) => runs.push(`${code} 1`))
    part.use(({ code }) => runs.push(`${code} 2`))
    const loading = part.load()
    waiting[0]?.resolve('code')
    await loading
    await part.load()
    expect(runs).toEqual(['code 1', 'code 2'])
    expect(importCode).toHaveBeenCalledOnce()
    expect(make).toHaveBeenCalledOnce()
    expect(part.loaded).toEqual({ code: 'code' })
  })

  it('runs a use at once when it is loaded, so that a key press can be prevented', async () => {
    const { importCode, waiting } = imports()
    const part = lazy(importCode, partOf)
    const loading = part.load()
    waiting[0]?.resolve('code')
    await loading
    const run = vi.fn()
    part.use(run)
    expect(run).toHaveBeenCalledOnce()
  })

  it('is imported again by the next use after a failure, and drops the uses before', async () => {
    const { importCode, waiting } = imports()
    const onFailure = vi.fn()
    const part = lazy(importCode, partOf, onFailure)
    const early = vi.fn()
    const late = vi.fn()
    part.use(early)
    part.use(early)
    const failing = part.load()
    waiting[0]?.reject(new TypeError('offline'))
    await failing
    expect(onFailure).toHaveBeenCalledOnce()
    part.use(late)
    const loading = part.load()
    waiting[1]?.resolve('code')
    await loading
    expect(early).not.toHaveBeenCalled()
    expect(late).toHaveBeenCalledOnce()
    expect(onFailure).toHaveBeenCalledOnce()
  })

  it('does not treat a mistake in its code as a failed import', async () => {
    const mistake = new Error('a mistake')
    const onFailure = vi.fn()
    const part = lazy(
      () => Promise.resolve('code'),
      () => {
        throw mistake
      },
      onFailure,
    )
    await expect(part.load()).rejects.toBe(mistake)
    expect(onFailure).not.toHaveBeenCalled()
  })
})
