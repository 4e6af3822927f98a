import { fixture, html } from '@open-wc/testing'
import { describe, expect, it } from 'vitest'
import { zoomOf } from '../../src/internal/zoom.js'

describe('the zoom of an element', () => {
  it.each([
    ['in a browser with currentCSSZoom', false],
    ['in a browser without currentCSSZoom', true],
  ])('multiplies the zoom of every element around it, %s', async (_, isOlder) => {
    const outer = await fixture<HTMLElement>(html`<div style="zoom: 2"></div>`)
    const inner = document.createElement('div')
    inner.style.zoom = '1.5'
    outer.attachShadow({ mode: 'open' }).append(inner)
    if (isOlder) Object.defineProperty(inner, 'currentCSSZoom', { value: undefined })
    expect(zoomOf(inner)).toBe(3)
  })
})
