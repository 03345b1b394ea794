"""The frame of the report: styles inline, nothing fetched, readable on paper and in the dark."""

PAGE = """<!doctype html>
<html lang="en" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
:root {{ color-scheme: light; }}
body {{ font: 16px/1.5 system-ui, "Segoe UI", "DejaVu Sans", sans-serif; color: #1b1b1b; background: #fff;
  max-width: 60rem; margin: 0 auto; padding: 1.5rem; }}
h1 {{ font-size: 1.7rem; }}
h2 {{ margin-top: 2.5rem; border-bottom: 2px solid #0072b2; }}
h3 {{ margin-top: 1.6rem; }}
table {{ border-collapse: collapse; margin: .8rem 0; width: 100%; display: block; overflow-x: auto; }}
th, td {{ padding: .3rem .6rem; border-bottom: 1px solid #ddd; text-align: left; vertical-align: top; }}
thead th {{ border-bottom: 2px solid #888; }}
tbody th {{ font-weight: 600; }}
table.figures td {{ font-variant-numeric: tabular-nums; white-space: nowrap; }}
table.small {{ font-size: .8rem; }}
.ci {{ color: #555; font-size: .85em; white-space: nowrap; }}
figure {{ margin: 1rem 0; }} figcaption {{ font-weight: 600; }} svg {{ max-width: 100%; height: auto; }}
.fa {{ font: 1.15rem/1.9 "Vazirmatn", "Noto Naskh Arabic", "Noto Sans Arabic", Tahoma, "DejaVu Sans",
  sans-serif; text-align: right; unicode-bidi: isolate; margin: .2rem 0; }}
.mover {{ border: 1px solid #ccc; border-radius: 6px; padding: .5rem .9rem; margin: .7rem 0;
  break-inside: avoid; }}
.mover p {{ margin: .25rem 0; }} .mover header {{ color: #555; font-size: .85rem; }}
.ref {{ color: #005a38; }}
mark {{ background: #ffe3a3; color: inherit; padding: 0 .1em; border-radius: 2px; }}
del {{ color: #8a8a8a; }}
@media print {{
  body {{ max-width: none; padding: 0; font-size: 10.5pt; }}
  h2 {{ break-before: page; }} section:first-of-type h2 {{ break-before: avoid; }}
  h2, h3 {{ break-after: avoid; }} figure, tr {{ break-inside: avoid; }}
  mark {{ background: none; text-decoration: underline; }}
}}
</style>
</head>
<body>
<h1>{title}</h1>
{notes}
{body}
</body>
</html>
"""
