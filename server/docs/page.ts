import { Html, html } from '../platform/html.ts'

export interface Link {
  href: string
  label: string
}

/** One page of the documentation: needs no script, reads in both colour schemes, prints. */
export const page = (title: string, links: readonly (Link | Html)[], content: Html): string =>
  html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} · Afterword API</title>
<link rel="stylesheet" href="/docs/docs.css">
</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
<header><a class="name" href="/docs">Afterword API</a>
<nav aria-label="Documentation"><a href="/docs">Reference</a> <a href="/docs/guide">Guide</a> <a href="/docs/problems">Problems</a> <a href="/docs/deprecations">Deprecations</a> <a href="/docs/openapi.yaml">openapi.yaml</a></nav></header>
<div class="columns">
<nav class="side" aria-label="On this page">${links.map((link) => (link instanceof Html ? link : html`<a href="${link.href}">${link.label}</a>`))}</nav>
<main id="content"><h1>${title}</h1>
${content}
</main>
</div>
</body>
</html>
`.text

export const style = `
:root { --ink: #1b1d23; --soft: #5b6070; --line: #dfe2e9; --ground: #fff; --tint: #f5f6f9; --accent: #4045c4; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e8eaf0; --soft: #a5abba; --line: #333845; --ground: #15171c; --tint: #1d2027; --accent: #a9acff; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 15px/1.55 Inter, system-ui, sans-serif; }
a { color: var(--accent); text-underline-offset: 2px; }
a:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 4px; }
.skip { position: absolute; left: -9999px; }
.skip:focus { left: 8px; top: 8px; background: var(--ground); padding: 8px 12px; }
header { display: flex; flex-wrap: wrap; gap: 8px 24px; align-items: center; padding: 12px 24px; border-bottom: 1px solid var(--line); }
header .name { font-weight: 650; color: var(--ink); text-decoration: none; }
header nav { display: flex; flex-wrap: wrap; gap: 4px 16px; }
.columns { display: grid; grid-template-columns: 240px minmax(0, 1fr); gap: 40px; max-width: 1240px; margin: 0 auto; padding: 24px; }
.side { position: sticky; top: 24px; align-self: start; max-height: calc(100vh - 48px); overflow: auto; font-size: 13px; }
.side a, .side strong { display: block; padding: 2px 0; text-decoration: none; }
.side strong { margin-top: 14px; }
h1 { font-size: 26px; margin: 0 0 16px; }
h2 { font-size: 20px; margin: 40px 0 8px; padding-top: 16px; border-top: 1px solid var(--line); }
h3 { font-size: 16px; margin: 32px 0 4px; }
h4 { font-size: 13px; margin: 16px 0 4px; color: var(--soft); }
p { max-width: 72ch; margin: 6px 0; }
code, pre { font: 13px/1.5 ui-monospace, Menlo, Consolas, monospace; }
pre { background: var(--tint); border: 1px solid var(--line); border-radius: 8px; padding: 12px; overflow: auto; }
.path { overflow-wrap: anywhere; }
.method { display: inline-block; min-width: 56px; font-weight: 650; }
ul.fields { list-style: none; margin: 4px 0; padding: 0; border: 1px solid var(--line); border-radius: 8px; }
ul.fields ul.fields { margin: 6px 0 2px; }
ul.fields > li { padding: 8px 12px; border-top: 1px solid var(--line); }
ul.fields > li:first-child { border-top: 0; }
.type { color: var(--soft); font-size: 13px; }
.needed { font-size: 12px; font-weight: 600; }
details > summary { cursor: pointer; font-size: 13px; color: var(--accent); }
@media (max-width: 800px) {
  .columns { grid-template-columns: minmax(0, 1fr); padding: 16px; gap: 16px; }
  .side { position: static; max-height: 40vh; border-bottom: 1px solid var(--line); padding-bottom: 12px; }
  header { padding: 12px 16px; }
}
@media print { header nav, .side, .skip { display: none; } .columns { display: block; } }
`
