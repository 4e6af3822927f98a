import { fixture, html } from '@open-wc/testing'
import { afterEach, describe, expect, it } from 'vitest'
import { routerPath } from '../../src/internal/router-path.js'

const base = document.createElement('base')

afterEach(() => base.remove())

/** An element inside of a page that says where its router begins, or does not. */
const within = (path?: string): Promise<Element> =>
  path === undefined
    ? fixture(html`<p></p>`)
    : fixture<Element>(html`<div base-path=${path}><p></p></div>`)

/** The router's path of a link, which is resolved as a browser does. */
async function pathOf(link: string, basePath?: string): Promise<string | null> {
  return routerPath(new URL(link, document.baseURI).href, await within(basePath))
}

describe('the path that a router takes', () => {
  it.each([
    ['/lessons/1', '/lessons/1'],
    ['/lessons/1?tab=notes#end', '/lessons/1?tab=notes#end'],
    ['/', '/'],
    [`${location.origin}/lessons/1`, '/lessons/1'],
    ['https://elsewhere.example/lessons/1', null],
    [`${location.origin}//elsewhere.example/x`, null],
    ['/a//b', '/a//b'],
  ])('of %s is %s', async (link, path) => {
    expect(await pathOf(link)).toBe(path)
  })

  it('is null without a link', async () => {
    expect(routerPath(null, await within())).toBeNull()
  })

  it.each([
    ['/app', '/app/lessons/1?x#y', '/lessons/1?x#y'],
    ['/app/', '/app/lessons/1', '/lessons/1'],
    ['/app', '/app', '/'],
    ['/app', '/app/', '/'],
    ['/app', '/app?x', '/?x'],
    ['/app', '/application', null],
    ['/app', '/lessons/1', null],
    ['/app', '/app//elsewhere.example', null],
    ['/', '/lessons/1', '/lessons/1'],
  ])('with base-path="%s" of %s is %s', async (basePath, link, path) => {
    expect(await pathOf(link, basePath)).toBe(path)
  })

  it.each([
    ['/app/', '/app/lessons/1', '/lessons/1'],
    ['/app/index.html', '/app/lessons/1', '/lessons/1'],
    ['/app/', '/lessons/1', null],
    ['https://files.example/', `${location.origin}/lessons/1`, '/lessons/1'],
  ])('with <base href="%s"> of %s is %s', async (href, link, path) => {
    base.href = href
    document.head.prepend(base)
    expect(await pathOf(link)).toBe(path)
  })

  it('follows base-path before <base href>', async () => {
    base.href = '/site/'
    document.head.prepend(base)
    expect(await pathOf('/site/app/1', '/site/app')).toBe('/1')
  })
})
