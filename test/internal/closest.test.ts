import { fixture, html } from '@open-wc/testing'
import { beforeEach, expect, it } from 'vitest'
import { closestAcross } from '../../src/internal/closest.js'

let outer: HTMLElement
let inner: HTMLElement

beforeEach(async () => {
  outer = await fixture<HTMLElement>(html`<section class="outer"><div></div></section>`)
  inner = document.createElement('p')
  outer.querySelector('div')?.attachShadow({ mode: 'open' }).append(inner)
})

it('closestAcross finds an ancestor outside the shadow root', () => {
  expect(closestAcross(inner, '.outer')).toBe(outer)
})

it('closestAcross finds the element itself first', () => {
  inner.className = 'outer'
  expect(closestAcross(inner, '.outer')).toBe(inner)
})

it('closestAcross returns null if no ancestor matches', () => {
  expect(closestAcross(inner, '.elsewhere')).toBeNull()
})
