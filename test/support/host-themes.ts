/** What the recipes of docs/how-to/theming.md build on, as the frameworks ship it. */

/** Bootstrap 5.3.9. */
export const bootstrap = `
  :root, [data-bs-theme=light] {
    --bs-white: #fff;
    --bs-danger: #dc3545;
    --bs-primary-text-emphasis: #052c65;
    --bs-secondary-text-emphasis: #2b2f32;
    --bs-success-text-emphasis: #0a3622;
    --bs-warning-text-emphasis: #664d03;
    --bs-primary-bg-subtle: #cfe2ff;
    --bs-secondary-bg-subtle: #e2e3e5;
    --bs-success-bg-subtle: #d1e7dd;
    --bs-warning-bg-subtle: #fff3cd;
    --bs-body-color: #212529;
    --bs-body-bg: #fff;
    --bs-tertiary-bg: #f8f9fa;
    --bs-link-hover-color: #0a58ca;
    --bs-border-color: #dee2e6;
    --bs-border-radius-lg: 0.5rem;
    --bs-box-shadow: 0 0.5rem 1rem rgba(0, 0, 0, 0.15);
  }
  [data-bs-theme=dark] {
    color-scheme: dark;
    --bs-body-color: #dee2e6;
    --bs-body-bg: #212529;
    --bs-tertiary-bg: #2b3035;
    --bs-primary-text-emphasis: #6ea8fe;
    --bs-secondary-text-emphasis: #a7acb1;
    --bs-success-text-emphasis: #75b798;
    --bs-warning-text-emphasis: #ffda6a;
    --bs-primary-bg-subtle: #031633;
    --bs-secondary-bg-subtle: #161719;
    --bs-success-bg-subtle: #051b11;
    --bs-warning-bg-subtle: #332701;
    --bs-link-hover-color: #8bb9fe;
    --bs-border-color: #495057;
  }`

/** Tailwind CSS 4.3.5. */
export const tailwind = `
  :root {
    --color-red-600: oklch(57.7% 0.245 27.325);
    --color-amber-100: oklch(96.2% 0.059 95.617);
    --color-amber-300: oklch(87.9% 0.169 91.605);
    --color-amber-700: oklch(55.5% 0.163 48.998);
    --color-amber-950: oklch(27.9% 0.077 45.635);
    --color-emerald-400: oklch(76.5% 0.177 163.223);
    --color-emerald-700: oklch(50.8% 0.118 165.612);
    --color-teal-100: oklch(95.3% 0.051 180.801);
    --color-teal-300: oklch(85.5% 0.138 181.071);
    --color-teal-700: oklch(51.1% 0.096 186.391);
    --color-teal-950: oklch(27.7% 0.046 192.524);
    --color-sky-100: oklch(95.1% 0.026 236.824);
    --color-sky-300: oklch(82.8% 0.111 230.318);
    --color-sky-700: oklch(50% 0.134 242.749);
    --color-sky-950: oklch(29.3% 0.066 243.157);
    --color-indigo-50: oklch(96.2% 0.018 272.314);
    --color-indigo-300: oklch(78.5% 0.115 274.713);
    --color-indigo-700: oklch(45.7% 0.24 277.023);
    --color-indigo-950: oklch(25.7% 0.09 281.288);
    --color-slate-50: oklch(98.4% 0.003 247.858);
    --color-slate-100: oklch(96.8% 0.007 247.896);
    --color-slate-200: oklch(92.9% 0.013 255.508);
    --color-slate-300: oklch(86.9% 0.022 252.894);
    --color-slate-400: oklch(70.4% 0.04 256.788);
    --color-slate-600: oklch(44.6% 0.043 257.281);
    --color-slate-700: oklch(37.2% 0.044 257.287);
    --color-slate-800: oklch(27.9% 0.041 260.031);
    --color-slate-900: oklch(20.8% 0.042 265.755);
    --color-slate-950: oklch(12.9% 0.042 264.695);
    --color-white: #fff;
  }`
