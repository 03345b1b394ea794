"""The frame of the morning report: styles inline, both colour schemes, nothing fetched."""

PAGE = """<!doctype html>
<html lang="en" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title>
<style>
:root {{ color-scheme: light dark; --ink: #1b1b1b; --paper: #fff; --faint: #5c5c5c; --line: #ddd;
  --box: #f5f5f3; --good: #00663f; --warn: #8a5300; --bad: #a4161a; }}
@media (prefers-color-scheme: dark) {{
  :root {{ --ink: #e8e6e3; --paper: #16181b; --faint: #a5a29c; --line: #35383c; --box: #1f2226;
    --good: #5fd0a0; --warn: #f0b35a; --bad: #ff8f8a; }}
}}
body {{ font: 16px/1.5 system-ui, "Segoe UI", "Vazirmatn", "Noto Sans Arabic", "DejaVu Sans", sans-serif;
  color: var(--ink); background: var(--paper); max-width: 60rem; margin: 0 auto; padding: 1.5rem; }}
h1 {{ font-size: 1.5rem; margin: 0; }}
h2 {{ font-size: 1.1rem; margin: 1.8rem 0 .5rem; border-bottom: 1px solid var(--line); }}
header p {{ color: var(--faint); margin: .2rem 0; }}
.outcome {{ font-weight: 700; color: var(--good); }}
.outcome.partial {{ color: var(--warn); }} .outcome.held, .outcome.failed {{ color: var(--bad); }}
.calm {{ color: var(--good); }}
ol {{ padding-left: 1.4rem; }} li {{ margin: .3rem 0; overflow-wrap: anywhere; }}
.figures {{ display: grid; grid-template-columns: repeat(auto-fill, minmax(8.5rem, 1fr)); gap: .5rem; }}
.figure {{ background: var(--box); border-radius: 6px; padding: .5rem .7rem; }}
.figure b {{ display: block; font-size: 1.25rem; font-variant-numeric: tabular-nums; }}
.figure span {{ color: var(--faint); font-size: .85rem; }}
.nil b {{ color: var(--faint); font-weight: 400; }}
.wide {{ overflow-x: auto; }}
table {{ border-collapse: collapse; width: 100%; font-size: .92rem; }}
th, td {{ padding: .3rem .6rem; border-bottom: 1px solid var(--line); text-align: left;
  vertical-align: top; }}
th {{ color: var(--faint); font-weight: 600; }}
td {{ overflow-wrap: anywhere; min-width: 6rem; font-variant-numeric: tabular-nums; }}
.note {{ color: var(--faint); }}
@media print {{ body {{ max-width: none; padding: 0; font-size: 10.5pt; }}
  section {{ break-inside: avoid; }} }}
</style>
</head>
<body>
<header>
<h1>{title}</h1>
<p><span class="outcome {outcome}">{label}</span>, {when}</p>
</header>
{body}
</body>
</html>
"""
