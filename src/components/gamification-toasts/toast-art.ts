import { html, svg, type SVGTemplateResult, type TemplateResult } from 'lit'

const FLAME = 'M37 4c3 12 19 18 19 38a20 20 0 0 1-40 0c0-9 5-14 8-20 2 5 4 7 7 8 1-9 1-17 6-26z'
const CORE = 'M37 36c1 6 8 9 8 17a9 9 0 0 1-18 0c0-5 3-7 4-10 2 2 3 3 4 3 0-4 0-7 2-10z'

/** A flame with a core that flickers. */
export const flame = svg`<svg class="flame" viewBox="6 0 60 66" aria-hidden="true">
  <defs><linearGradient id="flame" x1="0" y1="1" x2="0" y2="0">
    <stop offset="0" class="flame-1" /><stop offset=".55" class="flame-2" /><stop offset="1" class="flame-3" />
  </linearGradient></defs>
  <path class="flame-body" d=${FLAME} fill="url(#flame)" />
  <path class="flame-core" d=${CORE} />
</svg>`

/** A medal on its ribbon. */
export const medal = svg`<svg class="medal" viewBox="0 0 64 64" aria-hidden="true">
  <defs><linearGradient id="medal" x1="0" y1="0" x2="1" y2="1">
    <stop offset="0" class="medal-1" /><stop offset=".5" class="medal-2" /><stop offset="1" class="medal-3" />
  </linearGradient></defs>
  <path class="ribbon" d="M18 2h28l-7 25H25z" />
  <path class="ribbon-stripe" d="M28.500 2h7l-1.500 22h-4z" />
  <circle cx="32" cy="42" r="19" fill="url(#medal)" />
  <circle class="medal-rim" cx="32" cy="42" r="14.500" />
  <path class="medal-star" d="m32 32.500 2.900 6 6.600.9-4.800 4.500 1.200 6.500-5.900-3.200-5.900 3.200 1.200-6.500-4.800-4.500 6.600-.9z" />
</svg>`

/** The way around the ring of a boost, in its own units. */
export const RING = 2 * Math.PI * 26

/** A multiplier in a ring that empties with the boost's time. */
export const boostRing = (
  multiplier: string | SVGTemplateResult | TemplateResult,
): TemplateResult =>
  html`<span class="boost-art">
    ${svg`<svg class="ring" viewBox="0 0 60 60" aria-hidden="true">
      <defs><linearGradient id="boost" x1="0" y1="0" x2="1" y2="1">
        <stop offset="0" class="boost-1" /><stop offset=".5" class="boost-2" /><stop offset="1" class="boost-3" />
      </linearGradient></defs>
      <circle class="ring-track" cx="30" cy="30" r="26" />
      <circle class="ring-time" cx="30" cy="30" r="26" stroke="url(#boost)" />
    </svg>`}
    <span class="multiplier" dir="ltr">${multiplier}</span>
  </span>`

/** A number whose digits roll in; read out as a whole, by what stands beside it. */
export const reels = (text: string): TemplateResult =>
  html`<span class="reels" dir="ltr" aria-hidden="true"
    >${[...text].map((sign) =>
      /\d/.test(sign)
        ? html`<span class="reel"
            ><span class="strip" data-digit=${sign}
              >${Array.from({ length: Number(sign) + 1 }, (_, digit) => html`<i>${digit}</i>`)}</span
            ></span
          >`
        : html`<span>${sign}</span>`,
    )}</span
  >`
